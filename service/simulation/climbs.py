"""Watches that nobody is skipped: each rung begins in its time, and each person is tried.

Kept apart from ``domain.timetable`` on purpose: it looks at what happened and at the ladder's
figures, and works out by itself what must come next.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from service.domain.attempt import Attempt, CallStatus, Failure, Outcome, Purpose
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel, Rung
from service.simulation.engaged import Engaged
from service.simulation.timeline import SECOND

if TYPE_CHECKING:
    from service.simulation.carrier import Call
    from service.simulation.night import Night

#: A phone that is engaged may keep others waiting for so long, in seconds: a few calls for
#: each call-out that is under way.
ENGAGED = 240.0
REST = timedelta(minutes=30)
#: How much sooner than its time a rung may begin, in seconds, by rounding alone.
SOONER = 0.01

#: A phone is rung for one escalation no oftener than so, in microseconds.
OFTEN, OFTEN_IN = 12, 3600 * SECOND
#: What lets the next rung begin at once, while the try itself goes on waiting.
KEPT_BACK = (Failure.CARRIER, Failure.ENGAGED)

Place = tuple[str, int, int]


class Climbs:
    """Follows each escalation up its ladder."""

    def __init__(self, night: "Night") -> None:
        self._night = night
        self.engaged = Engaged(night)
        #: When each rung began, as it was committed.
        self._begun: dict[tuple[Place, int], int] = {}

    def follow(self, before: Escalation | None, after: Escalation) -> None:
        """See what has begun, and note what must come next."""
        if after.state is not State.OPEN:
            return
        place, owed, now = _place(after), self._night.owed, self._night.time.now
        fresh = before is None or before.state is not State.OPEN or _place(before) != place
        if fresh:
            owed.pay(("round", place))
            self._owe_rung(after, after.climb.first, now)
        elif before is not None and before.climb is after.climb:
            return
        known = {} if fresh or before is None else before.climb.begun
        for index in after.climb.begun:
            if index not in known:
                self._rung_began(before, after, index)
        if after.climb.everyone_at and (fresh or (before and not before.climb.everyone_at)):
            self._everyone_began(after)

    def _owe_rung(self, escalation: Escalation, index: int, ideal: int) -> None:
        """Owe the beginning of rung *index*; after the last one, of the everyone round."""
        place = _place(escalation)
        last = index >= len(escalation.rungs)
        key = ("everyone", place) if last else ("rung", place, index)
        what = "the everyone round" if last else f"rung {index + 1}"
        self._night.owed.owe(key, what, ideal, partial(self._rung_excuse, place, index))

    def _rung_excuse(self, place: Place, index: int) -> float | None:
        """Allow for somebody who had said no and is rung all the same, as nobody else is left."""
        here = self._here(place)
        if here is None:
            return None
        if index == here.climb.first:
            return 0.0
        before = here.rungs[index - 1]
        back = _willing(here, before, self._night.time.instant())
        said_no = any(one.outcome is Outcome.PASSED_ON for one in _tries(here, before))
        return before.pace.before_next.total_seconds() if back and said_no else 0.0

    def outcome(self, escalation: Escalation, attempt: Attempt) -> None:
        """Owe the next rung at once where somebody passed it on, or cannot be reached."""
        place, index = _place(escalation), attempt.rung
        spent = attempt.outcome in (Outcome.PASSED_ON, Outcome.WRONG_PERSON)
        spent = spent or (attempt.outcome is Outcome.FAILED and attempt.channel is Channel.CALL)
        here = (escalation.id, attempt.climb, attempt.round) == place
        latest = max(escalation.climb.begun, default=-1) == index
        offer = attempt.purpose is Purpose.OFFER and not attempt.everyone
        open_still = escalation.state is State.OPEN and not escalation.climb.everyone_at
        if spent and here and latest and offer and open_still:
            self._owe_rung(escalation, index + 1, self._night.time.now)

    def _here(self, place: Place) -> Escalation | None:
        """Return the escalation if it still climbs at *place*."""
        found = self._night.book.peek(place[0])
        climbs = found is not None and found.state is State.OPEN and _place(found) == place
        return found if climbs else None

    def _rung_began(self, before: Escalation | None, after: Escalation, index: int) -> None:
        place, now, rung = _place(after), self._night.time.now, after.rungs[index]
        self._night.owed.pay(("rung", place, index))
        if index > after.climb.first:
            self._not_too_soon(before or after, after, index)
        self._begun[place, index] = now
        willing = _willing(after, rung, self._night.time.instant())
        wait = rung.pace.before_next.total_seconds() if willing else 0.0
        self._owe_rung(after, index + 1, now + int(wait * SECOND))
        if willing:
            what = f"the first try of rung {index + 1}"
            self._owe_try(Slot(place, index), what, now)

    def _not_too_soon(self, before: Escalation, after: Escalation, index: int) -> None:
        rung = after.rungs[index - 1]
        began = self._begun.get((_place(after), index - 1))
        over = (Outcome.PASSED_ON, Outcome.FAILED, Outcome.WRONG_PERSON)
        tries = _tries(before, rung)
        spent = any(one.outcome in over or one.failure in KEPT_BACK for one in tries)
        if began is None or spent or not _willing(before, rung, self._night.time.instant()):
            return
        early = began + rung.pace.before_next // timedelta(microseconds=1) - self._night.time.now
        if early > (SOONER + 5.0 * self._night.skewed) * SECOND + self._night.hesitation:
            self._night.violates("too soon", f"rung {index + 1}, {early / SECOND:.1f} s")

    def _everyone_began(self, escalation: Escalation) -> None:
        place, now, owed = _place(escalation), self._night.time.now, self._night.owed
        owed.pay(("everyone", place))
        gap = _gap(place[2], escalation)
        coming = (place[0], place[1], place[2] + 1)
        owed.owe(
            ("round", coming),
            f"round {coming[2]}",
            now + int(gap.total_seconds() * SECOND),
            lambda: 0.0 if self._here(place) else None,
        )
        if not escalation.pace.everyone_after:
            return
        for index in range(len(escalation.rungs)):
            if self._rings_for_itself(escalation, index):
                what = f"rung {index + 1} in the everyone round"
                self._owe_try(Slot(place, index, everyone=True), what, now)

    def _rings_for_itself(self, escalation: Escalation, index: int) -> bool:
        """Whether this rung is rung in the everyone round: one ring for all who share a phone."""
        now, rung = self._night.time.instant(), escalation.rungs[index]
        sharing = [one for one in escalation.rungs[:index] if one.phone == rung.phone]
        shared = any(_willing(escalation, one, now) for one in sharing)
        return _willing(escalation, rung, now) and not shared

    def _owe_try(self, slot: "Slot", what: str, ideal: int, allowed: float = 0.0) -> None:
        excuse = partial(self._excuse, slot, ideal)
        allowed += excuse() or 0.0
        self._night.owed.owe(slot.key, what, ideal, excuse, allowed=allowed, by_word=True)

    def _excuse(self, slot: "Slot", ideal: int) -> float | None:
        """Say why somebody need not be tried now, or must wait."""
        here = self._here(slot.place)
        if here is None or slot.index >= len(here.rungs):
            return None
        rung = here.rungs[slot.index]
        before = here.attempt(slot.after)
        over = before is not None and before.outcome not in (
            None, Outcome.NO_ANSWER, Outcome.NO_KEY
        )  # fmt: skip
        time = self._night.time
        said_no = slot.passed_on(here, time.instant(ideal - time.now))
        if over or said_no or not _willing(here, rung, time.instant()):
            return None
        if self.engaged.on_our_line(rung.phone, here.id):
            return (self._night.time.now - ideal) / SECOND + ENGAGED
        waiting = len(self._night.book.known())
        often = (self._rested_at(here, rung) - ideal) / SECOND
        # Once it may be rung again, the everyone round's call may come first.
        return max(often, 0.0) + (ENGAGED * waiting if self._engaged(rung, slot) else 0.0)

    def _rested_at(self, escalation: Escalation, rung: Rung) -> int:
        """Return from when a phone that has rung as often as it may be rung is rung again."""
        rang = sorted(
            self._night.time.moment(one.dialled_at)
            for one in escalation.offers()
            if one.channel is Channel.CALL and one.phone == rung.phone
            if one.dialled_at is not None and one.outcome is not Outcome.FAILED
        )
        return rang[-OFTEN] + OFTEN_IN if len(rang) >= OFTEN else 0

    def _engaged(self, rung: Rung, slot: "Slot") -> bool:
        """Whether this phone rings, or is talked on, for any other try than this."""
        for escalation_id in self._night.book.known():
            found = self._night.book.peek(escalation_id)
            for one in found.attempts if found else ():
                calls = one.live and one.channel is Channel.CALL and one.phone == rung.phone
                if calls and not slot.is_for(escalation_id, one):
                    return True
        return False

    # What the carrier saw.

    def asked(self, escalation: Escalation, attempt: Attempt) -> None:
        """Note that the carrier was asked to ring or text somebody for an offer."""
        if attempt.purpose is not Purpose.OFFER:
            return
        place, owed = (escalation.id, attempt.climb, attempt.round), self._night.owed
        if attempt.channel is Channel.TEXT:
            return
        number = 1 if attempt.everyone else attempt.number
        owed.pay(Slot(place, attempt.rung, number, attempt.everyone).key)

    def not_taken(self, attempt: Attempt) -> None:
        """Owe the same call once more: the carrier has not taken it."""
        place = (self._night.owner_of(attempt.id), attempt.climb, attempt.round)
        if attempt.purpose is Purpose.OFFER and attempt.channel is Channel.CALL:
            number = 1 if attempt.everyone else attempt.number
            slot = Slot(place, attempt.rung, number, attempt.everyone)
            self._owe_try(slot, "a call that was not taken", self._night.time.now, 1.0)

    def ended(self, call: "Call") -> None:
        """Owe the next call to somebody whose phone rang in vain."""
        attempt, here = (
            call.attempt,
            self._here((call.escalation, call.attempt.climb, call.attempt.round)),
        )
        vain = call.status in (CallStatus.NO_ANSWER, CallStatus.COMPLETED)
        if here is None or not vain or attempt.purpose is not Purpose.OFFER or attempt.everyone:
            return
        rung = here.rungs[attempt.rung]
        kept = here.attempt(attempt.id)
        silent = kept is not None and kept.outcome in (None, Outcome.NO_ANSWER, Outcome.NO_KEY)
        if not silent or attempt.number >= rung.pace.tries:
            return
        started = self._night.watch.asked_at(attempt.id)
        ideal = max(started + rung.pace.between_tries // timedelta(microseconds=1), call.ended or 0)
        slot = Slot(_place(here), attempt.rung, number=attempt.number + 1, after=attempt.id)
        self._owe_try(slot, f"try {slot.number} of rung {slot.index + 1}", ideal, 1.0)


@dataclass(frozen=True, slots=True)
class Slot:
    """One try that is owed: the first of a rung, a later one by its number, or everyone's."""

    place: Place
    index: int
    number: int = 1
    everyone: bool = False
    #: The try before, where its end is what this one waits for.
    after: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What the debt goes by."""
        return ("try", self.place, self.index, self.number, self.everyone)

    def passed_on(self, here: Escalation, owed: datetime) -> bool:
        """Whether they said no after this try was owed; or just before, on another's ring."""
        since = owed if self.everyone else owed - timedelta(seconds=1)
        tries = _tries(here, here.rungs[self.index])
        ends = [one.ended_at for one in tries if one.outcome is Outcome.PASSED_ON]
        return any(end is not None and end >= since for end in ends)

    def is_for(self, escalation_id: str, one: Attempt) -> bool:
        """Whether an attempt is this try."""
        mine = (escalation_id, one.climb, one.round) == self.place and one.rung == self.index
        if not mine or one.everyone is not self.everyone:
            return False
        return self.everyone or one.number == self.number


