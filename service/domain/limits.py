"""How often something may be tried: at once at first, then slower and slower, and never never."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """After ``free`` tries each wait is twice the one before, from ``first`` up to ``longest``.

    Who has been quiet for ``forgotten`` begins anew; it is longer than the longest wait.
    """

    free: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta


@dataclass(frozen=True, slots=True)
class Tally:
    """How often it was tried, and when last."""

    count: int
    last: datetime


def free_from(limit: Limit, tally: Tally | None, now: datetime) -> datetime:
    """Return when it may be tried next: *now*, or later by the longest wait at most."""
    if tally is None or _forgotten(limit, tally, now) or tally.count < limit.free:
        return now
    # The exponent is kept small: a count in the millions must not make a number of a million bits.
    wait = limit.first * (1 << min(tally.count - limit.free, 32))
    return max(now, tally.last + min(wait, limit.longest))


def tried(limit: Limit, tally: Tally | None, now: datetime) -> Tally:
    """Return the tally with one more try, at *now*."""
    if tally is None or _forgotten(limit, tally, now):
        return Tally(1, now)
    return Tally(tally.count + 1, now)


def given_back(tally: Tally, tries: int) -> Tally:
    """Return the tally with so many *tries* less."""
    return replace(tally, count=max(tally.count - tries, 0))


def _forgotten(limit: Limit, tally: Tally, now: datetime) -> bool:
    # A try that lies ahead was made before the clock was put back.
    return abs(now - tally.last) > limit.forgotten or tally.last > now + limit.longest
