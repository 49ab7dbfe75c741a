"""What must hold of a rota, whoever changes it: the pages and the file keep the same rules."""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from service.domain.absences import Span, Swap
from service.domain.catalogue import N_
from service.domain.dates import clock, weekday_and_day
from service.domain.people import Role
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.domain.shifts import DAILY, WEEKLY, Shift, Turns
from service.domain.wall import Comes, comes, set_over

#: More is no site but a mistake, such as a membership list.
MOST_PEOPLE = 500
#: Outside of these years a date is a slip of the finger.
YEARS = range(2000, 2200)
_DAY_MINUTES = 24 * 60
_WEEK_MINUTES = 7 * _DAY_MINUTES


class LastOfficer(Refusal):
    """Nobody would be left to ring."""

    problem = N_("{name} is the last officer: without them nobody could be rung.")
    mend = N_("Add another officer first, and give them a place on the ladder.")


class LastAdmin(Refusal):
    """Nobody would be left to keep the rota."""

    problem = N_("{name} is the last admin: without them nobody could keep this rota.")
    mend = N_("Make somebody else an admin first.")


class NotAnOfficer(Refusal):
    """Only officers are rung."""

    problem = N_("Somebody was chosen who is not an officer.")
    mend = N_("Choose from the officers, or make them one first.")


class OneInTurn(Refusal):
    """It would always be the same one's turn."""

    problem = N_("One person alone cannot take turns.")
    mend = N_("Choose another to take turns with, or let this person hold the place.")


class TwiceInTurn(Refusal):
    """It would not be told whose turn comes next."""

    problem = N_("Somebody stands twice among those who take turns.")
    mend = N_("Choose each of them once.")


class OddTurn(Refusal):
    """Nobody could say when the next one is."""

    problem = N_("A turn is as long as neither a day nor a week.")
    mend = N_("Choose a day or a week.")


class ShiftsOverlap(Refusal):
    """Two people would hold one place."""

    problem = N_("Two shifts of this place overlap.")
    mend = N_("Let one end when the other begins.")


class NoWeekday(Refusal):
    """It would never come."""

    problem = N_("A shift has no day of the week.")
    mend = N_("Choose at least one day.")


class OddYear(Refusal):
    """A digit too many, or too few."""

    problem = N_("The year of a date cannot be right.")
    mend = N_("Choose a year from {first} to {last}.")


class EndsBeforeStart(Refusal):
    """It would hold at no time."""

    problem = N_("The end is not after the start.")
    mend = N_("Choose a later end; a whole day ends when it is over.")


class Past(Refusal):
    """It would change nothing any more."""

    problem = N_("This lies in the past, so it would change nothing.")
    mend = N_("Choose an end that is still to come.")


class NeverComes(Refusal):
    """The clock is put forward over it."""

    problem = N_("{time} on {day} never comes: the clock is put forward then.")
    mend = N_("Choose a time before {starts:%H:%M}, or {ends:%H:%M} or later.")


class ComesTwice(Refusal):
    """The clock is put back over it."""

    problem = N_("{time} on {day} comes twice: the clock is put back then.")
    mend = N_("Choose a time before {starts:%H:%M}, or {ends:%H:%M} or later.")


class SwapAlone(Refusal):
    """It takes two."""

    problem = N_("Somebody was to swap with themselves.")
    mend = N_("Choose two different people.")


class SwapsOverlap(Refusal):
    """It would be hard to tell who stands for whom."""

    problem = N_("One of the two has another swap at that time.")
    mend = N_("Choose another time, or take the other swap out first.")


def refuse_broken(before: Rota, after: Rota) -> None:
    """Refuse a change that leaves a hole nobody could mend.

    Raises:
        LastOfficer, LastAdmin: the last of them would be gone.
    """
    for role, refusal in ((Role.OFFICER, LastOfficer), (Role.ADMIN, LastAdmin)):
        had = before.with_role(role)
        if had and not after.with_role(role):
            raise refusal(name=had[0].name)


