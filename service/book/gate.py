"""The gate before SQLite's lock: writers of all threads and processes take turns.

SQLite's own lock is not fair: it is polled, with longer and longer sleeps. An occasional
writer beside four processes that write all the time waited 1.0 s at the median and 4.4 s at
the 99th percentile; with this gate 3 ms and 22 ms, and 20 ms and 33 ms where each process has
four threads that do so. The price is one open, two flocks and one close for each time that a
process gets its turn: about 15 µs.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from service.ports import BookUnavailable

#: Seconds for which the threads of one process may hand the gate on among themselves while
#: another process waits. Between processes it costs two thread switches, and SQLite has to read
#: again what the other one wrote: four processes of four threads write 2.4 times as much so.
OWN_SECONDS = 0.005


class Gate:
    """Lets one writer in at a time: a lock among threads, then ``flock`` among processes.

    The kernel opens it when its holder dies. A holder that is frozen keeps it; the others
    give up after ``wait_seconds``.
    """

    def __init__(self, path: Path, wait_seconds: float) -> None:
        self._path = path
        self._wait_seconds = wait_seconds
        self._threads = threading.Lock()
        #: Over the two below, which belong to whoever has the threads' lock or waits for it.
        self._counting = threading.Lock()
        self._waiting = 0
        self._held: int | None = None
        self._held_until = 0.0
        self._waiter: _Waiter | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the gate for the block.

        Raises:
            BookUnavailable: it was somebody else's turn for too long, or there is no folder
                for the gate's file.
        """
        deadline = time.monotonic() + self._wait_seconds
        self._enter()
        try:
            if self._held is None:
                self._held = self._locked(deadline)
                self._held_until = time.monotonic() + OWN_SECONDS
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        """Take the threads' lock."""
        if self._threads.acquire(blocking=False):
            return
        with self._counting:
            self._waiting += 1
        entered = self._threads.acquire(timeout=self._wait_seconds)
        with self._counting:
            self._waiting -= 1
            # Once more: whoever left a moment ago may have kept the gate for this thread.
            entered = entered or self._threads.acquire(blocking=False)
        if not entered:
            raise BookUnavailable("another thread is writing")

    def _leave(self) -> None:
        """Keep the gate for a thread that waits, for a while; else let the processes in."""
        with self._counting:
            late = time.monotonic() >= self._held_until
            if self._held is not None and (late or not self._waiting):
                _let_go(self._held)
                self._held = None
            self._threads.release()

    def _locked(self, deadline: float) -> int:
        """Return a file descriptor that holds the lock."""
        try:
            gate = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise BookUnavailable(f"the book's folder: {error.strerror}") from None
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if self._waiter is None or self._waiter.left:
                self._waiter = _Waiter()
            self._waiter.wait(gate, deadline)
        return gate


class _Waiter:
    """Waits for the lock in a thread of its own, since ``flock`` knows no time limit.

    Polling knows one, but is what starves. The thread stays for the next wait: to start one
    for each costs 0.1 ms, while the lock is held and nobody writes. A thread that was given up
    on waits on, gives back what it gets and ends; the next wait gets another.
    """

    def __init__(self) -> None:
        self._asked: SimpleQueue[int] = SimpleQueue()
        #: Locked until the gate is.
        self._told = threading.Lock()
        self._told.acquire()
        self._mutex = threading.Lock()
        #: Whether it was given up on.
        self.left = False
        threading.Thread(target=self._take, daemon=True, name="book gate").start()

    def wait(self, gate: int, deadline: float) -> None:
        """Return when *gate* is locked.

        Raises:
            BookUnavailable: it was not, by the *deadline*. It is let go of as soon as it is.
        """
        self._asked.put(gate)
        if self._told.acquire(timeout=max(deadline - time.monotonic(), 0)):
            return
        with self._mutex:
            if self._told.acquire(blocking=False):
                return
            self.left = True
        raise BookUnavailable("another process is writing")

    def _take(self) -> None:
        while not self.left:
            gate = self._asked.get()
            fcntl.flock(gate, fcntl.LOCK_EX)
            with self._mutex:
                if self.left:
                    _let_go(gate)
                else:
                    self._told.release()


def _let_go(gate: int) -> None:
    # Before the close, which does nothing where a child that was forked meanwhile has a copy.
    fcntl.flock(gate, fcntl.LOCK_UN)
    os.close(gate)
