"""Wall time: what the organisation's clocks show, and which instant that is.

Rota edges are wall time, because people live by it. Twice a year the clock is set: then a wall
time may not come at all, or come twice. Both nights are settled here, once, for everybody.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_STEP = timedelta(seconds=1)


class Comes(StrEnum):
    """How often a wall time comes."""

    ONCE = "once"
    #: The clock is put forward over it.
    NEVER = "never"
    #: The clock is put back over it.
    TWICE = "twice"


def comes(wall: datetime, zone: ZoneInfo) -> Comes:
    """Say how often the naive *wall* time comes in *zone*."""
    first, second = (_utc(wall.replace(fold=fold), zone) for fold in (0, 1))
    if first == second:
        return Comes.ONCE
    return Comes.TWICE if first < second else Comes.NEVER


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which the naive *wall* time comes in *zone*.

    Of a time that comes twice it is the first. For one that never comes it is the moment at
    which the clock is put forward over it: a shift from 01:30 then begins as 01:00 becomes 02:00.
    """
    first, second = (_utc(wall.replace(fold=fold), zone) for fold in (0, 1))
    return first if first <= second else _set_at(second, first, zone)


def set_over(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return from when until when the clock is put over a *wall* time that does not come once.

    Both are wall times: 01:00 and 02:00 for 01:30 on the night on which the clock is set by one
    hour, whichever way.
    """
    earlier, later = sorted(_utc(wall.replace(fold=fold), zone) for fold in (0, 1))
    at = _set_at(earlier, later, zone)
    shown = (at.astimezone(zone), (at - _STEP).astimezone(zone) + _STEP)
    starts, ends = sorted(one.replace(tzinfo=None, fold=0) for one in shown)
    return starts, ends


def _utc(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _set_at(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant by the new clock, which lies after *before*, up to *after*."""
    old = before.astimezone(zone).utcoffset()
    while after - before > _STEP:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
