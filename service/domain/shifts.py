"""Who holds a rung when: by turns, or by shifts of the week. All by the wall clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.domain.wall import instant

DAY = timedelta(days=1)
#: How long a turn may be, in days.
DAILY, WEEKLY = 1, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Several people who hold a rung in turn."""

    #: Keys, in the order of their turns.
    people: tuple[str, ...]
    #: How long a turn is: ``DAILY`` or ``WEEKLY``.
    days: int = WEEKLY
    #: When a turn of the first of them begins, in wall time; its weekday and its time of day
    #: are those of every handover, also before it.
    begins: datetime

    def order(self, at: datetime, zone: ZoneInfo) -> tuple[str, ...]:
        """Return everybody, from whose turn it is at the instant *at* to who had the last."""
        turn = self._turn(at, zone) % len(self.people)
        return self.people[turn:] + self.people[:turn]

    def edges(self, start: datetime, end: datetime, zone: ZoneInfo) -> list[datetime]:
        """Return the instants of the handovers from *start* up to, and without, *end*."""
        found, turn = [], self._turn(start, zone)
        while (edge := self._handover(turn, zone)) < end:
            if edge >= start:
                found.append(edge)
            turn += 1
        return found

    def _turn(self, at: datetime, zone: ZoneInfo) -> int:
        """Return which turn it is, counted from that which begins at ``begins``."""
        wall = at.astimezone(zone).replace(tzinfo=None)
        turn = (wall - self.begins) // (self.days * DAY)
        # In an hour that comes again the wall clock alone would give the turn before back.
        while self._handover(turn + 1, zone) <= at:
            turn += 1
        return turn

    def _handover(self, turn: int, zone: ZoneInfo) -> datetime:
        return instant(self.begins + turn * self.days * DAY, zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One stretch of certain weekdays that one person holds.

    ``ends`` at or before ``starts`` means the next day, so 21:00 to 09:00 is a night and 00:00
    to 00:00 a whole day. A night is as long as it is: 13 hours as the clock is put back.
    """

    #: Monday is 0; of a night it is the day on which it starts.
    weekdays: frozenset[int]
    starts: time
    ends: time
    person: str

    def holds(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether the instant *at* falls inside."""
        day = at.astimezone(zone).date()
        return any(
            start <= at < end for start, end in self._spans((day - DAY, day), zone) if start < end
        )

    def edges(self, start: datetime, end: datetime, zone: ZoneInfo) -> list[datetime]:
        """Return its starts and ends from *start* up to, and without, *end*."""
        first = start.astimezone(zone).date() - DAY
        days = (end - start) // DAY + 4
        spans = self._spans([first + number * DAY for number in range(days)], zone)
        return [edge for span in spans for edge in span if start <= edge < end]

    def _spans(
        self, days: "list[date] | tuple[date, ...]", zone: ZoneInfo
    ) -> list[tuple[datetime, datetime]]:
        longer = DAY if self.ends <= self.starts else timedelta()
        return [
            (
                instant(datetime.combine(day, self.starts), zone),
                instant(datetime.combine(day + longer, self.ends), zone),
            )
            for day in days
            if day.weekday() in self.weekdays
        ]
