"""Starting regular practices, as the rota plans them: on a working day, once a day at most.

Any number of processes may look; whoever adds the row of the day starts it.
"""

from datetime import datetime, timedelta

import structlog

from service.desk import Desk, drilling
from service.domain.drills import NobodyToPractise
from service.domain.escalation import Escalation
from service.domain.gap_warnings import DayTask
from service.domain.refusals import Refusal
from service.domain.regular import due_ladders
from service.domain.rota import LadderPlan, PracticePlan, Rota

#: How far back practices are looked for: longer than the longest plan.
LOOKED_BACK = timedelta(days=400)

log = structlog.get_logger("workers")


def start_due(desk: Desk) -> Escalation | None:
    """Start the practice that is due, if one is.

    One that is refused waits for the next working day; nobody to ring on one ladder makes way
    for the next.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        rota = page.rota()
    plan = rota.practice
    if plan is None:
        return None
    found = due_ladders(rota, last(desk, now), now)
    if not found or not _taken(desk, rota, plan, now):
        return None
    return _started(desk, plan, found)


def _started(desk: Desk, plan: PracticePlan, ladders: list[LadderPlan]) -> Escalation | None:
    for ladder in ladders:
        try:
            return drilling.start(desk, plan.starts, ladder.name)
        except NobodyToPractise:
            continue
        except Refusal as refusal:
            log.info("practice.not_started", why=type(refusal).__name__)
            return None
    return None


def last(desk: Desk, now: datetime) -> dict[str, datetime]:
    """Return when the last practice on each ladder began."""
    with desk.book.reading() as page:
        drills, faded = page.drills(now - LOOKED_BACK), page.faded_practices()
    return {**faded, **{one.ladder: one.raised_at for one in reversed(drills)}}


def _taken(desk: Desk, rota: Rota, plan: PracticePlan, now: datetime) -> bool:
    with desk.book.writing() as page:
        return page.take_day(DayTask.PRACTICE, rota.local(now).date(), plan.starts)
