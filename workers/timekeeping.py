"""Notices that the machine's wall clock was set, and sees to it that no wait changes."""

from collections.abc import Callable

import structlog

from service.clocks import read_clocks
from service.desk import Desk
from service.desk.redating import redate
from service.domain.dating import Dating, set_by
from service.domain.faults import Fault

log = structlog.get_logger("ticker")


class Timekeeper:
    """Looks at both clocks of this machine, once at each tick."""

    def __init__(self, desk: Desk, clocks: Callable[[], Dating] = read_clocks) -> None:
        self._desk = desk
        self._read_clocks = clocks
        self._last: Dating | None = None

    def look(self) -> bool:
        """Have the book dated anew where the clock was set, and say whether it was.

        The first look has it done in any case: the clock may have been set while nobody
        looked. Where the book is away, the next look finds the same.

        Raises:
            BookUnavailable, BookUncertain: see there.
        """
        now, last = self._read_clocks(), self._last
        by = set_by(last, now) if last is not None else None
        if last is None or by:
            redate(self._desk)
        if by:
            log.warning("clock.was_set", seconds=round(by.total_seconds()))
            with self._desk.book.writing() as page:
                page.notice(Fault.CLOCK_JUMPED, self._desk.clock.now())
        self._last = now
        return bool(by)