def check_officers(rota: Rota, keys: Collection[str]) -> None:
    """Refuse *keys* of which one is not an officer's.

    Raises:
        NotAnOfficer: of somebody else, or of nobody.
    """
    if not {one.key for one in rota.with_role(Role.OFFICER)}.issuperset(keys):
        raise NotAnOfficer


def check_turns(turns: Turns, holder: str | None) -> None:
    """Refuse *turns* that are none; one person may be named before another *holder*.

    Raises:
        OneInTurn, TwiceInTurn, OddTurn, OddYear: who takes turns is not several people, or
        nobody could say when.
    """
    check_year(turns.begins)
    if turns.days not in (DAILY, WEEKLY):
        raise OddTurn
    if len(set(turns.people)) < len(turns.people):
        raise TwiceInTurn
    if not turns.people or (len(turns.people) == 1 and holder in (None, *turns.people)):
        raise OneInTurn


def check_shifts(shifts: Sequence[Shift]) -> None:
    """Refuse *shifts* of one rung of which two hold at one time, by the clock of a usual week.

    Raises:
        NoWeekday, ShiftsOverlap: of such a shift.
    """
    if not all(shift.weekdays for shift in shifts):
        raise NoWeekday
    spans = sorted(span for shift in shifts for span in _minutes(shift))
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise ShiftsOverlap


def check_span(span: Span) -> None:
    """Refuse a stretch that holds at no time.

    Raises:
        EndsBeforeStart, OddYear: by the clock.
    """
    check_year(span.starts)
    check_year(span.ends)
    if span.ends <= span.starts:
        raise EndsBeforeStart


def check_year(wall: datetime) -> None:
    """Refuse a *wall* time far from now, which clocks cannot even be reckoned for.

    Raises:
        OddYear: it is.
    """
    if wall.year not in YEARS:
        raise OddYear(first=YEARS[0], last=YEARS[-1])


def check_comes(wall: datetime, zone: ZoneInfo) -> None:
    """Refuse a *wall* time of which nobody can say when it is; the edge of a day is always clear.

    Raises:
        NeverComes, ComesTwice: in *zone*.
    """
    often = comes(wall, zone)
    if often is Comes.ONCE or wall.time() == time():
        return
    starts, ends = set_over(wall, zone)
    refusal = NeverComes if often is Comes.NEVER else ComesTwice
    raise refusal(at=wall, time=clock(wall), day=weekday_and_day(wall), starts=starts, ends=ends)


def check_swap(swap: Swap, others: Sequence[Swap]) -> None:
    """Refuse a *swap* that is none, or that shares somebody and some time with one of *others*.

    Raises:
        SwapAlone, EndsBeforeStart, SwapsOverlap: of this swap.
    """
    if swap.one == swap.other:
        raise SwapAlone
    check_span(swap.span)
    if any(clash(swap, other) for other in others):
        raise SwapsOverlap


def clash(swap: Swap, other: Swap) -> bool:
    """Whether two swaps share somebody and some time."""
    shared = swap.concerns(other.one) or swap.concerns(other.other)
    return shared and swap.span.overlaps(other.span)


def clashing(swaps: Sequence[Swap]) -> list[int]:
    """Return the places of those *swaps* that clash with one that starts before them."""
    found = set()
    last: dict[str, datetime] = {}
    for place, swap in sorted(enumerate(swaps), key=lambda one: one[1].span.starts):
        for person in (swap.one, swap.other):
            if swap.span.starts < last.get(person, swap.span.starts):
                found.add(place)
            last[person] = max(swap.span.ends, last.get(person, swap.span.ends))
    return sorted(found)


def _minutes(shift: Shift) -> list[tuple[float, float]]:
    """Return when *shift* holds in a usual week, in minutes from its Monday on."""
    starts, ends = (at.hour * 60 + at.minute + at.second / 60 for at in (shift.starts, shift.ends))
    length = (ends - starts) % _DAY_MINUTES or _DAY_MINUTES
    spans = []
    for day in shift.weekdays:
        begins = day * _DAY_MINUTES + starts
        over = begins + length - _WEEK_MINUTES
        spans.append((begins, min(begins + length, _WEEK_MINUTES)))
        spans += [(0, over)] if over > 0 else []
    return spans
