"""Time away and swaps: they lie over the rota and never edit it.

Both run from one wall time up to, and without, another. A whole day away is midnight to midnight.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.domain.wall import instant

#: No clock is set by more than this.
_FAR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of wall time."""

    starts: datetime
    ends: datetime

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return both edges as instants, in UTC."""
        return instant(self.starts, zone), instant(self.ends, zone)

    def holds(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether the instant *at* falls inside."""
        wall = at.astimezone(zone).replace(tzinfo=None)
        # Most lie far from now, and each press asks them all: 1 µs instead of 8.
        if wall - self.starts < -_FAR or wall - self.ends > _FAR:
            return False
        start, end = self.instants(zone)
        return start <= at < end

    def overlaps(self, other: "Span") -> bool:
        """Whether some wall time lies in both."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class TimeAway:
    """Somebody is not to be rung, where anybody else can be."""

    person: str
    span: Span


@dataclass(frozen=True, slots=True)
class Swap:
    """Two people stand in each other's places: where the one would be rung, the other is."""

    one: str
    other: str
    span: Span

    def concerns(self, person: str) -> bool:
        """Whether *person* is one of the two."""
        return person in (self.one, self.other)


def away_at(away: Iterable[TimeAway], at: datetime, zone: ZoneInfo) -> frozenset[str]:
    """Return the keys of all who are away at the instant *at*."""
    return frozenset(one.person for one in away if one.span.holds(at, zone))


def swapped_at(swaps: Iterable[Swap], at: datetime, zone: ZoneInfo) -> Mapping[str, str]:
    """Return who stands for whom at the instant *at*, by key; the others stand for themselves.

    Swaps follow each other, so that nobody is ever lost: the same one twice is none.
    """
    stands_in: dict[str, str] = {}
    for swap in swaps:
        if swap.span.holds(at, zone):
            one, other = (stands_in.get(key, key) for key in (swap.one, swap.other))
            stands_in |= {swap.one: other, swap.other: one}
    return {key: who for key, who in stands_in.items() if key != who}


def whole_days(first: date, last: date) -> Span:
    """Return the stretch from the *first* day to the *last*, both of them whole."""
    midnight = time()
    return Span(
        datetime.combine(first, midnight), datetime.combine(last + timedelta(days=1), midnight)
    )
