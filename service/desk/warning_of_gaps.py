"""Telling admins by a daytime text that too few can be rung: 14 and 3 days before, once each.

Any number of processes may look. Whoever adds the row of an admin's day tells them on that day;
what could not be sent is due again the day after, as is what a crash leaves untold.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from service.desk import Desk, carrier_traces
from service.desk.cover import covered
from service.desk.errands import Line
from service.domain import words
from service.domain.dates import short_moment
from service.domain.gap_warnings import DayTask, DueWarning, due, is_day, new_to
from service.domain.people import NumberMarks, Person, Role
from service.domain.proving import Marks
from service.domain.rota import Rota
from service.numbers import is_mobile
from service.ports import NotPlaced, Refused, Uncertain

log = structlog.get_logger("workers")

_NOTHING = NumberMarks()

#: An admin's phone may be off for a morning; and by night nobody is to be woken for a rota.
GOOD_FOR = timedelta(hours=4)


def warn(line: Line) -> int:
    """Text each admin who is to be told of something new; return how many were.

    Blocks while it waits for the carrier; one that fails is not asked again in this look.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    desk, sent = line.desk, 0
    now = desk.clock.now()
    with desk.book.reading() as page:
        rota, marks = page.rota(), page.marked()
    if not is_day(rota.local(now)):
        return 0
    for admin, warnings in _to_tell(desk, rota, marks, now):
        if not _taken(desk, rota, admin, now):
            continue
        try:
            sid = line.telephone.send(admin.phone, _body(rota, warnings[0], now), GOOD_FOR)
        except Refused as failure:
            _note_refused(desk, admin, failure)
        except (NotPlaced, Uncertain) as failure:
            log.warning("gap.not_told", why=type(failure).__name__)
            break
        else:
            _note_told(desk, admin, warnings, now)
            carrier_traces.note(desk, sid)
            sent += 1
    return sent


def _to_tell(
    desk: Desk, rota: Rota, marks: Marks, now: datetime
) -> list[tuple[Person, list[DueWarning]]]:
    """Return which admins can be texted and what is new to each of them."""
    found = due([(one.plan.name, one.cover) for one in covered(rota, marks, now)], now)
    if not found:
        return []
    with desk.book.reading() as page:
        told = page.told_of_gaps(now)
    admins = [one for one in rota.with_role(Role.ADMIN) if _takes_texts(one, marks)]
    new = [(one, new_to(one.key, found, told)) for one in admins]
    return [(one, warnings) for one, warnings in new if warnings]


def _takes_texts(person: Person, marks: Marks) -> bool:
    off = marks.get(person.phone, _NOTHING).texts_off
    return person.texts and not off and is_mobile(person.phone)


def _taken(desk: Desk, rota: Rota, admin: Person, now: datetime) -> bool:
    with desk.book.writing() as page:
        return page.take_day(DayTask.WARNING, rota.local(now).date(), admin.key)


def _body(rota: Rota, warning: DueWarning, now: datetime) -> str:
    """Write it of the earliest; the page has the others."""
    starts = rota.local(warning.gap.starts)
    begun = warning.gap.starts <= now
    return words.gap_text(
        rota.organisation, warning.gap.lack, None if begun else short_moment(starts)
    )


def _note_told(desk: Desk, admin: Person, warnings: Sequence[DueWarning], now: datetime) -> None:
    with desk.book.writing() as page:
        for one in warnings:
            page.note_told_of_gap(one.told_to(admin.key), now)
    log.info("gap.told", gaps=len(warnings))


def _note_refused(desk: Desk, admin: Person, failure: Refused) -> None:
    log.warning("gap.not_told", why="Refused", code=failure.code)
    if failure.stopped:
        with desk.book.writing() as page:
            page.mark(admin.phone, replace(page.marks(admin.phone), texts_off=True))
