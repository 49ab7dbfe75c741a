"""What a page of the book keeps of warnings, of what is done once a day, and of calendars."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from service.domain.gap_warnings import DayTask, ToldOfGap


class NoticePage(Protocol):
    """Who was told of which gap, who has done what today, and who has a calendar address."""

    def take_day(self, task: DayTask, day: date, person: str) -> bool:
        """Take *task* of that *day* and *person* upon oneself; False where somebody has."""

    def told_of_gaps(self, after: datetime) -> Sequence[ToldOfGap]:
        """Return what was told of gaps that ended after *after*."""

    def note_told_of_gap(self, told: ToldOfGap, now: datetime) -> None:
        """Keep that it was told."""

    def calendar_of(self, person: str) -> datetime | None:
        """Return when the address of *person*'s calendar was made; ``None``: there is none."""

    def revoke_calendar(self, person: str, at: datetime) -> None:
        """Have that address lead nowhere. Again is no error."""
