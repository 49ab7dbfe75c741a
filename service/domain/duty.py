"""What lies over a ladder at an instant: who is away, and who stands in for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from service.domain.absences import swapped_at
from service.domain.rota import LadderPlan, Rota


class Because(StrEnum):
    """Why somebody holds a rung that is usually another's."""

    SWAP = "swap"
    AWAY = "away"
    #: Somebody further up is moved, and others move with them.
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody else, or nobody, where usually ``usual`` would be rung."""

    usual: str
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """What lies over one ladder. People are given by key."""

    #: Of those who may come to stand on it, in the order of the rota.
    away: tuple[str, ...]
    #: Whether they are rung all the same, because nobody else is left.
    ignored: bool
    #: For each rung whether it is held as usual.
    stand_ins: tuple[StandIn | None, ...]


def over(rota: Rota, plan: LadderPlan, at: datetime) -> Over:
    """Say what lies over *plan* at the instant *at*, for a press of somebody not on it."""
    away = rota.away_at(at)
    swapped = swapped_at(rota.swaps, at, rota.zone)
    known = {key for rung in plan.rungs for key in rung.people}
    known |= {swapped.get(key, key) for key in known}
    now = [rung.person for rung in rota.on_duty(plan, at).rungs]
    usual = [rung.person for rung in replace(rota, away=(), swaps=()).on_duty(plan, at).rungs]
    return Over(
        away=tuple(key for key in rota.people if key in known & away),
        ignored=not away.isdisjoint(key for key in now if key),
        stand_ins=tuple(
            None if was is None or is_ == was else StandIn(was, _why(was, is_, away, swapped))
            for was, is_ in zip(usual, now, strict=True)
        ),
    )


def _why(
    usual: str, person: str | None, away: frozenset[str], swapped: Mapping[str, str]
) -> Because:
    partner = swapped.get(usual)
    if partner is not None and person == partner:
        return Because.SWAP
    if usual in away or partner in away:
        return Because.AWAY
    return Because.OTHERS
