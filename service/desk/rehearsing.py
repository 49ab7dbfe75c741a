"""What was pressed with pretended phones, in a book whose carrier is real by now.

A call-out does not know by which carrier it was rung, and none is ever held back: whoever is not
certain rings. So a rehearsal that is still open rings real phones, and this only says so. See
``docs/decisions/0032``.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from service.desk import Desk
from service.domain.standing import HouseDeed

#: Both are noted so often.
EVERY = timedelta(seconds=10)
#: Nobody has put real settings in the place of pretended ones within so long.
LAST_PRESS = timedelta(seconds=15)
#: Who was at work so lately is taken to be at work: three rounds.
STILL = timedelta(seconds=30)

_Deeds = Mapping[HouseDeed, datetime]


def note(desk: Desk) -> None:
    """Keep that phones are pretended at this moment.

    Beside real ones that is no rehearsal: what is pressed meanwhile is never told of as one.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    now = desk.clock.now()
    with desk.book.writing() as page:
        beside = _within(STILL, page.deeds(), HouseDeed.REAL, now)
        page.note_deed(HouseDeed.MIXED if beside else HouseDeed.PRETENDED, now)


def note_real(desk: Desk) -> None:
    """Keep that phones are real at this moment; of many processes one writes.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        at = page.deeds().get(HouseDeed.REAL)
    if at is None or not timedelta() <= now - at < EVERY:
        with desk.book.writing() as page:
            page.note_deed(HouseDeed.REAL, now)


def is_open(desk: Desk) -> bool:
    """Whether anything is open from the time when phones were last pretended, or before.

    It says nothing of a call-out that was pressed while or after phones were real.

    Raises:
        BookUnavailable: it cannot be asked.
    """
    with desk.book.reading() as page:
        until = page.deeds().get(HouseDeed.PRETENDED)
        return until is not None and page.open_since(until + LAST_PRESS)


def goes_on(desk: Desk) -> bool:
    """Whether a process with pretended phones is at work, as whoever has real ones asks.

    Raises:
        BookUnavailable: it cannot be asked.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        deeds = page.deeds()
    return is_beside(deeds, now) or _within(STILL, deeds, HouseDeed.PRETENDED, now)


def is_real(desk: Desk) -> bool:
    """Whether a process with real phones is at work on this book.

    Raises:
        BookUnavailable: it cannot be asked.
    """
    with desk.book.reading() as page:
        return _within(STILL, page.deeds(), HouseDeed.REAL, desk.clock.now())


def is_under_way(desk: Desk) -> bool:
    """Whether phones are pretended on this book, and on it no others are real.

    Raises:
        BookUnavailable: it cannot be asked.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        deeds = page.deeds()
    if _within(STILL, deeds, HouseDeed.REAL, now):
        return False
    return _within(STILL, deeds, HouseDeed.PRETENDED, now)


def is_beside(deeds: _Deeds, now: datetime) -> bool:
    """Whether phones are pretended beside real ones."""
    return _within(STILL, deeds, HouseDeed.MIXED, now)


def _within(span: timedelta, deeds: _Deeds, deed: HouseDeed, now: datetime) -> bool:
    return deed in deeds and abs(now - deeds[deed]) < span
