"""Looks in the book for what is due, and does it: with the bell or without.

Any number may run, in any number of processes: safety is in the claim, not in who runs.
"""

import os
import random
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from socket import gethostname
from time import monotonic, perf_counter
from uuid import uuid4

import structlog
from gunicorn.systemd import sd_notify

from service.desk import errands
from service.desk.advancing import advance
from service.desk.errands import Line
from service.desk.turns import call_up
from service.desk.work import Work
from service.domain.decide import LEASE
from service.domain.ladder import Channel
from service.domain.plan import HangUp
from service.domain.standing import Beat
from service.ports import Outage
from workers.following import errand_followed, kind_of, say_look
from workers.timekeeping import Timekeeper

#: Seconds between two looks at the book without a hint. A phone takes three to ring.
EVERY_SECONDS = 0.5
#: Seconds from a hint to the look at whatever else is due.
SETTLE_SECONDS = 0.03
#: Errands at once, besides texts. They wait for the carrier nearly all their time.
SLOTS = 8
#: Texts at once, in threads of their own: a carrier that hangs on texts holds up no call.
TEXT_SLOTS = 4
#: Seconds for which a text that goes out beside a call lets the call go first. Side by side they
#: wait for each other, at the book and for the processor, and it is the call that wakes people.
CALL_FIRST_SECONDS = 0.015
#: Seconds for which one thread may keep the others of its process waiting. Python's own 5 ms
#: is as long as all that a press needs, and the thread that waits may hold the book's turn.
SWITCH_SECONDS = 0.0005
#: Seconds between two signs of life.
BEAT_SECONDS = 2.0
#: An errand that takes longer, in seconds, hangs where no time limit reaches. The process
#: ends, its supervisor starts another, and the lease lets that one take over.
STUCK_SECONDS = 20.0
#: This machine, or this container: each beat begins with it, so that a health check finds its own.
HERE = gethostname()

log = structlog.get_logger("ticker")


def end_process() -> None:
    """End this process at once; nothing that it holds is needed by whoever takes over."""
    os._exit(1)


@dataclass(slots=True)
class _Held:
    """Work in hand: waiting for a free thread, or being done."""

    work: Work
    since: float
    #: When a thread began it: what only waits is not stuck.
    begun: float | None = None


