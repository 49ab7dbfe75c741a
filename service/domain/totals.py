"""Real call-outs as totals: late, rounded, and never fewer than five of them apart.

Whoever reads them was on none of these call-outs, and may know somebody who was. Why they are
made so, and what they do not keep to themselves, stands in ``docs/decisions/0018``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import dropwhile, groupby
from statistics import median_high

#: Fewer than so many are never shown apart from others: who knows of one must not find it.
FEWEST = 5
#: So long after its end a month may be counted. A call-out may be open for days, and a case in
#: hand for weeks: by then nobody ties a number that has changed to who came and went.
LATE = timedelta(days=28)
#: Waits are rounded up to whole ones of these: never better than it was, and too coarse to be
#: found again in anybody's list of calls.
ROUNDED = timedelta(seconds=30)
#: Of fewer than so many one alone would move a percentage by more than five.
PERCENT_FROM = 20
#: Whoever calls it off so soon, before any phone was tried, pressed by mistake. Later it is none:
#: a house that tries nobody for half a minute is what a trustee must see.
SLIP = timedelta(seconds=30)
#: The months that end a quarter.
_QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One call-out that is closed, without anybody in it."""

    ladder: str
    raised_at: datetime
    closed_at: datetime
    #: When somebody first took it; ``None``: nobody did.
    taken_at: datetime | None
    #: When one of the two said that they have spoken; ``None``: it was called off.
    spoken_at: datetime | None
    #: Whether any phone was tried, by call or text.
    tried: bool

    @property
    def slip(self) -> bool:
        """Whether it was called off at once, before it reached anybody: nobody waited for that."""
        reached = self.tried or self.taken_at or self.spoken_at
        return not reached and self.closed_at - self.raised_at <= SLIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The waits of one group from the press on, rounded, the shortest first."""

    #: Of how many call-outs. Those that never came so far have no wait.
    of: int
    each: tuple[timedelta, ...]

    @property
    def half(self) -> timedelta | None:
        """Within what half of those that came so far did: a wait that there was, and no mean."""
        return median_high(self.each) if self.each else None

    @property
    def longest(self) -> timedelta | None:
        """The worst of them."""
        return self.each[-1] if self.each else None

    @property
    def never(self) -> int:
        """How many never came so far."""
        return self.of - len(self.each)

    @property
    def percent(self) -> int | None:
        """How many of a hundred came so far; ``None`` where there are too few to say so."""
        return len(self.each) * 100 // self.of if self.of >= PERCENT_FROM else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Five call-outs or more that are counted together."""

    #: ``None``: all ladders together, or all those that do not stand apart.
    ladder: str | None
    taken: Waits
    spoken: Waits

    @property
    def count(self) -> int:
        """How many call-outs these are."""
        return self.taken.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring months with five call-outs or more. Once counted it never changes."""

    #: The first day of its first month, and of its last.
    first: date
    last: date
    every: Cell
    #: The same by ladder, where that leaves nobody with fewer than five; else nothing.
    apart: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """All that may be counted."""

    groups: tuple[Group, ...] = ()
    #: From which month on nothing is shown, be there four, or none, or more in a quarter that is
    #: not over; ``None``: from the start.
    rest_from: date | None = None

    @property
    def together(self) -> Cell | None:
        """All of them as one; ``None`` where there are none."""
        if not self.groups:
            return None
        cells = [one.every for one in self.groups]
        return Cell(
            ladder=None,
            taken=_joined([one.taken for one in cells]),
            spoken=_joined([one.spoken for one in cells]),
        )

    def since(self, at: datetime) -> "Totals":
        """Return it without the groups that begin before the instant *at*.

        What is left begins with a quarter, and says nothing of where the others end: either
        would tell of the last one that is left out.
        """
        kept = [one for one in self.groups if month_begins(one.first) >= at]
        if len(kept) < len(self.groups):
            kept = list(dropwhile(_begins_within_a_quarter, kept))
        return Totals(tuple(kept), self.rest_from if kept else None)


def counted_until(now: datetime) -> datetime:
    """Return the end of the latest month that may be counted at *now*.

    Nothing that has happened since shows in what is counted, so that it changes once a month
    and at no other time.
    """
    return month_begins((now - LATE).astimezone(UTC).date())


def month_of(at: datetime) -> date:
    """Return the first day of the month of *at*: by UTC.

    The organisation's zone is a setting, and a month that was shown must not change with it.
    """
    return at.astimezone(UTC).date().replace(day=1)


def month_begins(day: date) -> datetime:
    """Return the instant at which the month of *day* begins."""
    return datetime(day.year, day.month, 1, tzinfo=UTC)


def totals(past: Iterable[Past], until: datetime) -> Totals:
    """Count what was closed before *until*, each in the month in which it was closed.

    By the closing, since a call-out that is closed late would otherwise change a month that
    somebody has read already: the difference would be that one alone. Slips are left out.
    """
    closed = sorted(
        (one for one in past if one.closed_at < until and not one.slip),
        key=lambda one: one.closed_at,
    )
    if not closed:
        return Totals()
    by_month = {
        month: list(those)
        for month, those in groupby(closed, key=lambda one: month_of(one.closed_at))
    }
    end = month_of(until)
    groups, first, held = [], _quarter_begins(min(by_month)), list[Past]()
    month = first
    while month < end:
        held += by_month.get(month, [])
        if _may_end(first, month, held):
            groups.append(_group(first, month, held))
            first, held = following(month), []
        month = following(month)
    return Totals(tuple(groups), first if groups else None)


def following(month: date) -> date:
    """Return the first day of the month after that of *month*."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def rounded(wait: timedelta) -> timedelta:
    """Round *wait* up to whole half minutes, one at least."""
    return max(-(-wait // ROUNDED), 1) * ROUNDED


def _may_end(first: date, month: date, held: Sequence[Past]) -> bool:
    """Whether a group may end with *month*: one month that has enough, or else a quarter.

    Of months that were put together the last one is known to have had one at least. So it is
    known of a quarter and of no month.
    """
    return len(held) >= FEWEST and (month == first or month.month % _QUARTER == 0)


def _begins_within_a_quarter(group: Group) -> bool:
    return group.first != _quarter_begins(group.first)


def _group(first: date, last: date, held: Sequence[Past]) -> Group:
    return Group(first=first, last=last, every=_cell(None, held), apart=_apart(held))


def _apart(held: Sequence[Past]) -> tuple[Cell, ...]:
    """Part *held* by ladder, the largest first, so that no part has fewer than five.

    What is left together has five too: it takes in the smallest part where it has not, also
    where it has none, since "none" tells of a ladder as much as "one" does.
    """
    counts = Counter(one.ladder for one in held)
    order = sorted(counts, key=lambda ladder: (-counts[ladder], ladder))
    alone = [ladder for ladder in order if counts[ladder] >= FEWEST]
    if len(held) - sum(counts[ladder] for ladder in alone) < FEWEST:
        alone = alone[:-1]
    if not alone:
        return ()
    parts = [_cell(ladder, [one for one in held if one.ladder == ladder]) for ladder in alone]
    return (*parts, _cell(None, [one for one in held if one.ladder not in alone]))


def _cell(ladder: str | None, held: Sequence[Past]) -> Cell:
    return Cell(
        ladder=ladder,
        taken=_waits(held, [one.taken_at for one in held]),
        spoken=_waits(held, [one.spoken_at for one in held]),
    )


def _waits(held: Sequence[Past], ends: Sequence[datetime | None]) -> Waits:
    found = [rounded(at - one.raised_at) for one, at in zip(held, ends, strict=True) if at]
    return Waits(of=len(held), each=tuple(sorted(found)))


def _joined(parts: Sequence[Waits]) -> Waits:
    every = sorted(wait for part in parts for wait in part.each)
    return Waits(of=sum(part.of for part in parts), each=tuple(every))


def _quarter_begins(month: date) -> date:
    return month.replace(month=(month.month - 1) // _QUARTER * _QUARTER + 1, day=1)
