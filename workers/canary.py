"""Whether this worker still hears the bell: it sends itself a hint, and listens.

A worker may be alive and deaf: its connection is well, and nothing ever comes through. So each
sends a hint of its own, a canary, the whole way: by a new connection into Redis, and back through
the consumer and the pool that hear of call-outs. Where several in a row are taken by Redis and
none is heard, the process ends itself, and its supervisor starts another.

What Redis does not take is not counted: where it is away a new process would hear no more.
"""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import structlog
from celery import Celery
from kombu.entity import Queue

#: The task, and what the queues' names begin with.
CANARY = "canary"
#: Redis forgets a worker's queue so many seconds after its last canary: one that was killed
#: leaves nothing for ever.
KEPT_SECONDS = 600

log = structlog.get_logger("worker")


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a canary is sent, and how many unheard make a worker deaf: a minute in all."""

    every_seconds: float = 15.0
    unheard: int = 4


class Canary:
    """Sends canaries from a thread of its own, never the ticker's. ``start`` and ``stop`` once."""

    def __init__(
        self, send: Callable[[], None], when_deaf: Callable[[], None], pace: Pace | None = None
    ) -> None:
        self._send = send
        self._when_deaf = when_deaf
        self._pace = pace or Pace()
        self._guard = threading.Lock()
        self._unheard = 0
        self._sends = True
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="canary", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """Send no more. A send that hangs is not waited for."""
        self._stopping.set()

    def heard(self) -> None:
        """Note that one came back."""
        with self._guard:
            self._unheard = 0

    def step(self) -> bool:
        """Send one, unless too many went unheard already; whether this worker hears."""
        with self._guard:
            if self._unheard >= self._pace.unheard:
                return False
            # Before it is sent: it may be heard before the sending returns.
            self._unheard += 1
        try:
            self._send()
        except Exception as failure:  # noqa: BLE001 - whatever the way to Redis may raise
            self._was_refused(failure)
        else:
            self._sends = True
        return True

    def _run(self) -> None:
        while self.step():
            # A tenth more or less, so that many workers do not end at one moment.
            pause = self._pace.every_seconds * random.uniform(0.9, 1.1)  # noqa: S311 - no secret
            if self._stopping.wait(pause):
                return
        self._when_deaf()

    def _was_refused(self, failure: Exception) -> None:
        with self._guard:
            self._unheard = max(0, self._unheard - 1)
        if self._sends:  # Once, until Redis takes one again: a line each time helps nobody.
            log.warning("canary.unsent", why=type(failure).__name__)
        self._sends = False


class Unbound(Queue):
    """A queue that is written to by its name alone.

    A binding would want a key in Redis that kombu keeps for ever: one line for each worker
    that there ever was.
    """

    def queue_bind(self, nowait: bool = False, channel: object = None) -> None:  # noqa: FBT001, FBT002
        """Bind nothing."""


class Cage:
    """One worker's own queue of canaries, and how one gets into it."""

    def __init__(self, app: Celery) -> None:
        self._app = app
        self.name = f"{CANARY}.{uuid4().hex}"
        self.queue = Unbound(self.name, expires=KEPT_SECONDS)  # type: ignore[no-untyped-call]

    def send(self) -> None:
        """Send one canary through a connection that is made for it, as a new web's would be.

        Where Redis was moved, a connection that is open may still lead to the old one.
        """
        with self._app.connection_for_write() as connection:
            self._app.send_task(
                CANARY,
                args=[self.name],
                queue=self.queue,
                expires=KEPT_SECONDS,
                connection=connection,
            )
