"""Outside numbers that a person rings themselves. The product never dials them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

#: A number that nobody has checked for longer than this is marked as overdue.
CHECK_AFTER = timedelta(days=90)


class Place(StrEnum):
    """The lines that every site should have: its directory says which of its lines they are."""

    #: The local authority's designated officer, for what is said of somebody who works here.
    DESIGNATED_OFFICER = "designated_officer"
    #: The local authority's duty team by night and at weekends.
    OUT_OF_HOURS = "out_of_hours"
    #: Somebody outside every ladder, such as the lead trustee, where an officer is the subject.
    ALTERNATE = "alternate"


@dataclass(frozen=True, slots=True)
class Hours:
    """One stretch of opening hours: these weekdays (Monday is 0), from ``opens`` to ``closes``.

    ``closes`` at or before ``opens`` means the next day, so 00:00 to 00:00 is the whole day.
    """

    weekdays: frozenset[int]
    opens: time
    closes: time

    def holds(self, local: datetime) -> bool:
        """Whether *local*, in the organisation's own wall time, falls inside."""
        today, clock = local.weekday(), local.time()
        if self.opens < self.closes:
            return today in self.weekdays and self.opens <= clock < self.closes
        late = today in self.weekdays and clock >= self.opens
        early = (today - 1) % 7 in self.weekdays and clock < self.closes
        return late or early


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryEntry:
    """One outside line. ``phone`` is written as people read it, ``dial`` as a phone takes it."""

    name: str
    phone: str
    dial: str
    note: str = ""
    area: str = ""
    owner: str = ""
    #: Empty: the hours are not known, and the line is shown without claiming either.
    hours: tuple[Hours, ...] = ()
    checked: date | None = None
    #: Shipped, but not to be relied on before somebody has rung it.
    to_be_checked: bool = False
    #: Which of the lines that every site should have this is, if any.
    place: Place | None = None

    def is_open(self, local: datetime) -> bool | None:
        """Whether the line answers at *local* wall time; ``None`` where nobody has said."""
        if not self.hours:
            return None
        return any(stretch.holds(local) for stretch in self.hours)

    def opens_next(self, local: datetime) -> datetime | None:
        """Return when a closed line opens, within eight days, in the same wall time."""
        starts = (
            datetime.combine(local.date() + timedelta(days=ahead), stretch.opens, local.tzinfo)
            for ahead in range(9)
            for stretch in self.hours
            if (local.weekday() + ahead) % 7 in stretch.weekdays
        )
        return min((start for start in starts if start > local), default=None)

    def overdue(self, today: date) -> bool:
        """Whether the last check is more than ninety days past, or never was."""
        return self.checked is None or today - self.checked > CHECK_AFTER


def checked_lines(entries: tuple[DirectoryEntry, ...]) -> tuple[DirectoryEntry, ...]:
    """Return those that people are shown who need one: a dead helpline is worse than none."""
    return tuple(one for one in entries if not one.to_be_checked)


def first_open(entries: tuple[DirectoryEntry, ...], local: datetime) -> DirectoryEntry | None:
    """Return the first line that answers now: known to be open, then hours unknown.

    Emergency numbers are left to the sentences that always carry them.
    """
    lines = [entry for entry in entries if len(entry.dial.lstrip("+")) > 3]  # noqa: PLR2004 - 999 and 111 have three digits
    for wanted in (True, None):
        for entry in lines:
            if entry.is_open(local) is wanted and not entry.to_be_checked:
                return entry
    return None
