"""How ready each officer is: by proofs of their number and by practices, and by nothing else.

What came of real call-outs is never read here: whoever reads this may be who one is about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.drill_report import Did, DrillReport
from service.domain.drills import is_night
from service.domain.people import NumberMarks, Person, Role
from service.domain.proving import Marks, counts
from service.domain.rota import Rota

#: After so long a practice is late, where none are made regularly.
LATE_AFTER = timedelta(days=30)
#: How much later than planned a regular one may be: it waits for the end of a weekend.
GRACE = timedelta(days=4)

_NOTHING = NumberMarks()
_DID_ANSWER = frozenset({Did.TOOK, Did.PASSED_ON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is known of one officer."""

    person: Person
    marks: NumberMarks
    #: Whether their number counts as cover now.
    counts: bool
    #: When the last practice began that they answered; ``None``: none of those that we know of.
    practised_at: datetime | None
    #: The same of those that began by night, and whether one of those ever rang them.
    practised_by_night_at: datetime | None
    rung_by_night: bool


def officers(rota: Rota) -> tuple[Person, ...]:
    """Return who may be rung: by role, or by a place on a ladder."""
    holders = {key for plan in rota.ladders for rung in plan.rungs for key in rung.people}
    return tuple(
        one for one in rota.people.values() if Role.OFFICER in one.roles or one.key in holders
    )


def readiness(
    rota: Rota, marks: Marks, practices: Sequence[DrillReport], now: datetime
) -> list[Readiness]:
    """Return how ready each officer is, in the order of the rota; *practices* newest first."""
    by_night = [one for one in practices if is_night(rota.local(one.started_at))]
    return [
        Readiness(
            person=one,
            marks=marks.get(one.phone, _NOTHING),
            counts=counts(one.phone, marks, now),
            practised_at=_answered(one.key, practices),
            practised_by_night_at=_answered(one.key, by_night),
            rung_by_night=any(_was_rung(one.key, practice) for practice in by_night),
        )
        for one in officers(rota)
    ]


def is_late(rota: Rota, last: datetime | None, now: datetime) -> bool:
    """Whether a practice is late, of which the *last* one began then."""
    if last is None:
        return True
    plan = rota.practice
    return now - last > (timedelta(days=plan.every_days) + GRACE if plan else LATE_AFTER)


def _answered(person: str, practices: Iterable[DrillReport]) -> datetime | None:
    """Return when the newest practice began that *person* answered, by call or by text."""
    return next(
        (
            practice.started_at
            for practice in practices
            for one in practice.officers
            if one.person == person and (one.answered or one.did in _DID_ANSWER)
        ),
        None,
    )


def _was_rung(person: str, practice: DrillReport) -> bool:
    return any(one.person == person and one.calls for one in practice.officers)
