"""What no answer waits for: done by a few threads of this process, or not at all.

Bounded on purpose. Whoever asks for more codes than a carrier takes must not fill the memory
of a process that serves presses.
"""

import os
import queue
import threading
from collections.abc import Callable

import structlog

#: A call may wait a minute for the carrier; texts should not wait behind it.
THREADS = 4
WAITING = 32

log = structlog.get_logger("web")


class Background:
    """Does small work beside the answers. Its threads are begun by the first of it."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Callable[[], object]] = queue.Queue(WAITING)
        self._lock = threading.Lock()
        self._pid = 0

    def do(self, work: Callable[[], object]) -> None:
        """Have *work* done soon. Returns at once; where too much waits already, it is dropped."""
        self._begin()
        try:
            self._waiting.put_nowait(work)
        except queue.Full:
            log.warning("background.full")

    def settle(self) -> None:
        """Return when all is done that was asked for."""
        self._waiting.join()

    def _begin(self) -> None:
        with self._lock:
            if self._pid == os.getpid():
                return
            if self._pid:
                # What was asked for in the process that this one was forked from is its own.
                self._waiting = queue.Queue(WAITING)
            self._pid = os.getpid()
        for _ in range(THREADS):
            threading.Thread(target=self._work_for_ever, name="background", daemon=True).start()

    def _work_for_ever(self) -> None:
        waiting = self._waiting
        while True:
            work = waiting.get()
            try:
                work()
            # Anything at all: it must not end the thread. The class alone is told, for an
            # error's text may hold a number.
            except Exception as failure:  # noqa: BLE001
                log.warning("background.failed", why=type(failure).__name__)
            finally:
                waiting.task_done()
