"""Tells an outside address that we live, as long as it is true."""

import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from time import monotonic

import structlog

from service.domain.faults import Fault
from service.heralds import Heartbeat, NotTold
from service.ports import Outage

#: Seconds between two signs of life.
EVERY_SECONDS = 60.0
#: Seconds between two looks at whether we are well.
LOOK_SECONDS = 5.0
#: Seconds of which no sign of ours was taken, until admins are told. Before that the outside
#: address has told somebody, if it only missed us.
UNHEARD_SECONDS = 300.0

log = structlog.get_logger("workers")


class Pulse:
    """One thread, which can hold up nothing. ``start`` once, ``stop`` once.

    Args:
        heartbeat: The outside address.
        well: Whether the book was looked in just now, and all moves. While it is false no sign
            leaves: a heartbeat that lies is worse than none.
        heard: Called after each sign that was taken; may fail with an ``Outage``.
        elapsed: Seconds that only ever grow.
    """

    def __init__(
        self,
        heartbeat: Heartbeat,
        well: Callable[[], bool],
        *,
        heard: Callable[[], None] = lambda: None,
        look_seconds: float = LOOK_SECONDS,
        elapsed: Callable[[], float] = monotonic,
    ) -> None:
        self._heartbeat = heartbeat
        self._well = well
        self._heard = heard
        self._look_seconds = look_seconds
        self._elapsed = elapsed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)
        self._tried_at: float | None = None
        self._unheard_since: float | None = None

    def start(self) -> None:
        """Begin to tell."""
        self._thread.start()

    def stop(self) -> None:
        """Tell no more. A sign that is on its way is not waited for."""
        self._stopping.set()

    def faults(self) -> Collection[Fault]:
        """Return what is wrong with it, if anything."""
        since = self._unheard_since
        lost = since is not None and self._elapsed() - since > UNHEARD_SECONDS
        return (Fault.HEARTBEAT_UNHEARD,) if lost else ()

    def look(self) -> None:
        """Give a sign of life if one is due, and if it is true."""
        now = self._elapsed()
        if self._tried_at is not None and now - self._tried_at < EVERY_SECONDS:
            return
        if not self._well():
            return
        self._tried_at = now
        try:
            self._heartbeat.beat()
        except NotTold as failure:
            log.warning("heartbeat.unheard", why=str(failure))
            self._unheard_since = now if self._unheard_since is None else self._unheard_since
        else:
            self._unheard_since = None
            # The next sign comes within a minute, and notes it anew.
            with suppress(Outage):
                self._heard()

    def _run(self) -> None:
        while not self._stopping.wait(self._look_seconds):
            try:
                self.look()
            except Exception:  # Falling silent for good would call somebody out of bed.
                log.exception("bug", during="pulse")
