"""Watches that it goes on until the two have spoken, and that nobody breaks in while they do.

Like ``climbs``, it asks no rule: it works out from the ladder's figures, from what was committed
and from what the carrier saw, what must come after somebody took it.
"""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from service.domain.attempt import Attempt, CallStatus, Outcome, Purpose
from service.domain.escalation import Escalation, State
from service.domain.events import Kind
from service.simulation.climbs import OFTEN, OFTEN_IN, SOONER
from service.simulation.legs import Leg
from service.simulation.timeline import SECOND
from service.simulation.told import is_wrong

if TYPE_CHECKING:
    from service.simulation.carrier import Call
    from service.simulation.night import Night

#: How long it may take, in seconds, until it is known that nobody is put through any more, if
#: every word of it was lost: its whole ring twice over, or two looks at a call that was answered.
FINDING_OUT = 60.0
#: A joined call that lasted so long may have been a talk, in microseconds.
PERHAPS_A_TALK = 28 * SECOND
#: Seconds by which what is dialled may ring later, where nothing is wrong.
ON_ITS_WAY = 60 * SECOND

MICROSECOND = timedelta(microseconds=1)
#: What makes ringing go on after somebody had it.
RESUMING = (Kind.RESUMED, Kind.HANDED_BACK)

#: A taking: of which escalation, in which climb.
Taking = tuple[str, int]


