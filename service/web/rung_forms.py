"""One place of a ladder in a form: who holds it by weekday, in turn, or else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import MultiDict

from service.domain.catalogue import N_
from service.domain.refusals import Refusal
from service.domain.rota import RungPlan
from service.domain.shifts import Shift, Turns
from service.web.holding import WEEK
from service.web.moments import read_clock, read_day
from service.web.rota_forms import in_field

Sent = MultiDict[str, str]

#: Empty rows below those that are filled, so that there is always room for more.
SPARE = 2
#: Nobody fills in more by hand; a form that has more was not made here.
MOST_ROWS = 60


class WhoseShift(Refusal):
    """Days and times of nobody."""

    problem = N_("It does not say whose shift this is.")
    mend = N_("Choose somebody, or leave the whole row empty.")


class ShiftTimes(Refusal):
    """It would not be told when it begins and ends."""

    problem = N_("A shift lacks the time at which it begins or ends.")
    mend = N_("Choose both; 00:00 to 00:00 is a whole day.")


class FirstHandover(Refusal):
    """It would not be told whose turn it is."""

    problem = N_("It does not say when the first turn begins.")
    mend = N_("Choose the day and the time at which the first of them takes over.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """One row of the shifts."""

    number: int
    person: str = ""
    days: frozenset[int] = frozenset()
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RungForm:
    """What stands in the boxes."""

    role: str
    holder: str
    #: Keys in their order, and empty ones for more.
    turns: Sequence[str]
    days: int
    begins_day: str
    begins_time: str
    shifts: Sequence[ShiftRow]

    @property
    def in_turn(self) -> bool:
        """Whether anybody takes turns."""
        return any(self.turns)

    @property
    def by_weekday(self) -> bool:
        """Whether there is any shift."""
        return any(row.person or row.days or row.starts or row.ends for row in self.shifts)


def form_of(rung: RungPlan) -> RungForm:
    """Return *rung* as its boxes show it."""
    turns = rung.turns
    rows = [_row_of(number, shift) for number, shift in enumerate(rung.shifts)]
    return RungForm(
        role=rung.role,
        holder=rung.holder or "",
        turns=[*(turns.people if turns else ()), *([""] * SPARE)],
        days=turns.days if turns else WEEK,
        begins_day=f"{turns.begins:%Y-%m-%d}" if turns else "",
        begins_time=f"{turns.begins:%H:%M}" if turns else "09:00",
        shifts=[*rows, *_spare(len(rows))],
    )


def sent_form(sent: Sent) -> RungForm:
    """Return what was chosen, to stand in the boxes again."""
    rows = [row for row in _rows(sent) if row.person or row.days or row.starts or row.ends]
    return RungForm(
        role=sent.get("role", ""),
        holder=sent.get("holder", ""),
        turns=[*_turn_keys(sent), *([""] * SPARE)],
        days=_length(sent),
        begins_day=sent.get("begins_day", ""),
        begins_time=sent.get("begins_time", ""),
        shifts=[*rows, *_spare(max((row.number for row in rows), default=-1) + 1)],
    )


def read_turns(sent: Sent) -> Turns | None:
    """Read who takes turns, if anybody does.

    Raises:
        InField: it cannot be told when the first turn begins.
    """
    people = tuple(_turn_keys(sent))
    if not people:
        return None
    with in_field("begins_day"):
        if not sent.get("begins_day") or not sent.get("begins_time"):
            raise FirstHandover
        day = read_day(sent["begins_day"])
    with in_field("begins_time"):
        clock = read_clock(sent["begins_time"])
    return Turns(people=people, days=_length(sent), begins=datetime.combine(day, clock))


def read_shifts(sent: Sent) -> tuple[Shift, ...]:
    """Read the shifts, row by row; empty rows count for nothing.

    Raises:
        InField: a row is filled in part.
    """
    filled = (row for row in _rows(sent) if row.person or row.days)
    return tuple(_shift(row) for row in filled)


def _shift(row: ShiftRow) -> Shift:
    with in_field(f"shift_{row.number}_person"):
        if not row.person:
            raise WhoseShift
    with in_field(f"shift_{row.number}_starts"):
        if not row.starts or not row.ends:
            raise ShiftTimes
        starts, ends = read_clock(row.starts), read_clock(row.ends)
    return Shift(weekdays=row.days, starts=starts, ends=ends, person=row.person)


def _rows(sent: Sent) -> list[ShiftRow]:
    return [_row(sent, number) for number in range(MOST_ROWS) if f"shift_{number}_person" in sent]


def _row(sent: Sent, number: int) -> ShiftRow:
    days = sent.getlist(f"shift_{number}_days")
    return ShiftRow(
        number=number,
        person=sent.get(f"shift_{number}_person", ""),
        days=frozenset(int(day) for day in days if day in set("0123456")),
        starts=sent.get(f"shift_{number}_starts", "").strip(),
        ends=sent.get(f"shift_{number}_ends", "").strip(),
    )


def _row_of(number: int, shift: Shift) -> ShiftRow:
    return ShiftRow(
        number=number,
        person=shift.person,
        days=shift.weekdays,
        starts=f"{shift.starts:%H:%M}",
        ends=f"{shift.ends:%H:%M}",
    )


def _spare(first: int) -> list[ShiftRow]:
    return [ShiftRow(number=number) for number in range(first, first + SPARE)]


def _turn_keys(sent: Sent) -> list[str]:
    return [key for key in sent.getlist("turn")[:MOST_ROWS] if key]


def _length(sent: Sent) -> int:
    """A turn is a day or a week; the form knows nothing else."""
    return 1 if sent.get("days") == "1" else WEEK
