"""Who would be rung over a stretch of time, and where too few could be.

Pure, and by the rota alone: what the clock shows on the two nights on which it is set was
settled in ``wall``, and who would be rung at an instant in ``rota``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from service.domain.ladder import Ladder, Rung
from service.domain.people import PhoneNumber
from service.domain.rota import LadderPlan, Rota

#: Fewer who can be rung are too few: one phone may be flat, in a drawer, or in a tunnel.
ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one instant up to, and without, another, during which the ladder stays the same."""

    starts: datetime
    ends: datetime
    #: As it would be rung, for a press of somebody who is not on it.
    ladder: Ladder
    #: Whether people are on it who are away, because nobody else is left.
    away_ignored: bool

    @property
    def held(self) -> tuple[Rung, ...]:
        """The rungs that somebody holds."""
        return tuple(rung for rung in self.ladder.rungs if not rung.empty)


class Lack(StrEnum):
    """What is wrong with a stretch, the worst first."""

    #: Nobody would be rung.
    NOBODY = "nobody"
    #: Everybody is away; they would be rung all the same.
    ALL_AWAY = "all_away"
    #: People would be rung, but nobody has proved that the number reaches them.
    NONE_PROVED = "none_proved"
    #: One person alone can be relied on.
    ONE_PERSON = "one_person"
    #: Several people, and one phone between them.
    ONE_PHONE = "one_phone"

    @property
    def is_gap(self) -> bool:
        """Whether nobody can be relied on; otherwise one can, who is a single point."""
        return self not in (Lack.ONE_PERSON, Lack.ONE_PHONE)


@dataclass(frozen=True, slots=True)
class Gap:
    """Neighbouring stretches with the same lack."""

    lack: Lack
    stretches: tuple[Stretch, ...]

    @property
    def starts(self) -> datetime:
        """The first instant of it."""
        return self.stretches[0].starts

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return self.stretches[-1].ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How a ladder is covered from one instant up to another."""

    starts: datetime
    ends: datetime
    #: Where too few can be relied on, in order; neighbours lack different things.
    gaps: tuple[Gap, ...]

    @property
    def until(self) -> datetime | None:
        """From when too few can be relied on; ``None`` where it is at no time up to ``ends``."""
        return self.gaps[0].starts if self.gaps else None

    def lack_at(self, at: datetime) -> Lack | None:
        """Return what is lacking at the instant *at*, if anything is."""
        return next((gap.lack for gap in self.gaps if gap.starts <= at < gap.ends), None)


def stretches(rota: Rota, plan: LadderPlan, start: datetime, end: datetime) -> tuple[Stretch, ...]:
    """Return who would be rung on *plan* from *start* up to, and without, *end*.

    The stretches follow each other without a hole; neighbours differ.
    """
    if start >= end:
        return ()
    over = _Over(rota, plan, start, end)
    found: list[Stretch] = []
    for starts, ends in pairwise([*_edges(over, plan, start, end), end]):
        here = over.at(starts)
        ladder, away = here.on_duty(plan, starts), {one.person for one in here.away}
        ignored = any(rung.person in away for rung in ladder.rungs)
        last = found[-1] if found else None
        if last and (last.ladder, last.away_ignored) == (ladder, ignored):
            found[-1] = replace(last, ends=ends)
        else:
            found.append(Stretch(starts=starts, ends=ends, ladder=ladder, away_ignored=ignored))
    return tuple(found)


def cover(
    rota: Rota, plan: LadderPlan, counted: frozenset[PhoneNumber], start: datetime, end: datetime
) -> Cover:
    """Return where *plan* has too few who can be relied on, from *start* up to *end*.

    Those count whose phone is among the *counted*, and who are not away. Others are rung, and
    not relied on.
    """
    return cover_of(stretches(rota, plan, start, end), counted, start, end)


def cover_of(
    found: Sequence[Stretch], counted: frozenset[PhoneNumber], start: datetime, end: datetime
) -> Cover:
    """Return the same of stretches that are known already."""
    return Cover(starts=start, ends=end, gaps=tuple(_gaps(found, counted)))


def lack_of(stretch: Stretch, counted: frozenset[PhoneNumber]) -> Lack | None:
    """Say what *stretch* lacks, if it lacks anything."""
    held = stretch.held
    if not held:
        return Lack.NOBODY
    if stretch.away_ignored:
        return Lack.ALL_AWAY
    proved = [rung for rung in held if rung.phone in counted]
    if not proved:
        return Lack.NONE_PROVED
    if len({rung.person for rung in proved}) < ENOUGH:
        return Lack.ONE_PERSON
    return Lack.ONE_PHONE if len({rung.phone for rung in proved}) < ENOUGH else None


def _gaps(found: Iterable[Stretch], counted: frozenset[PhoneNumber]) -> Iterator[Gap]:
    open_gap: Gap | None = None
    for stretch in found:
        lack = lack_of(stretch, counted)
        if open_gap and open_gap.lack is lack:
            open_gap = replace(open_gap, stretches=(*open_gap.stretches, stretch))
            continue
        if open_gap:
            yield open_gap
        open_gap = Gap(lack, (stretch,)) if lack else None
    if open_gap:
        yield open_gap


class _Over:
    """What lies over the rota between two instants, with its edges, which cost time to find."""

    def __init__(self, rota: Rota, plan: LadderPlan, start: datetime, end: datetime) -> None:
        self._rota = rota
        swaps = [(one, *one.span.instants(rota.zone)) for one in rota.swaps]
        self._swaps = [one for one in swaps if one[1] < end and start < one[2]]
        people = frozenset[str]().union(*(rung.people for rung in plan.rungs))
        people |= {key for swap, *_ in self._swaps for key in (swap.one, swap.other)}
        away = [(one, *one.span.instants(rota.zone)) for one in rota.away if one.person in people]
        self._away = [one for one in away if one[1] < end and start < one[2]]

    @property
    def zone(self) -> ZoneInfo:
        """Where the organisation's wall clocks hang."""
        return self._rota.zone

    @property
    def edges(self) -> Iterator[datetime]:
        """Yield when each of it begins and ends."""
        for __, starts, ends in (*self._away, *self._swaps):
            yield from (starts, ends)

    def at(self, at: datetime) -> Rota:
        """Return the rota without what does not lie over it at the instant *at*.

        Who is on duty at an instant would otherwise be asked of a year of absences each time.
        """
        return replace(
            self._rota,
            away=tuple(one for one, starts, ends in self._away if starts <= at < ends),
            swaps=tuple(one for one, starts, ends in self._swaps if starts <= at < ends),
        )


def _edges(over: _Over, plan: LadderPlan, start: datetime, end: datetime) -> list[datetime]:
    """Return every instant at which the ladder may change, *start* first."""
    found = {start, *(edge for edge in over.edges if start <= edge < end)}
    for rung in plan.rungs:
        for shift in rung.shifts:
            found.update(shift.edges(start, end, over.zone))
        found.update(rung.turns.edges(start, end, over.zone) if rung.turns else [])
    return sorted(found)
