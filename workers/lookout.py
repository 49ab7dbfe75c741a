"""Looks every hour at what takes time: the carrier, our own address, the machine.

So whoever opens a page reads what was found a little ago, and waits for nothing.
"""

import threading
from collections.abc import Callable
from datetime import timedelta

import structlog

from service.checkup import look, note
from service.domain.checks.lines import Found
from service.domain.standing import HouseDeed
from service.ports import Outage
from service.wiring import Parts

#: How old a look may become, whoever looked.
GOOD_FOR = timedelta(hours=1)
#: Seconds between two looks at how old it is. The first comes after as long: what starts
#: together with us must be up.
EVERY_SECONDS = 60.0

log = structlog.get_logger("workers")


class Lookout:
    """One thread, which can hold up nothing. ``start`` once, ``stop`` once; ``go`` is one turn."""

    def __init__(
        self,
        parts: Parts,
        look_at: Callable[[Parts], list[Found]] = look,
        *,
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        self._parts = parts
        self._look_at = look_at
        self._every = every_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lookout", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more. A look that is under way is not waited for."""
        self._stopping.set()

    def go(self) -> None:
        """Look where the last look has become old; any number of processes may."""
        desk = self._parts.desk
        try:
            with desk.book.reading() as page:
                last = page.deeds().get(HouseDeed.LOOKED)
            # The other way round as well: one from the future was before the clock was put back.
            if last is not None and abs(desk.clock.now() - last) < GOOD_FOR:
                return
            note(self._parts, self._look_at(self._parts))
        except Outage:
            log.warning("checkup.not_noted")

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            try:
                self.go()
            except Exception:  # A dead thread would leave an old look for ever.
                log.exception("bug", during="lookout")
