"""What the book knows of who can be relied on: the rota, proofs of numbers, and practices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.desk import Desk
from service.desk.drilling import reports
from service.domain.cover import Cover, Stretch, cover_of, stretches
from service.domain.drill_report import DrillReport
from service.domain.proving import Marks, proved_phones
from service.domain.rota import LadderPlan, Rota

#: How far ahead the rota is looked at.
AHEAD = timedelta(weeks=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One ladder over the next eight weeks."""

    plan: LadderPlan
    stretches: Sequence[Stretch]
    cover: Cover


def covered(
    rota: Rota,
    marks: Marks,
    now: datetime,
    start: datetime | None = None,
    end: datetime | None = None,
) -> list[Covered]:
    """Return how each ladder is covered from *start* to *end*: from *now*, for eight weeks.

    Numbers count as they do *now*: which proofs run out meanwhile is not foreseen.
    """
    counted, first, last = proved_phones(marks, now), start or now, end or now + AHEAD
    found = []
    for plan in rota.ladders:
        parts = stretches(rota, plan, first, last)
        found.append(
            Covered(plan=plan, stretches=parts, cover=cover_of(parts, counted, first, last))
        )
    return found


def marks_and_practices(desk: Desk) -> tuple[Marks, Sequence[DrillReport]]:
    """Return what is known of every number, and the practices of the last year, newest first."""
    with desk.book.reading() as page:
        marks = page.marked()
    return marks, [one.report for one in reports(desk)]
