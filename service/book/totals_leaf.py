"""What trustees' totals are made from: call-outs that are over, without anybody in them."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import bindparam, exists, not_, select

from service.book.leaf import Leaf
from service.book.past_tables import past_escalations
from service.book.rota_rows import of_json
from service.book.rotas import Named
from service.book.rows import Found
from service.book.tables import attempts, escalations
from service.book.version_tables import rota_versions
from service.domain.attempt import Purpose
from service.domain.escalation import State
from service.domain.oversight import Stood, stood
from service.domain.rota import Rota
from service.domain.totals import Past

#: Whether the phone of anybody who could take it was tried, and nothing of whose.
_TRIED = exists().where(
    attempts.c.escalation_id == escalations.c.id,
    attempts.c.purpose == Purpose.OFFER,
    attempts.c.dialled_at.is_not(None),
)
#: From the one row alone: its instants are dated together, and a history's lines are not.
PAST = (
    escalations.c.ladder,
    escalations.c.raised_at,
    escalations.c.closed_at,
    escalations.c.state,
    escalations.c.holder_at,
    escalations.c.earlier,
    _TRIED.label("tried"),
)
#: The states in which it is over.
CLOSED = (State.SPOKEN, State.CANCELLED)
_CLOSED = select(*PAST).where(
    not_(escalations.c.drill),
    escalations.c.state.in_(CLOSED),
    escalations.c.closed_at < bindparam("before"),
)
#: What was kept of those that have gone.
_FADED = select(*[past_escalations.c[field.name] for field in fields(Past)]).where(
    not_(past_escalations.c.drill), past_escalations.c.closed_at < bindparam("before")
)

#: Which versions there are, without the rotas themselves.
_NAMED = (
    select(rota_versions.c.number, rota_versions.c.at)
    .order_by(rota_versions.c.number.desc())
    .limit(bindparam("most"))
)
_ROTA = select(rota_versions.c.rota).where(rota_versions.c.number == bindparam("of"))


class TotalsLeaf(Leaf):
    """Reads what is over and who could be rung when, and writes nothing."""

    def closed(self, before: datetime) -> Sequence[Past]:
        """Return every real call-out that was closed before *before*, without anybody in it."""
        found = self._pen.execute(_CLOSED, {"before": before}).mappings()
        faded = self._pen.execute(_FADED, {"before": before}).mappings()
        return [*(past_of(one) for one in found), *(Past(**one) for one in faded)]

    def stood(self, most: int) -> Sequence[Stood]:
        """Return who could be rung and who were trustees by the latest versions, newest first."""
        found = self._pen.execute(_NAMED, {"most": most}).mappings()
        kept, every = self._rotas.stood, dict[Named, Stood]()
        for number, at in [(one["number"], one["at"]) for one in found]:
            every[number, at] = kept.get((number, at)) or self._stood(number, at)
        self._rotas.stood = every  # And nothing else, so that it does not grow.
        return list(every.values())

    def _stood(self, number: int, at: datetime) -> Stood:
        kept = self._pen.execute(_ROTA, {"of": number}).scalar_one()
        return stood(at, of_json(Rota, json.loads(kept)))


def past_of(found: Found) -> Past:
    """Leave out who it was: of those who had it only when the first one took it stays."""
    taken = [one.at for one in found["earlier"]]
    taken += [found["holder_at"]] if found["holder_at"] else []
    return Past(
        ladder=found["ladder"],
        raised_at=found["raised_at"],
        closed_at=found["closed_at"],
        taken_at=min(taken, default=None),
        spoken_at=found["closed_at"] if found["state"] is State.SPOKEN else None,
        tried=bool(found["tried"]),
    )
