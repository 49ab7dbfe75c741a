"""The processes of a night: the web, two workers and the watch, by the rules of the ticker."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from service.desk import Desk, errands
from service.desk.advancing import advance
from service.desk.errands import Line
from service.desk.turns import CallUp, call_up
from service.desk.work import Work
from service.domain.decide import LEASE
from service.domain.plan import Dial, HangUp
from service.ports import Outage
from service.simulation.strand import Strand
from service.simulation.taped import TapedBell, TapedBook, TapedClock, TapedTelephone
from service.simulation.timeline import SECOND
from service.simulation.trouble import CRASH_ASKING
from workers.ticker import EVERY_SECONDS, SLOTS, STUCK_SECONDS

if TYPE_CHECKING:
    from service.simulation.night import Night

#: Seconds until a supervisor has another process at work.
RESTART = (0.6, 1.6)
#: A third of a lease: how old work is when it is renewed, and how often.
THIRD = LEASE.total_seconds() / 3
#: No two clocks of a night differ by more, in microseconds.
CLOCKS_DIFFER = 2 * SECOND
#: Microseconds within which a tick comes, whatever falls due.
EARLIEST_TICK = int(EVERY_SECONDS * 1.1 * SECOND)


class Process:
    """Something that runs strands, dies, and is frozen. This one answers the carrier and pages."""

    def __init__(self, night: "Night", name: str) -> None:
        self.night = night
        self.name = name
        #: How fast its clock is, in microseconds.
        self.skew = 0
        self.clock = TapedClock(night, self)
        self.desk = Desk(TapedBook(night), TapedBell(night), self.clock)
        #: Counts up with each death: what an earlier life left behind does not happen.
        self.life = 0
        self.up = True
        self.frozen_until = 0

    @property
    def working(self) -> bool:
        """Whether it is neither dead nor frozen."""
        return self.up and self.night.time.now >= self.frozen_until

    def run(
        self,
        job: Callable[[], Any],
        *,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Outage], None] | None = None,
        keeps: bool = True,
        asks: bool = False,
    ) -> None:
        """Run *job* now. Without a word to *then* or *failed*: the process died in it."""
        self.go(Strand(self, job, then=then, failed=failed, keeps=keeps, asks=asks))

    def go(self, strand: Strand) -> None:
        """Begin or take up a strand of this life."""
        if strand.life == self.life:
            self.night.stage.go(strand)

    def resume(self, strand: Strand) -> None:
        """Take up a strand as soon as the process is thawed."""
        self.later(0.0, lambda: self.go(strand))

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        """Do something in so many seconds, if it lives; when it thaws, if it is frozen then."""
        time = self.night.time
        time.at(time.now + int(seconds * SECOND), partial(self._in_this_life, self.life, do))

    def _in_this_life(self, life: int, do: Callable[[], None]) -> None:
        if life != self.life:
            return
        if self.night.time.now < self.frozen_until:
            self.night.time.at(self.frozen_until, partial(self._in_this_life, life, do))
        else:
            do()

    def freeze(self, seconds: float) -> None:
        """Stand still for so long, then go on as if nothing had been."""
        self.night.fault("frozen", CRASH_ASKING)
        self.frozen_until = self.night.time.now + int(seconds * SECOND)
        self.night.went_down(self, seconds)

    def die(self) -> None:
        """Forget everything; a supervisor starts another in a moment."""
        self.life += 1
        self.up = False
        self.frozen_until = 0
        self.night.say("dies", self.name)
        seconds = self.night.dice.between(*RESTART)
        self.night.went_down(self, seconds)
        self.later(seconds, self.start)

    def start(self) -> None:
        """Be at work again."""
        self.up = True


@dataclass(slots=True)
class Held:
    """Work in hand, since when, and when a thread began it; in microseconds."""

    work: Work
    since: int
    begun: int | None = None


class Worker(Process):
    """A process with a ticker; ``hears`` whether the bell reaches it, which the watch's never does.

    It does what ``workers.ticker`` does. A tick that would find nothing due is left out: the
    first tick after something falls due comes at any moment of its half second.
    """

    def __init__(self, night: "Night", name: str, *, hears: bool) -> None:
        super().__init__(night, name)
        self.hears = hears
        self.line = Line(self.desk, TapedTelephone(night, night.carrier), night.scene.per_second)
        self._held: dict[int, Held] = {}
        self._waiting: deque[int] = deque()
        self._count = 0
        self._renewing = False
        #: Moments of ticks to come.
        self._ticks: set[int] = set()

    def start(self) -> None:
        """Look at what is due at once, and tick for what will be."""
        super().start()
        self.tick()
        for due in self.night.due.values():
            if due is not None:
                self.tick_for(due)

    def die(self) -> None:
        """Forget all work in hand, too."""
        self._held.clear()
        self._waiting.clear()
        self._ticks.clear()
        self._renewing = False
        super().die()

    def tick_for(self, due: int) -> None:
        """Tick at some moment of the half second after *due*, by this process's clock."""
        due = max(due - self.clock.ahead(), self.night.time.now)
        end = due + EARLIEST_TICK
        for moment in self._ticks:
            if due <= moment <= end:
                return
        self._tick_at(due + int(self.night.dice.between(0.0, EVERY_SECONDS * 1.1) * SECOND))

    def _tick_at(self, moment: int) -> None:
        self._ticks.add(moment)
        time = self.night.time
        at = time.now + int((moment - time.now) / SECOND * SECOND)
        time.at(at, partial(self._ticks_at, self.life, moment))

    def _ticks_at(self, life: int, moment: int) -> None:
        night = self.night
        if life != self.life:
            return
        if night.time.now < self.frozen_until:
            night.time.at(self.frozen_until, partial(self._ticks_at, life, moment))
            return
        self._ticks.discard(moment)
        self.tick()

    def _next_tick(self, within: float = EVERY_SECONDS) -> None:
        """Tick once more within so many seconds, and a tenth; not twice."""
        now = self.night.time.now
        if not any(now < moment <= now + within * 1.1 * SECOND for moment in self._ticks):
            wait = max(within, 0.001) * self.night.dice.between(0.9, 1.1)
            self._tick_at(now + int(wait * SECOND))

    def tick(self) -> None:
        """Call up who is first in line, and look at all that is due, as far as hands are free."""
        night = self.night
        line = bool(night.watch.in_line)
        early = night.earliest - night.time.now - self.clock.ahead()
        if not line and early > 0:
            if night.skewed and early < CLOCKS_DIFFER:
                self._next_tick()  # This clock was set back since the tick was meant.
            return
        free = SLOTS - len(self._held)
        if free <= 0 or line:
            self._next_tick()
        if free <= 0:
            return
        life = self.life
        if line:
            call = partial(call_up, self.desk, self.night.scene.per_second)
            self.run(call, then=self._called, failed=self._not_now, asks=True)
        if life == self.life:
            due = partial(self._due, free)
            self.run(due, then=self._look_at, failed=self._not_now, keeps=False)

    def _not_now(self, _: Outage) -> None:
        self._next_tick()

    def _called(self, called: CallUp) -> None:
        if called.again_at is not None:
            ahead = called.again_at - self.clock.shows()
            self._next_tick(min(EVERY_SECONDS, max(ahead.total_seconds(), 0.01)))
        self._take(called.work)

    def _due(self, free: int) -> Sequence[str]:
        with self.desk.book.reading() as page:
            return page.due(self.clock.now(), free)

    def _look_at(self, due: Sequence[str]) -> None:
        life = self.life
        for escalation_id in due:
            if life == self.life:
                self.look(escalation_id)

    def look(self, escalation_id: str) -> None:
        """Do what is due to one escalation."""
        pace = self.line.calls_per_second if len(self._held) < SLOTS else None
        self.run(
            lambda: advance(self.desk, escalation_id, pace),
            then=self._take,
            failed=self._not_now,
            keeps=False,
        )

    def _take(self, given: Sequence[Work]) -> None:
        life = self.life
        for work in given:
            self._count += 1
            self._held[self._count] = Held(work, self.night.time.now)
            self._waiting.append(self._count)
        while self._waiting and life == self.life and self._busy() < SLOTS:
            self._begin(self._waiting.popleft())

    def _busy(self) -> int:
        return len(self._held) - len(self._waiting)

    def _begin(self, number: int) -> None:
        held = self._held[number]
        held.begun = self.night.time.now
        if not self._renewing:
            self._renewing = True
            self.later(THIRD + self.night.dice.between(0.0, EVERY_SECONDS), self._renew)
        self.run(
            lambda: errands.run(self.line, held.work),
            then=lambda _: self._done(number),
            failed=lambda _: self._done(number),
            keeps=isinstance(held.work.errand, Dial),
            asks=True,
        )

    def _done(self, number: int) -> None:
        held = self._held.pop(number)
        if self._waiting and self._busy() < SLOTS:
            self._begin(self._waiting.popleft())
        self.look(held.work.escalation.id)

    def _renew(self) -> None:
        """Renew the leases of what is in hand; end the process if any of it is stuck."""
        now, held = self.night.time.now, list(self._held.values())
        self._renewing = bool(held)
        if any(one.begun is not None and now - one.begun > STUCK_SECONDS * SECOND for one in held):
            self.night.fault("ended itself, stuck", CRASH_ASKING)
            self.die()
            return
        leased = [
            one.work
            for one in held
            if now - one.since > THIRD * SECOND and not isinstance(one.work.errand, HangUp)
        ]
        if leased:
            self.run(lambda: self._write_leases(leased), keeps=False)
        if self._renewing:
            self.later(THIRD + self.night.dice.between(0.0, EVERY_SECONDS), self._renew)

    def _write_leases(self, leased: Sequence[Work]) -> None:
        until = self.clock.now() + LEASE
        with self.desk.book.writing() as page:
            page.renew([one.errand.attempt for one in leased], [one.fence for one in leased], until)
