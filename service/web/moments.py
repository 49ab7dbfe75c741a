"""Wall times on the pages: one that somebody asks about, and how each is written.

Twice a year a wall time comes twice or not at all, and then the page says which is meant.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.domain.catalogue import N_, _
from service.domain.dates import clock, long_day, weekday
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.domain.wall import Comes, comes, instant

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)
#: Beyond this nobody plans, and calendars of computers end somewhere.
_YEARS = range(2000, 2101)
#: When most people are hardest to wake.
NIGHT = time(3)


class NoSuchDay(Refusal):
    """Not a day of the calendar."""

    problem = N_("That is not a day of the calendar.")
    mend = N_("Choose a day, or write it such as 2026-11-28.")


class NoSuchClock(Refusal):
    """Not a time of day."""

    problem = N_("That is not a time of day.")
    mend = N_("Write it such as 09:00 or 21:30.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A moment that somebody asked about, by wall time."""

    at: datetime
    #: What to know of it: that it comes twice, or never.
    note: str = ""
    #: Whether the same wall time comes a second time, and this is which.
    twice: bool = False
    second: bool = False


def read_day(text: str) -> date:
    """Read a day as browsers send it.

    Raises:
        NoSuchDay: it is none, or lies in another century.
    """
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise NoSuchDay
    return day


def read_clock(text: str) -> time:
    """Read a time of day as browsers send it, to the minute.

    Raises:
        NoSuchClock: it is none.
    """
    try:
        found = time.fromisoformat(text) if _CLOCK.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise NoSuchClock
    return found.replace(second=0)


def asked(day: str, at: str, zone: ZoneInfo, *, second: bool) -> Asked:
    """Return the moment of that wall time; the *second* one where it comes twice and is meant.

    Raises:
        NoSuchDay, NoSuchClock: it cannot be read.
    """
    wall = datetime.combine(read_day(day), read_clock(at))
    match comes(wall, zone):
        case Comes.ONCE:
            return Asked(at=instant(wall, zone))
        case Comes.NEVER:
            return _never(wall, zone)
        case Comes.TWICE:
            return _twice(wall, zone, second=second)


def next_night(rota: Rota, at: datetime) -> datetime:
    """Return the next three in the morning after the instant *at*."""
    today = rota.local(at).date()
    tonight = instant(datetime.combine(today, NIGHT), rota.zone)
    if tonight > at:
        return tonight
    return instant(datetime.combine(today + timedelta(days=1), NIGHT), rota.zone)


def written(rota: Rota, at: datetime) -> str:
    """Write "Sunday 22 November 2026, 15:40", with BST or GMT on a day of two clocks."""
    local = rota.local(at)
    return _(
        "{weekday} {day}, {time}", weekday=weekday(local), day=long_day(local), time=zoned(local)
    )


def zoned(local: datetime) -> str:
    """Write "15:40", and "01:30 BST" on a day on which the clock is set."""
    return f"{clock(local)} {local.tzname()}" if _two_clocks(local) else clock(local)


def _two_clocks(local: datetime) -> bool:
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset()


def _never(wall: datetime, zone: ZoneInfo) -> Asked:
    at = instant(wall, zone)
    shown = at.astimezone(zone)
    following = f"{clock(shown)} {shown.tzname()}"
    return Asked(
        at=at,
        note=_(
            "{time} does not come on {day}: the clock is put forward over it."
            " This is {next}, the next moment after it.",
            time=clock(wall),
            day=long_day(wall.date()),
            next=following,
        ),
    )


def _twice(wall: datetime, zone: ZoneInfo, *, second: bool) -> Asked:
    at = wall.replace(tzinfo=zone, fold=int(second)).astimezone(UTC)
    said = (
        N_("{time} comes twice on {day}: the clock is put back. This is the second, {zone}.")
        if second
        else N_("{time} comes twice on {day}: the clock is put back. This is the first, {zone}.")
    )
    day, name = long_day(wall.date()), at.astimezone(zone).tzname()
    return Asked(
        at=at,
        note=_(said, time=clock(wall), day=day, zone=name),
        twice=True,
        second=second,
    )
