"""What is done by day and can wait: telling admins of gaps, and starting regular practices."""

from collections.abc import Callable

import structlog

from service.desk import scheduled_practice, warning_of_gaps
from service.wiring import Parts
from workers.spacing import Spaced

#: Seconds between two looks: to look over eight weeks of the rota takes a moment, and a gap
#: that is days away has time.
EVERY_SECONDS = 300.0

log = structlog.get_logger("workers")


class Daytime:
    """Goes along on the rounds. ``go`` does nothing until its time has come."""

    def __init__(self, parts: Parts, elapsed: Callable[[], float]) -> None:
        self._parts = parts
        self._look = Spaced(EVERY_SECONDS, elapsed)

    def go(self) -> None:
        """Do what is due, every few minutes.

        Raises:
            BookUnavailable, BookUncertain: see there.
        """
        if not self._look.is_due():
            return
        if scheduled_practice.start_due(self._parts.desk) is not None:
            log.info("practice.started")
        warning_of_gaps.warn(self._parts.line)
