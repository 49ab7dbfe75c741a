"""Simulated time: a heap of what is to come, in whole microseconds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush

SECOND = 1_000_000


class Timeline:
    """What happens when. Two things at one moment happen in the order they were put in."""

    def __init__(self, start: datetime) -> None:
        self.start = start
        #: Microseconds since the start.
        self.now = 0
        self._heap: list[tuple[int, int, Callable[[], None]]] = []
        self._count = 0

    def at(self, moment: int, do: Callable[[], None]) -> None:
        """Do something at *moment*, or now if that is past."""
        self._count += 1
        heappush(self._heap, (max(self.now, moment), self._count, do))

    def after(self, seconds: float, do: Callable[[], None]) -> None:
        """Do something in so many seconds."""
        self.at(self.now + int(seconds * SECOND), do)

    def run(self, until: int) -> None:
        """Let time pass to *until*, or to when nothing more is to come."""
        heap = self._heap
        while heap and heap[0][0] <= until:
            moment, _, do = heappop(heap)
            self.now = moment
            do()

    def moment(self, instant: datetime) -> int:
        """Return an instant in microseconds since the start."""
        since = instant - self.start
        return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds

    def instant(self, skew: int = 0) -> datetime:
        """Return the time on a clock that is *skew* microseconds fast."""
        return self.start + timedelta(0, 0, self.now + skew)
