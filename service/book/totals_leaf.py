"""What trustees' totals are made from: call-outs that are over, without anybody in them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, not_, select

from service.book.leaf import Leaf
from service.book.rows import Found
from service.book.tables import attempts, escalations
from service.domain.attempt import Purpose
from service.domain.escalation import State
from service.domain.totals import Past

#: Whether the phone of anybody who could take it was tried, and nothing of whose.
_TRIED = exists().where(
    attempts.c.escalation_id == escalations.c.id,
    attempts.c.purpose == Purpose.OFFER,
    attempts.c.dialled_at.is_not(None),
)
#: From the one row alone: its instants are dated together, and a history's lines are not.
_CLOSED = select(
    escalations.c.ladder,
    escalations.c.raised_at,
    escalations.c.closed_at,
    escalations.c.state,
    escalations.c.holder_at,
    escalations.c.earlier,
    _TRIED.label("tried"),
).where(
    not_(escalations.c.drill),
    escalations.c.state.in_([State.SPOKEN, State.CANCELLED]),
    escalations.c.closed_at < bindparam("before"),
)


class TotalsLeaf(Leaf):
    """Reads what is over, and writes nothing."""

    def closed(self, before: datetime) -> Sequence[Past]:
        """Return every real call-out that was closed before *before*, without anybody in it."""
        found = self._pen.execute(_CLOSED, {"before": before}).mappings()
        return [_past(one) for one in found]


def _past(found: Found) -> Past:
    """Leave out who it was: of those who had it only when the first one took it stays."""
    taken = [one.at for one in found["earlier"]]
    taken += [found["holder_at"]] if found["holder_at"] else []
    return Past(
        ladder=found["ladder"],
        raised_at=found["raised_at"],
        closed_at=found["closed_at"],
        taken_at=min(taken, default=None),
        spoken_at=found["closed_at"] if found["state"] is State.SPOKEN else None,
        tried=found["tried"],
    )
