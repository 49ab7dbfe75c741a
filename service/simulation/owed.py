"""What is owed to somebody by some moment: paid in time, excused, or a promise broken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from service.simulation.timeline import SECOND
from service.simulation.weather import Fault

if TYPE_CHECKING:
    from service.simulation.night import Night

#: What nothing going wrong may cost, in seconds: half a second and a tenth until the next tick,
#: two pauses of a busy machine, and the way to the carrier.
BASE = 2.0
#: How far clocks that differ and jump may put a moment off, in seconds.
CLOCK_SLACK = 5.0

Key = tuple[object, ...]
#: Gives ``None`` where nothing is owed any more, else seconds that are allowed besides.
Excuse = Callable[[], float | None]


@dataclass(slots=True, eq=False)
class Debt:
    """One thing that must happen: ideally at ``ideal``; the faults since ``since`` may delay it."""

    what: str
    ideal: int
    since: int
    excuse: Excuse
    allowed: float = 0.0
    #: Whether the carrier's words must come for it: lost and late ones may delay it.
    by_word: bool = False


@dataclass(slots=True)
class Owed:
    """All debts of one night."""

    night: "Night"
    debts: dict[Key, Debt] = field(default_factory=dict)
    #: The worst delay by the kind of fault that it is due to, in microseconds.
    worst: dict[str, int] = field(default_factory=dict)

    def owe(  # noqa: PLR0913 - a debt has so many sides
        self,
        key: Key,
        what: str,
        ideal: int,
        excuse: Excuse,
        *,
        allowed: float = 0.0,
        by_word: bool = False,
    ) -> None:
        """Note a debt; the same key a second time takes the place of the first."""
        night = self.night
        debt = Debt(what, ideal, night.time.now, excuse, allowed, by_word)
        self.debts[key] = debt
        night.time.at(ideal + int((BASE + allowed) * SECOND), partial(self._look, key, debt))

    def pay(self, key: Key) -> None:
        """Strike out a debt, if there is one, and note how late it was paid."""
        debt = self.debts.pop(key, None)
        if debt is None or debt.allowed or len(self.night.scene.presses) > 1:
            return
        late = self.night.time.now - debt.ideal
        name = self._due_to(debt)
        self.worst[name] = max(self.worst.get(name, 0), late)

    def drop(self, key: Key) -> None:
        """Strike out a debt that is owed no more."""
        self.debts.pop(key, None)

    def _due_to(self, debt: Debt) -> str:
        """Name what delayed it: the one fault that was at work, or several."""
        kinds = [one.kind for one in self._faults(debt)]
        if self.night.scene.per_second < 2:  # noqa: PLR2004 - the carrier's default pace
            kinds.append("one call a second")
        if self.night.skewed:
            kinds.append("clocks")
        if len(kinds) > 1:
            return "several"
        return next(iter(kinds), "nothing")

    def _look(self, key: Key, debt: Debt) -> None:
        if self.debts.get(key) is not debt:
            return
        excused = debt.excuse()
        if excused is None:
            del self.debts[key]
            return
        if excused:
            debt.allowed = max(debt.allowed, excused)
        night = self.night
        limit = debt.ideal + int((BASE + debt.allowed + self._delay(debt)) * SECOND)
        if night.time.now < limit:
            night.time.at(limit, partial(self._look, key, debt))
        else:
            del self.debts[key]
            night.violates("late", f"{debt.what}, {(night.time.now - debt.ideal) / SECOND:.1f} s")

    def _delay(self, debt: Debt) -> float:
        """Return the seconds that what went wrong meanwhile may cost."""
        faults = sum(one.cost for one in self._faults(debt))
        queue = self.night.watch.queue_for_calls(debt.since)
        return faults + queue + CLOCK_SLACK * self.night.skewed

    def _faults(self, debt: Debt) -> list[Fault]:
        """Return what went wrong meanwhile and may delay it."""
        return [
            one
            for one in self.night.ledger.during(debt.since)
            if one.cost and (debt.by_word or not one.kind.startswith("callback"))
        ]
