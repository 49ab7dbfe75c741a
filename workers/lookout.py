"""Looks every hour at what takes time: the carrier, our own address, the machine.

While something is wrong it looks sooner. So whoever opens a page reads what was found a little
ago, and waits for nothing.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from service.checkup import look, note
from service.domain.checks.every import from_json
from service.domain.checks.lines import Found, worst
from service.domain.fitness import Verdict
from service.domain.standing import Looked
from service.ports import Outage
from service.wiring import Parts

#: How old a look may become, whoever looked.
GOOD_FOR = timedelta(hours=1)
#: The same where it found something wrong, so that what is mended is seen to be.
WRONG_GOOD_FOR = timedelta(minutes=5)
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
        self._wrong_at: datetime | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lookout", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more. A look that is under way is not waited for."""
        self._stopping.set()

    def go(self) -> None:
        """Look where the last look has become old; any number of processes may.

        What goes wrong is noted when the next turn finds it wrong too: a request that failed
        once is nobody's alarm.
        """
        try:
            with self._parts.desk.book.reading() as page:
                last = page.looked()
            if last is not None and not self._is_old(last):
                return
            found = self._look_at(self._parts)
            if worst(found) is not Verdict.WRONG or _was_wrong(last) or self._saw_it_before():
                note(self._parts, found)
        except Outage:
            log.warning("checkup.not_noted")

    def _saw_it_before(self) -> bool:
        """Remember that something is wrong now; say whether it was so a few turns ago as well.

        Not longer ago: with several watches another one may have found it right meanwhile.
        """
        now, before = self._parts.desk.clock.now(), self._wrong_at
        self._wrong_at = now
        return before is not None and abs(now - before) < WRONG_GOOD_FOR

    def _is_old(self, last: Looked) -> bool:
        good_for = WRONG_GOOD_FOR if _was_wrong(last) else GOOD_FOR
        # The other way round as well: one from the future was before the clock was put back.
        return abs(self._parts.desk.clock.now() - last.at) >= good_for

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            try:
                self.go()
            except Exception:  # A dead thread would leave an old look for ever.
                log.exception("bug", during="lookout")


def _was_wrong(last: Looked | None) -> bool:
    return last is not None and worst(from_json(last.found)) is Verdict.WRONG