class Ticker:
    """One loop and its threads. ``start`` once, ``stop`` once; ``look`` and ``wake`` any time."""

    def __init__(
        self,
        line: Line,
        role: str,
        *,
        every_seconds: float = EVERY_SECONDS,
        slots: int = SLOTS,
        when_stuck: Callable[[], None] = end_process,
    ) -> None:
        self._line = line
        self._desk = line.desk
        self._role = role
        self._name = f"{HERE}/{role}-{uuid4().hex[:8]}"
        self._every = every_seconds
        self._slots = slots
        self._when_stuck = when_stuck
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._guard = threading.Lock()
        self._in_hand: dict[int, _Held] = {}
        self._pool = ThreadPoolExecutor(slots, thread_name_prefix="errand")
        self._texts = ThreadPoolExecutor(TEXT_SLOTS, thread_name_prefix="text")
        self._loop = threading.Thread(target=self._run, name="ticker", daemon=True)
        self._pause = every_seconds
        self._timekeeper = Timekeeper(line.desk)
        self._looked_at: float | None = None
        self._last_beat = 0.0
        self._last_renewal = 0.0
        self._last_word = 0.0

    def start(self) -> None:
        """Begin to look."""
        sys.setswitchinterval(SWITCH_SECONDS)
        self._loop.start()

    def stop(self) -> None:
        """Stop looking, finish what is in hand, and return. What is left is due for others."""
        self._stopping.set()
        self._woken.set()
        if self._loop.is_alive():
            self._loop.join()
        self._pool.shutdown(wait=True)
        self._texts.shutdown(wait=True)

    def wake(self) -> None:
        """Look now rather than at the next tick."""
        self._woken.set()

    def looked_within(self, seconds: float) -> bool:
        """Whether the book was looked in so lately."""
        return self._looked_at is not None and monotonic() - self._looked_at <= seconds

    def look(self, escalation_id: str) -> int:
        """Do what is due to one escalation; return how many errands that gave."""
        began = perf_counter()
        try:
            pace = self._line.calls_per_second if self._free() > 0 else None
            given = advance(self._desk, escalation_id, pace)
            say_look(escalation_id, len(given), began)
        except Outage as outage:
            self._complain("look", outage)
            return 0
        except Exception as bug:  # noqa: BLE001 - what breaks one must not stop the others
            self._confess("look", bug)
            return 0
        calls = [work for work in given if not _is_text(work)]
        for work in calls:
            self._submit(work)
        for work in given:
            if _is_text(work):
                self._submit(work, after=CALL_FIRST_SECONDS if calls else 0.0)
        return len(given)

    def tick(self) -> int:
        """Look at everything that is due, as far as there are free hands; say how much was."""
        if self._timekeeper.look():
            self._last_beat = 0.0  # By the new clock nobody has given a sign of life.
        self._keep_leases()
        self._beat()
        free = self._free()
        if free <= 0:
            return 0
        called = self._call_up()
        with self._desk.book.reading() as page:
            due = page.due(self._desk.clock.now(), free)
        if self._looked_at is None:
            # A supervisor that replaces one after the other waits for this; others hear nothing.
            sd_notify("READY=1", log)
        self._looked_at = monotonic()
        return called + sum(self.look(escalation_id) for escalation_id in due)

    def _free(self) -> int:
        """Return how many more errands there are hands for, texts aside."""
        with self._guard:
            return self._slots - sum(not _is_text(one.work) for one in self._in_hand.values())

    def _call_up(self) -> int:
        """Have whoever is first in line go, and look again when the next one may."""
        self._pause = self._every
        try:
            called = call_up(self._desk, self._line.calls_per_second)
        except Outage:
            raise
        except Exception as bug:  # noqa: BLE001 - whoever is first must not stop what is due
            self._confess("call up", bug)
            return 0
        if called.again_at is not None:
            ahead = called.again_at - self._desk.clock.now()
            self._pause = min(self._every, max(ahead.total_seconds(), 0.0))
        for work in called.work:
            self._submit(work)
        return len(called.work)

    def _run(self) -> None:
        while not self._stopping.is_set():
            busy = self._safely(self.tick)
            # A tenth more or less, so that many tickers do not all look at one moment.
            pause = self._pause * random.uniform(0.9, 1.1)  # noqa: S311 - no secret
            if self._woken.wait(0.01 if busy else pause):
                # Whoever woke us looks at one escalation just now, and would have to wait.
                self._stopping.wait(SETTLE_SECONDS)
            self._woken.clear()
        while self._in_hand:  # What is being asked of the carrier keeps its lease to the end.
            self._safely(self._keep_leases)
            self._woken.wait(0.1)

    def _safely(self, step: Callable[[], int | None]) -> int:
        """Take one step of the loop, which goes on whatever happens in it."""
        try:
            return step() or 0
        except Outage as outage:
            self._complain("tick", outage)
        except Exception as bug:  # noqa: BLE001 - a dead loop would be a silent phone
            self._confess("tick", bug)
        return 0

    def _submit(self, work: Work, after: float = 0.0) -> None:
        with self._guard:
            self._in_hand[id(work)] = _Held(work, monotonic())
        try:
            (self._texts if _is_text(work) else self._pool).submit(self._do, work, after)
        except RuntimeError:  # Stopping: the lease ends, and another takes it up.
            with self._guard:
                self._in_hand.pop(id(work), None)

    def _do(self, work: Work, after: float = 0.0) -> None:
        if after:
            self._stopping.wait(after)
        with self._guard:
            if held := self._in_hand.get(id(work)):
                held.begun = monotonic()
        try:
            with errand_followed(work):
                errands.run(self._line, work)
        except Outage as outage:
            self._complain(kind_of(work), outage)
        except Exception as bug:  # noqa: BLE001 - a thread's bug must not end in silence
            self._confess(kind_of(work), bug)
        finally:
            with self._guard:
                self._in_hand.pop(id(work), None)
            if not self._stopping.is_set():
                self.look(work.escalation.id)

    def _keep_leases(self) -> None:
        """Renew what is in hand, a third of a lease early; end the process if any is stuck."""
        now = monotonic()
        with self._guard:
            held = list(self._in_hand.values())
        if any(one.begun is not None and now - one.begun > STUCK_SECONDS for one in held):
            log.error(
                "errand.stuck", mend="this process ends itself; its supervisor starts another"
            )
            self._when_stuck()
        third = LEASE.total_seconds() / 3
        # What was taken a moment ago has its lease still; a write now would only be in its way.
        leased = [
            one.work
            for one in held
            if now - one.since > third and not isinstance(one.work.errand, HangUp)
        ]
        if not leased or now - self._last_renewal < third:
            return
        self._last_renewal = now
        until = self._desk.clock.now() + LEASE
        with self._desk.book.writing() as page:
            page.renew([one.errand.attempt for one in leased], [one.fence for one in leased], until)

    def _beat(self) -> None:
        if monotonic() - self._last_beat < BEAT_SECONDS:
            return
        self._last_beat = monotonic()
        with self._desk.book.writing() as page:
            page.beat(Beat(self._name, self._role, self._desk.clock.now()))

    def _confess(self, during: str, bug: Exception) -> None:
        """Say where a bug was, not what it said: an exception's text may hold a name."""
        last = traceback.extract_tb(bug.__traceback__)[-1]
        where = f"{last.name}:{last.lineno}"
        log.error("bug", during=during, why=type(bug).__name__, where=where)

    def _complain(self, what: str, outage: Outage) -> None:
        """Say once in ten seconds that the book cannot be used; a line each tick helps nobody."""
        if monotonic() - self._last_word < timedelta(seconds=10).total_seconds():
            return
        self._last_word = monotonic()
        log.warning("book.unavailable", during=what, why=type(outage).__name__)


def _is_text(work: Work) -> bool:
    return work.attempt.channel is Channel.TEXT
