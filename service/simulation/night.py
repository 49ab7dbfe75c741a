"""One night: everything that it needs, joined, and run to its end."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from service.domain.escalation import Escalation, State
from service.domain.events import Event
from service.domain.rota import Rota
from service.ports import Page
from service.simulation.book import MemoryBook
from service.simulation.callbacks import Callbacks
from service.simulation.carrier import Carrier
from service.simulation.colleagues import Colleagues
from service.simulation.copies import quick_copies
from service.simulation.dice import Dice, Draws, drawn_ids
from service.simulation.ending import check_end
from service.simulation.evening import Evening
from service.simulation.legs import Legs
from service.simulation.owed import Owed
from service.simulation.people import People
from service.simulation.process import Process, Worker
from service.simulation.scene import draw_scene
from service.simulation.strand import Stage
from service.simulation.timeline import SECOND, Timeline
from service.simulation.trouble import Trouble
from service.simulation.watch import Watch
from service.simulation.weather import Ledger, Weather, draw_weather

#: After the horizon the weather clears; so many seconds later everything must be over.
CLEARING = 1800.0
#: No more broken promises of one night than this are written down.
ENOUGH = 5
#: A moment that does not come, in microseconds.
NEVER = 2**62


class WatchedBook(Protocol):
    """A book that the watchman can look into without opening a page."""

    def writing(self) -> AbstractContextManager[Page]:
        """See ``ports.Book``."""

    def reading(self) -> AbstractContextManager[Page]:
        """See ``ports.Book``."""

    def peek(self, escalation_id: str) -> Escalation | None:
        """Return it as it is committed."""

    def known(self) -> Sequence[str]:
        """Return the ids of all escalations, in the order of their presses."""

    def history(self, escalation_id: str) -> Sequence[Event]:
        """Return the history of one."""


@dataclass(slots=True)
class NightSummary:
    """What came of one night."""

    seed: str
    weather: str
    digest: bytes
    escalations: int
    #: Simulated microseconds.
    lasted: int
    faults: Counter[str]
    calls: int
    duplicates: int
    #: Seconds from each press to the first acknowledgement; those that never had one are missing.
    waits: list[float]
    #: The worst delay in microseconds, by the kind of fault.
    worst: dict[str, int]
    #: Promises that were broken: which, and how.
    violations: list[tuple[str, str]] = field(default_factory=list)


class Night:
    """All the parts of one night; each knows the others through it."""

    def __init__(
        self,
        seed: str,
        *,
        weather: Weather | None = None,
        make_book: Callable[[Rota], WatchedBook] = MemoryBook,
        trace: Callable[[str], None] | None = None,
    ) -> None:
        self.seed = seed
        self.dice = Dice(seed)
        drawn = draw_weather(self.dice)
        self.weather = weather or drawn
        self.scene = draw_scene(self.dice)
        self.time = Timeline(self.scene.start)
        self.book = make_book(self.scene.rota)
        self.stage = Stage()
        self.ledger = Ledger()
        self.trouble = Trouble(self)
        self.carrier = Carrier(self)
        self.callbacks = Callbacks(self)
        self.legs = Legs(self)
        self.people = People(self, self.scene.tempers)
        self.colleagues = Colleagues(self)
        self.evening = Evening(self)
        self.owed = Owed(self)
        self.watch = Watch(self)
        self.web = Process(self, "web")
        self.workers = (
            Worker(self, "worker-1", hears=True),
            Worker(self, "worker-2", hears=True),
            Worker(self, "watch", hears=False),
        )
        self.violations: list[tuple[str, str]] = []
        #: When each must be looked at next, in microseconds.
        self.due: dict[str, int | None] = {}
        self.earliest = NEVER
        #: Whether clocks differ tonight.
        self.skewed = False
        #: Microseconds by which a commit may fall later than the clock that it was decided by.
        self.hesitation = 0
        #: When anything was last written, in microseconds.
        self.last_change = 0
        #: The night's stream, line by line.
        self._lines: list[str] = []
        self._trace = trace

    def run(self) -> NightSummary:
        """Let the night pass, and say what came of it."""
        name = self.weather.name
        with drawn_ids(Draws(self.dice, self.stage)), quick_copies():
            self._set_clocks()
            self.evening.begin()
            self.time.run(int((self.scene.horizon + 300.0 + CLEARING) * SECOND))
        check_end(self)
        return NightSummary(
            seed=self.seed,
            weather=name,
            digest=hashlib.sha256("".join(self._lines).encode()).digest(),
            escalations=len(self.book.known()),
            lasted=self.last_change,
            faults=self.ledger.counts(),
            calls=len(self.carrier.calls),
            duplicates=self.watch.duplicates,
            waits=self.watch.waits(),
            worst=self.owed.worst,
            violations=self.violations,
        )

    def _set_clocks(self) -> None:
        """Let clocks differ by up to a second, and jump, where the weather says so."""
        if not self.dice.chance(self.weather.clocks):
            return
        self.skewed = True
        for process in (self.web, *self.workers):
            process.skew = int(self.dice.between(-1.0, 1.0) * SECOND)
            self.time.after(self.dice.between(1.0, 600.0), self._jump(process))

    def _jump(self, process: Process) -> Callable[[], None]:
        def jump() -> None:
            self.fault("clock jumped", 0.0)
            process.skew = int(self.dice.between(-1.0, 1.0) * SECOND)

        return jump

    # What the parts tell each other.

    def say(self, *said: str) -> None:
        """Put a line into the night's stream: its digest is taken of it."""
        line = f"{self.time.now} {' '.join(said)}\n"
        self._lines.append(line)
        if self._trace is not None:
            self._trace(line)

    def fault(self, kind: str, cost: float) -> None:
        """Note something that went wrong, and the seconds that it may cost at most."""
        self.ledger.note(self.time.now, kind, cost)
        self.say("fault", kind)

    def violates(self, promise: str, how: str) -> None:
        """Note a broken promise."""
        self.say("broken", promise, how)
        if len(self.violations) < ENOUGH:
            self.violations.append((promise, how))

    def committed(self) -> None:
        """See what a commit changed, and let tickers know of what falls due."""
        for escalation_id in self.book.known():
            before = self.watch.known(escalation_id)
            after = self.watch.look(escalation_id)
            if after is None:
                continue
            self.last_change = self.time.now
            self.say(
                "commit", escalation_id, str(len(self.book.history(escalation_id))), after.state
            )
            self._comes_due(before, after)
            if escalation_id in self.watch.in_line:
                self._tick_for(0)
            if after.state is State.ACKNOWLEDGED and (before is None or before.holder is None):
                self.evening.was_taken(after)

    def _comes_due(self, before: Escalation | None, after: Escalation) -> None:
        """Let all tickers know when it must be looked at, where that has changed."""
        if after.due_at is None:
            self.due[after.id] = None
        elif before is None or after.due_at != before.due_at:
            self.due[after.id] = due = self.time.moment(after.due_at)
            self._tick_for(due)
        else:
            return
        self.earliest = min((due for due in self.due.values() if due is not None), default=NEVER)

    def _tick_for(self, due: int) -> None:
        for worker in self.workers:
            worker.tick_for(due)

    def hint(self, escalation_id: str) -> None:
        """Ring the bell: a worker hears it in a moment, or later, twice, or not at all."""
        times = 1 + self.dice.chance(self.weather.hints_doubled)
        for _ in range(times):
            if self.dice.chance(self.weather.hints_lost):
                continue
            worker = self.dice.pick(self.workers[:2])
            seconds = self.dice.mostly_low(0.003, 0.05)
            if worker.up:
                worker.later(seconds, partial(worker.look, escalation_id))

    def went_down(self, process: Process, seconds: float) -> None:
        """Note a time in which nobody at all is at work; a supervisor's wait is no delay else."""
        others = [one for one in self.workers if one is not process]
        if process in self.workers and not any(one.working for one in others):
            self.fault("nobody at work", seconds)

    def owner_of(self, attempt_id: str) -> str:
        """Return the escalation that an attempt is of."""
        return self.watch.owners[attempt_id]
