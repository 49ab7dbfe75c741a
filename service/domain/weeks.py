"""Weeks of the organisation's wall calendar, with the nights on which the clock is set."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.domain.wall import instant

DAY = timedelta(days=1)
_STEP = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One day, from midnight to midnight: 23, 24 or 25 hours."""

    date: date
    starts: datetime
    ends: datetime
    #: When the clock is set in it, if it is.
    set_at: datetime | None

    @property
    def put_back(self) -> bool:
        """Whether its clock is put back, which makes it longer."""
        return self.ends - self.starts > DAY

    def share(self, at: datetime) -> float:
        """Return how much of it is over at the instant *at*, from 0 to 1."""
        return min(max((at - self.starts) / (self.ends - self.starts), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, Monday first."""

    days: tuple[Day, ...]

    @property
    def starts(self) -> datetime:
        """The first instant of Monday."""
        return self.days[0].starts

    @property
    def ends(self) -> datetime:
        """The first instant of the next Monday."""
        return self.days[-1].ends

    def place(self, at: datetime) -> float:
        """Return at which place in it the instant *at* lies, in days of the calendar, 0 to 7."""
        return sum(day.share(at) for day in self.days)


def weeks(first: datetime, last: datetime, zone: ZoneInfo) -> tuple[Week, ...]:
    """Return the weeks from that of the instant *first* to that of *last*."""
    day, end = first.astimezone(zone).date(), last.astimezone(zone).date()
    monday = day - day.weekday() * DAY
    count = (end - monday) // (7 * DAY) + 1
    return tuple(_week(monday + 7 * number * DAY, zone) for number in range(count))


def _week(monday: date, zone: ZoneInfo) -> Week:
    return Week(tuple(_day(monday + number * DAY, zone) for number in range(7)))


def _day(day: date, zone: ZoneInfo) -> Day:
    starts, ends = (instant(datetime.combine(one, time()), zone) for one in (day, day + DAY))
    return Day(day, starts, ends, _set_between(starts, ends, zone))


def _set_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the first instant by another clock than that of *before*, up to *after*."""
    old = before.astimezone(zone).utcoffset()
    if after.astimezone(zone).utcoffset() == old:
        return None
    while after - before > _STEP:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
