"""Whether a colleague who presses now would be served."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from service.desk import Desk
from service.domain.catalogue import N_
from service.domain.faults import Fault
from service.domain.rota import Rota
from service.domain.standing import awake
from service.ports import Outage

OK = "ok"


@dataclass(frozen=True, slots=True)
class Health:
    """Five checks, each "ok" or what is wrong in a few words that tell nothing of anybody."""

    book: str = OK
    bell: str = OK
    ticker: str = OK
    carrier: str = OK
    rota: str = OK

    @property
    def checks(self) -> dict[str, str]:
        """The checks by name."""
        names = ("book", "bell", "ticker", "carrier", "rota")
        return {name: getattr(self, name) for name in names}

    @property
    def ready(self) -> bool:
        """Whether a press would be served. A dead bell only costs half a second."""
        return all(value == OK for name, value in self.checks.items() if name != "bell")

    @property
    def status(self) -> str:
        """One word for all of it: "ok", "degraded" or "failing"."""
        if not self.ready:
            return "failing"
        return OK if self.bell == OK else "degraded"


def health(desk: Desk, bell_answers: Callable[[], bool]) -> Health:
    """Look at everything that a press needs. ``bell_answers`` must be quick, and not raise."""
    now = desk.clock.now()
    bell = OK if bell_answers() else N_("no answer: phones ring up to a second later")
    try:
        with desk.book.writing() as page:
            beats, carrier, rota = page.beats(), page.carrier(), page.rota()
    except Outage:
        unknown = N_("unknown: the book cannot be asked")
        return Health(N_("cannot be written"), bell, unknown, unknown, unknown)
    return Health(
        bell=bell,
        ticker=OK if awake(beats, now) else N_("no worker or watch for ten seconds"),
        carrier=N_("calls are failing") if carrier.failing_at(now) else OK,
        rota=OK if _somebody(desk, rota) else N_("nobody can be rung"),
    )


@dataclass(frozen=True, slots=True)
class Vitals:
    """What a monitor may know: how the house does, and not whether anybody has called it."""

    #: By what it is ("worker" or "watch"), how long ago the latest of them gave a sign of life.
    silent_for: dict[str, timedelta]
    #: Whether what is due would not be done: nobody is awake, or the alarm says that work lies.
    #: Not whether anything is: that would tell whoever keeps the house that there is an
    #: escalation, which is not theirs to know.
    late: bool


def vitals(desk: Desk) -> Vitals:
    """Return what a monitor draws.

    Raises:
        BookUnavailable: the book cannot be asked.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        beats, alarms = page.beats(), page.alarms(now)
    stalled = any(one.stands and one.fault is Fault.STALLED for one in alarms)
    ages = sorted(((beat.role, now - beat.at) for beat in beats), reverse=True)
    return Vitals(silent_for=dict(ages), late=stalled or not awake(beats, now))


def _somebody(desk: Desk, rota: Rota) -> bool:
    plan = rota.plan(None)
    if plan is None:
        return False
    ladder = rota.on_duty(plan, desk.clock.now())
    return any(not rung.empty for rung in ladder.rungs)
