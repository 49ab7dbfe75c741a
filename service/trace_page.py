"""What the carrier keeps of us: what is asked of it, and what a page of the book knows of that."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from service.domain.traces import Trace


class CarrierRecords(Protocol):
    """The carrier's own records of our calls and texts: both numbers, times, and words."""

    def forget(self, sid: str) -> bool:
        """Have the carrier delete its record of the call or text *sid*; True: it has none now.

        False where that call or text is not over yet: ask again later.

        Raises:
            NotPlaced: the carrier cannot be asked now, or does not let us.
        """

    def remembered(self, before: datetime) -> Sequence[str]:
        """Return ids of calls and texts from and to our numbers that the carrier has records of.

        Only of days that were over at *before*, by UTC; some of them, if there are many.

        Raises:
            NotPlaced: the carrier cannot be asked now.
        """


class TracePage(Protocol):
    """Which of the carrier's records are still to be deleted there."""

    def note_trace(self, sid: str, at: datetime, *, at_once: bool = False) -> None:
        """Keep that the carrier has a record of *sid* since *at*. Again is no error.

        With *at_once* it is to go as soon as it is over: what came in holds others' words.
        """

    def take_traces(
        self, before: datetime, now: datetime, until: datetime, limit: int
    ) -> Sequence[Trace]:
        """Take those that are due upon oneself until *until*: older than *before*, or at once.

        Nobody else is given them until then.
        """

    def put_off_trace(self, trace: Trace, until: datetime) -> None:
        """Keep that it was tried in vain, and is due again then."""

    def drop_trace(self, sid: str) -> None:
        """Keep that the carrier has none any more."""

    def count_traces(self, before: datetime) -> int:
        """Return how many are to go, whoever has taken them upon themselves."""

    def oldest_trace(self) -> datetime | None:
        """Return since when the oldest is there; ``None``: there is none."""