def _place(escalation: Escalation) -> Place:
    return escalation.id, escalation.climb.number, escalation.climb.round


def _tries(escalation: Escalation, rung: Rung) -> list[Attempt]:
    return [one for one in escalation.offers() if one.person == rung.person]


def _willing(escalation: Escalation, rung: Rung, now: datetime) -> bool:
    """Whether they must be tried: they have not said no; if all have, all are tried again."""
    if rung.empty or not rung.has(Channel.CALL):
        return False
    wrong = {one.phone for one in escalation.attempts if one.outcome is Outcome.WRONG_PERSON}
    resting = {
        one.person
        for one in escalation.attempts
        if one.outcome is Outcome.PASSED_ON and one.ended_at and now - one.ended_at < REST
    }
    if rung.phone in wrong or rung.person not in resting:
        return rung.phone not in wrong
    left = (one for one in escalation.rungs if not one.empty and one.phone not in wrong)
    return all(one.person in resting for one in left)


def _gap(number: int, escalation: Escalation) -> timedelta:
    """Return the wait to the round after round *number*, by the table of the pace."""
    own = escalation.pace.between_rounds
    if number < 3:  # noqa: PLR2004 - three quick rounds
        return own
    return max(own, timedelta(minutes=15 if number < 6 else 30))  # noqa: PLR2004 - as many again