class Spoken:
    """Follows each escalation from the key until it is over, or rings again."""

    def __init__(self, night: "Night") -> None:
        self._night = night
        self._legs: dict[str, list[Leg]] = {}
        #: When an officer asked to be put through, by the escalation.
        self._keys: dict[str, list[int]] = {}
        #: What the carrier was asked for; by a clock that is fast before it is owed.
        self._asked: set[tuple[object, ...]] = set()

    def follow(self, before: Escalation | None, after: Escalation) -> None:
        """See what was committed, and note what must come."""
        held = before is not None and before.holder is not None
        if after.state is State.ACKNOWLEDGED and not held:
            self._taken(after)
        if before is None or before.state is not State.ACKNOWLEDGED:
            return
        fresh = after.attempts[len(before.attempts) :]
        if any(one.purpose in (Purpose.REMINDER, Purpose.QUESTION) for one in fresh):
            self._not_while_they_talk(before, "a reminder, or a question")
        if after.state is State.OPEN:
            self._rings_again(before, after)

    # What is owed.

    def _taken(self, after: Escalation) -> None:
        """Owe the reminder, the question and the resumption, each when its time comes."""
        holder, pace = after.holder, after.pace
        rung = after.officer(holder.person) if holder else None
        coming = [("resumption", pace.spoken_limit)]
        if holder and rung and rung.texts and not is_wrong(after, holder.phone):
            coming.append((Purpose.REMINDER, pace.spoken_reminder))
        if after.raiser.texts:
            coming.append((Purpose.QUESTION, pace.spoken_question))
        taking, now = (after.id, after.climb.number), self._night.time.now
        for what, wait in coming:
            ideal = now + int(wait.total_seconds() * SECOND)
            self._night.time.at(ideal, partial(self._falls_due, taking, what, ideal))

    def _falls_due(self, taking: Taking, what: str, ideal: int) -> None:
        excuse = partial(self._excuse, taking, what, ideal)
        allowed, key = excuse(), ("spoken", *taking, what)
        if allowed is not None and key not in self._asked:
            self._night.owed.owe(key, f"the {what}", ideal, excuse, allowed=allowed, by_word=True)

    def _excuse(self, taking: Taking, what: str, ideal: int) -> float | None:
        """Say why it need not come now, or must wait: somebody said so, or the two talk."""
        here = self._night.book.peek(taking[0])
        if here is None or here.state is not State.ACKNOWLEDGED or here.climb.number != taking[1]:
            return None
        sent = [one for one in here.attempts if one.purpose == what and one.climb == taking[1]]
        talked = what == Purpose.REMINDER and self._may_have_talked(here)
        if talked or any(one.outcome is not None for one in sent):
            return None
        return self._put_off(here, what, ideal)

    def _put_off(self, here: Escalation, what: str, ideal: int) -> float:
        """Return for how long they were put through, or talked, beyond *ideal*, in seconds."""
        now, last = self._night.time.now, self._keys.get(here.id, [])[-1:]
        for leg in self._legs.get(here.id, ()):
            end = now if leg.ended is None else leg.ended
            confirms = what == "resumption" and leg.joined is not None
            last.append(end + confirms * (here.pace.spoken_reminder // MICROSECOND))
        if not last:
            return 0.0
        beyond = (max(last) - ideal) / SECOND + FINDING_OUT
        return max(beyond, 0.0)

    def _may_have_talked(self, here: Escalation) -> bool:
        """Whether the two were joined for long enough, by what the carrier or the book saw."""
        joined = [leg for leg in self._legs.get(here.id, ()) if leg.joined is not None]
        truly = any((leg.ended or 0) - (leg.joined or 0) >= PERHAPS_A_TALK for leg in joined)
        return truly or any(one.talked for one in here.attempts)

    def asked(self, here: Escalation, attempt: Attempt) -> None:
        """Note that the carrier was asked for a text."""
        key = ("spoken", here.id, attempt.climb, attempt.purpose)
        self._asked.add(key)
        self._night.owed.pay(key)

    # What may not be.

    def _rings_again(self, before: Escalation, after: Escalation) -> None:
        night, taking = self._night, (before.id, before.climb.number)
        night.owed.pay(("spoken", *taking, "resumption"))
        last = [one for one in night.book.history(after.id) if one.kind in RESUMING][-1:]
        if not last or last[0].kind is not Kind.RESUMED or last[0].channel is not None:
            return  # Somebody asked for it.
        self._not_while_they_talk(before, "ringing resumed")
        holder = before.holder
        if holder is None:
            return
        due = night.time.moment(holder.at + before.pace.spoken_limit)
        early = (due - night.time.now) / SECOND
        if early > SOONER + 5.0 * night.skewed + night.hesitation / SECOND:
            night.violates("too soon", f"ringing resumed {early:.1f} s before its time")

    def _not_while_they_talk(self, here: Escalation, what: str) -> None:
        holder = here.holder
        for leg in self._legs.get(here.id, ()):
            if leg.talking and holder and leg.parent.attempt.phone == holder.phone:
                self._night.violates("breaks in", f"{what} while the two talk")

    # What the carrier saw.

    def asked_through(self, escalation_id: str) -> None:
        """Note that an officer pressed the key that puts them through."""
        self._keys.setdefault(escalation_id, []).append(self._night.time.now)

    def placed(self, leg: Leg) -> None:
        """See that the colleague's phone is rung no oftener than that key was pressed."""
        legs = self._legs.setdefault(leg.escalation, [])
        legs.append(leg)
        if len(legs) > len(self._keys.get(leg.escalation, ())):
            self._night.violates("double ring", "the colleague's phone, twice for one key")
        if any(one is not leg and one.attempt.id == leg.attempt.id for one in legs):
            self._night.violates("double ring", "the colleague's phone, twice on one attempt")

    def joined(self, leg: Leg) -> None:
        """See that somebody pressed a key on the colleague's phone."""
        if not leg.key:
            self._night.violates("joined", "without the colleague's key")

    def rung(self, call: "Call") -> None:
        """See that no phone is rung for one escalation more often than is humane."""
        night = self._night
        found = night.book.peek(call.escalation)
        since = night.time.now - OFTEN_IN + ON_ITS_WAY
        rang = [
            one
            for one in night.carrier.calls.values()
            if one.escalation == call.escalation and one.attempt.phone == call.attempt.phone
            if one.taken_at >= since and one is not call and _may_have_rung(found, one)
        ]
        if len(rang) >= OFTEN + night.watch.duplicates:
            night.violates("too often", f"call {len(rang) + 1} to one phone within the hour")


def _may_have_rung(found: Escalation | None, call: "Call") -> bool:
    kept = found.attempt(call.attempt.id) if found else None
    failed = kept is not None and kept.outcome is Outcome.FAILED
    return not call.ghost and not failed and call.status is not CallStatus.FAILED
