"""When each call had to come, told from the calls that came: the oracle of lateness.

It knows the ladders of `people` and nothing of the program's own timetable. Each call is due
from the one before it as that one really was, so that one late call is counted once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from faults.people import BEFORE_NEXT, BETWEEN_ROUNDS, BETWEEN_TRIES, OFFICERS, TRIES
from faults.record import Night, Ring

from service.domain.attempt import Outcome
from service.domain.escalation import Escalation
from service.domain.events import Kind

#: After so many rounds a ladder slows down to a quarter of an hour: longer than any night here.
QUICK_ROUNDS = 3
#: A call may come this much before its time: clocks are read before, and not in, a request.
EARLY = timedelta(seconds=1)
#: Who waits for a phone is told within this that it is free; somebody else may be told first.
TURN = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One place in the timetable: which round, and whose which call in it."""

    round: int
    everyone: bool
    rung: int
    number: int


@dataclass(frozen=True, slots=True)
class Due:
    """One call that had to come: by when, when it came, and how late that was."""

    slot: Slot
    at: datetime
    came: datetime | None
    seconds_late: float


def slots(night: Night, escalation: Escalation) -> dict[Slot, list[Ring]]:
    """Sort the calls that were placed for *escalation* into the places of the timetable."""
    found: dict[Slot, list[Ring]] = {}
    for ring in night.rings_of(escalation):
        attempt = escalation.attempt(ring.attempt)
        if attempt is not None and attempt.purpose.asks:
            slot = Slot(attempt.round, attempt.everyone, attempt.rung, attempt.number)
            found.setdefault(slot, []).append(ring)
    return found


def over_at(night: Night, escalation: Escalation) -> datetime:
    """Return when nobody had to be rung any more: taken, called off, or the end of the night."""
    ends = {Kind.ACKNOWLEDGED, Kind.SPOKEN, Kind.CANCELLED}
    history = night.histories[escalation.id]
    return next((event.at for event in history if event.kind in ends), night.until)


def engaged(night: Night, escalation: Escalation, phone: str, at: datetime) -> Ring | None:
    """Return the latest call to *phone* that was placed by *at* for anything else, if any was."""
    own = {attempt.id for attempt in escalation.attempts}
    found = [
        ring
        for ring in night.rings
        if ring.rang and ring.to == phone and ring.attempt not in own and ring.at <= at
    ]
    return max(found, key=lambda ring: ring.at, default=None)


def dues(night: Night, escalation: Escalation) -> list[Due]:
    """Return every call that had to come to *escalation*, and how it came."""
    return list(_Climb(night, escalation).walk())


def late(night: Night) -> list[float]:
    """Return the seconds by which each call of the night was late; 0 for one in time."""
    return [due.seconds_late for one in night.escalations.values() for due in dues(night, one)]


class _Climb:
    def __init__(self, night: Night, escalation: Escalation) -> None:
        self.escalation = escalation
        self.slots = slots(night, escalation)
        self.rings = night.rings_of(escalation)
        self.all_rings = sorted((one for one in night.rings if one.placed), key=lambda one: one.at)
        self.over = over_at(night, escalation)
        self.ladder = OFFICERS[int(escalation.ladder[-2:])]
        self.passed = {
            attempt.rung: attempt.ended_at
            for attempt in escalation.attempts
            if attempt.outcome is Outcome.PASSED_ON
        }

    def walk(self) -> Iterator[Due]:
        begins: datetime | None = self.escalation.raised_at
        number = 1
        while begins is not None and begins < self.over and number <= QUICK_ROUNDS:
            everyone: list[datetime] = []
            for slot, at in self._round(number, begins):
                due = self._due(slot, at)
                if due is None:
                    continue
                yield due
                if slot.everyone and due.came:
                    everyone.append(due.came)
            number += 1
            begins = min(everyone) + timedelta(seconds=BETWEEN_ROUNDS) if everyone else None

    def _round(self, number: int, begins: datetime) -> Iterator[tuple[Slot, datetime | None]]:
        """Yield the places of one round, each with its time, from what has come before it."""
        at: datetime | None = begins
        for rung, tries in enumerate(TRIES):
            first = Slot(number, False, rung, 1)
            yield first, at
            came = self._came(first)
            for again in range(2, tries + 1):
                before = self._came(Slot(number, False, rung, again - 1))
                yield Slot(number, False, rung, again), _later(before, BETWEEN_TRIES)
            at = _later(came, BEFORE_NEXT[rung])
            passed = self.passed.get(rung)
            if at is not None and passed is not None:
                at = min(at, passed)
        for rung in range(len(TRIES)):
            yield Slot(number, True, rung, 1), at

    def _due(self, slot: Slot, at: datetime | None) -> Due | None:
        if at is None:
            return None
        rests = slot.rung in self.passed and (slot.everyone or slot.round > 1 or slot.number > 1)
        came = self._came(slot)
        at = self._when_free(slot, at)
        ends = self._next_round(slot)
        if at is None or rests or at >= min(ends, self.over):
            return None
        until = came or min(ends, self.over)
        return Due(slot, at, came, max((until - at).total_seconds(), 0.0))

    def _came(self, slot: Slot) -> datetime | None:
        rings = self.slots.get(slot)
        return rings[0].at if rings else None

    def _when_free(self, slot: Slot, at: datetime) -> datetime | None:
        """Return *at*, or when this phone has ended the calls before; ``None`` if it has not.

        Also those of another call-out that were under way by then, and of whoever came between.
        """
        phone, came = self.ladder[slot.rung].phone, self._came(slot)
        for ring in self.all_rings:
            if ring.to != phone or (came is not None and ring.at >= came) or not ring.rang:
                continue
            if ring not in self.rings and ring.at > at + TURN:
                continue
            if ring.ended_at is None:
                return None
            at = max(at, ring.ended_at)
        return at

    def _next_round(self, slot: Slot) -> datetime:
        """Return when the next round began: what had not come by then came never."""
        later = [rings[0].at for other, rings in self.slots.items() if other.round > slot.round]
        return min(later, default=datetime.max.replace(tzinfo=self.over.tzinfo))


def _later(at: datetime | None, seconds: float) -> datetime | None:
    return None if at is None else at + timedelta(seconds=seconds)
