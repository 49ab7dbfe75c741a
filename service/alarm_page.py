"""What a page of the book keeps of alarms; a part of ``ports.Page``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from service.domain.alarms import Alarm, ToTell
from service.domain.faults import Fault


class AlarmPage(Protocol):
    """What is wrong with the house, and who was told of it."""

    def alarms(self, after: datetime) -> Sequence[Alarm]:
        """Return the alarms that stand, or were over after *after*; the newest first."""

    def notice(self, fault: Fault, now: datetime) -> None:
        """Raise an alarm of *fault*, or note that it stands still."""

    def end_alarm(self, alarm: Alarm, now: datetime) -> None:
        """Note that it is over, unless somebody has seen it meanwhile."""

    def take_telling(self, one: ToTell, now: datetime) -> bool:
        """Take it upon oneself to tell; False where somebody else has, or did."""

    def note_told(self, one: ToTell, now: datetime) -> None:
        """Note that it was told."""

    def left_lying(self) -> Sequence[str]:
        """Return the ids of open escalations that nothing will ever move: none, but for a bug."""

    def open_since(self, at: datetime) -> bool:
        """Whether anything is not closed, a practice too, that was raised at *at* or before."""
