"""Has what is past its time go by itself, a little at a time: in every worker, and the watch."""

from collections.abc import Callable
from datetime import timedelta

from service.desk import carrier_traces
from service.wiring import Parts

#: Seconds between two looks at what the carrier is to delete: in a day that is fourteen thousand.
EVERY_SECONDS = 60.0
#: Seconds between two questions to the carrier about what nobody noted.
LOOK_FOR_MORE_SECONDS = 3600.0


class Forgetting:
    """Goes along on the rounds. ``go`` does nothing until its time has come."""

    def __init__(self, parts: Parts, elapsed: Callable[[], float]) -> None:
        self._parts = parts
        self._elapsed = elapsed
        self._looked_at: float | None = None
        #: Not at the start: a process that starts has more urgent things to do.
        self._asked_at = elapsed()

    def go(self) -> None:
        """Have some go, every minute.

        Raises:
            BookUnavailable, BookUncertain: see there.
        """
        now = self._elapsed()
        if self._looked_at is not None and now - self._looked_at < EVERY_SECONDS:
            return
        self._looked_at = now
        keep = timedelta(hours=self._parts.settings.keep_at_carrier_hours)
        if now - self._asked_at >= LOOK_FOR_MORE_SECONDS:
            self._asked_at = now
            carrier_traces.look_for_more(self._parts.line, keep)
        carrier_traces.delete_due(self._parts.line, keep, self._elapsed)
