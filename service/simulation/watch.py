"""Looks at every commit and every request: the promises, each checked as it is kept or broken."""

from itertools import zip_longest
from typing import TYPE_CHECKING

from service.desk.spots import Said
from service.domain import words
from service.domain.attempt import Attempt, AttemptState, CallStatus, Failure, Purpose
from service.domain.escalation import Escalation, Holder, State
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber
from service.simulation.climbs import Climbs
from service.simulation.spoken import Spoken
from service.simulation.strand import Strand
from service.simulation.timeline import SECOND
from service.simulation.told import Notices

if TYPE_CHECKING:
    from service.simulation.carrier import Call, Text
    from service.simulation.night import Night

#: From which state to which an escalation may go in one commit; written down once more here,
#: since a watchman who reads the machine's own table sees no mistake in it.
MOVES = {
    (State.OPEN, State.ACKNOWLEDGED),
    (State.OPEN, State.SPOKEN),
    (State.OPEN, State.CANCELLED),
    (State.ACKNOWLEDGED, State.OPEN),
    (State.ACKNOWLEDGED, State.SPOKEN),
    (State.ACKNOWLEDGED, State.CANCELLED),
}
#: The same for attempts; back to an intent only what is no offer.
STEPS = {
    (AttemptState.INTENT, AttemptState.DIALLING),
    (AttemptState.INTENT, AttemptState.ENDED),
    (AttemptState.DIALLING, AttemptState.PLACED),
    (AttemptState.DIALLING, AttemptState.ENDED),
    (AttemptState.PLACED, AttemptState.ENDED),
}
#: Seconds within which a ring that nobody needs is ended, and how long one is let be that is
#: not known of: its answer may take as long.
HANGING_UP = 1.0
UNKNOWN = 5.0
#: What may end in one more ring than was meant: the answer was lost, or nobody could keep it.
EXCUSES = (
    "answer lost",
    "request lost",
    "slow answer",
    "list lags",
    "frozen",
    "died",
    "ended itself",
    "book away",
    "commit uncertain",
)


class Watch:
    """The watchman of one night. He knows what was committed and what the carrier did."""

    def __init__(self, night: "Night") -> None:
        self._night = night
        self.climbs = Climbs(night)
        self.notices = Notices(night)
        self.spoken = Spoken(night)
        self.owners: dict[str, str] = {}
        self.duplicates = 0
        self._asked: dict[str, int] = {}
        self._asks: list[int] = []
        self._looked: dict[str, int] = {}
        self._slots: dict[tuple[object, ...], Call] = {}
        self._known: dict[str, Escalation] = {}
        #: Which of them have a call that waits for its turn.
        self.in_line: set[str] = set()
        #: When each was pressed and first acknowledged, in microseconds.
        self._pressed_at: dict[str, int] = {}
        self.taken_at: dict[str, int] = {}

    def known(self, escalation_id: str) -> Escalation | None:
        """Return it as it was at the look before."""
        return self._known.get(escalation_id)

    def waits(self) -> list[float]:
        """Return the seconds from each press to its first acknowledgement, where it had one."""
        return [
            (taken - self._pressed_at[escalation_id]) / SECOND
            for escalation_id, taken in self.taken_at.items()
        ]

    def look(self, escalation_id: str) -> Escalation | None:
        """See what the latest commit changed in one escalation; return it if anything did."""
        after = self._night.book.peek(escalation_id)
        before = self._known.get(escalation_id)
        if after is None or after is before or _same(before, after):
            return None
        self._known[escalation_id] = after
        self._pressed_at.setdefault(escalation_id, self._night.time.now)
        self._moved(before, after)
        self._look_at_attempts(before, after)
        self.climbs.follow(before, after)
        self.spoken.follow(before, after)
        if before is not None and before.state is State.OPEN and after.state is not State.OPEN:
            self._left_open(after)
        return after

    def _look_at_attempts(self, before: Escalation | None, after: Escalation) -> None:
        known = () if before is None else before.attempts
        waits = False
        for was, attempt in zip_longest(known[: len(after.attempts)], after.attempts):
            waits = waits or attempt.in_line_since is not None
            if attempt is not was:
                self._stepped(after, was, attempt)
        if waits:
            self.in_line.add(after.id)
        else:
            self.in_line.discard(after.id)

    def _moved(self, before: Escalation | None, after: Escalation) -> None:
        violates = self._night.violates
        if after.state is State.OPEN and (after.holder or after.due_at is None):
            violates(
                "given up", "open, and nothing is due" if not after.holder else "open and held"
            )
        if before is None:
            return
        if before.state is not after.state and (before.state, after.state) not in MOVES:
            violates("states", f"from {before.state} to {after.state}")
        if before.holder and after.holder and _taking(before.holder) != _taking(after.holder):
            violates("one holder", "a second holder took it from the first")

    def _stepped(self, escalation: Escalation, was: Attempt | None, now: Attempt) -> None:
        if was is None:
            self.owners[now.id] = escalation.id
            return
        if was.state is not now.state:
            self._changed_state(escalation, was, now)
        if now.outcome is not was.outcome:
            self.climbs.outcome(escalation, now)
        if now.failure is Failure.ENGAGED and was.failure is not Failure.ENGAGED:
            self.climbs.engaged.passed_over(escalation, now)
        back = now.calls is not was.calls and _went_back(was, now)
        if back or now.fence < was.fence:
            self._night.violates("backwards", "the status of a call, or a fence")

    def _changed_state(self, escalation: Escalation, was: Attempt, now: Attempt) -> None:
        step = was.state, now.state
        back = step == (AttemptState.DIALLING, AttemptState.INTENT)
        if step not in STEPS and not (back and was.purpose is not Purpose.OFFER):
            how = f"an attempt from {was.state} to {now.state}"
            self._night.violates("backwards", how)
        late = now.state is AttemptState.DIALLING and now.purpose.asks
        if late and escalation.state is not State.OPEN:
            self._night.violates("no ring after", "an attempt began to dial after it was taken")

    def _left_open(self, escalation: Escalation) -> None:
        """It is taken or over: whoever still rings is hung up, and who must know is told."""
        now = self._night.time.now
        if escalation.state is State.ACKNOWLEDGED:
            self.taken_at.setdefault(escalation.id, now)
            self.notices.owe(escalation)
        for call in self._night.carrier.calls.values():
            # What puts the two through is nobody's ring to be hung up.
            if call.escalation == escalation.id and call.attempt.purpose.asks:
                self._owe_quiet(call)

    def _owe_quiet(self, call: "Call") -> None:
        """Owe the end of a ring; a call that the book has not heard of cannot be ended yet."""
        began = self._night.time.now

        def excuse() -> float | None:
            if call.status.final or call.status is CallStatus.IN_PROGRESS:
                return None
            found = self._known.get(call.escalation)
            kept = found.attempt(call.attempt.id) if found else None
            known = kept is not None and kept.call(call.sid) is not None
            return 0.0 if known else (self._night.time.now - began) / SECOND + UNKNOWN

        if excuse() is not None and not call.ghost:
            key = ("quiet", call.sid)
            self._night.owed.owe(key, "hanging up", began, excuse, allowed=HANGING_UP)

    # What the carrier sees.

    def asked(self, strand: Strand, attempt: Attempt) -> None:
        """Note a request."""
        night = self._night
        about = (
            attempt.purpose,
            attempt.channel,
            attempt.name,
            f"{attempt.round}.{attempt.number}",
        )
        night.say("asks", strand.process.name, *about, attempt.id)
        self._asked[attempt.id] = night.time.now
        if attempt.channel is Channel.CALL:
            self._asks.append(night.time.now)
        found = night.book.peek(self.owners[attempt.id])
        if found is not None:
            self.climbs.asked(found, attempt)
            self.spoken.asked(found, attempt)

    def asked_at(self, attempt_id: str) -> int:
        """Return when the carrier was asked for an attempt."""
        return self._asked[attempt_id]

    def taken(self, call: "Call") -> None:
        """See that nobody is rung twice for one try, but where an answer was lost."""
        one = call.attempt
        slot = (call.escalation, one.climb, one.round, one.rung, one.number, one.everyone)
        before = self._slots.get(slot)
        self._slots[slot] = call
        if before is not None and before.status is not CallStatus.BUSY and not before.ghost:
            self._second_ring(before, call)
        self.spoken.rung(call)
        found = self._night.book.peek(call.escalation)
        # What tells whoever took it whom to ring is rung because it was taken.
        if call.attempt.purpose.asks and found is not None and found.state is not State.OPEN:
            self._owe_quiet(call)

    def _second_ring(self, before: "Call", call: "Call") -> None:
        self.duplicates += 1
        if before.attempt.id == call.attempt.id:
            self._night.violates("double ring", "one attempt was placed twice")
        elif not call.attempt.possible_duplicate:
            self._night.violates("double ring", "a second ring that is not marked as possible")
        elif self._looked.get(call.attempt.phone.e164, -1) < self._could_be_seen(before):
            self._night.violates("double ring", "a second ring with no look for the first")
        elif not any(one.kind.startswith(EXCUSES) for one in self._night.ledger.faults):
            self._night.violates("double ring", "a second ring with no answer lost")

    def _could_be_seen(self, call: "Call") -> int:
        """Return from when a look should have found it; never, if a sleeper asked long after."""
        found = self._known.get(call.escalation)
        kept = found.attempt(call.attempt.id) if found else None
        began = self._night.time.moment(kept.dialled_at) if kept and kept.dialled_at else 0
        slept = self._asked[call.attempt.id] - began > UNKNOWN * SECOND
        return -1 if slept else call.taken_at

    def looked(self, phone: PhoneNumber) -> None:
        """Note that the carrier was asked what calls there are to a phone."""
        self._looked[phone.e164] = self._night.time.now

    def texted(self, text: "Text") -> None:
        """Note a text that the carrier took."""
        self.notices.texted(text)

    def refused(self, attempt: Attempt) -> None:
        """Note that this person is not reached so: whoever is next is tried at once."""
        self.notices.refused(attempt)

    def ended(self, call: "Call") -> None:
        """Note the end of a call."""
        self._night.owed.drop(("quiet", call.sid))
        self.climbs.ended(call)

    def heard(self, call: "Call", said: Said) -> None:
        """See that whoever is told "it is yours" has it."""
        offered = said.spot.offered if said.spot else ()
        found = self._night.book.peek(offered[0].escalation if offered else call.escalation)
        if found is None or call.attempt.person is None:
            return
        first_name = call.attempt.name.split(maxsplit=1)[0]
        yours = words.taken_by_you(first_name, found.raiser.name, found.raiser.phone)
        if said.script == yours and call.attempt.person not in found.had_by:
            self._night.violates("one holder", "somebody was told what is not so")

    def queue_for_calls(self, since: int) -> float:
        """Return the seconds that calls since *since* may have waited for the carrier's pace."""
        pace = self._night.scene.per_second
        recent = sum(1 for moment in self._asks if moment >= since - 3 * SECOND)
        wanted = sum(
            1
            for escalation_id in self._night.book.known()
            for one in getattr(self._night.book.peek(escalation_id), "attempts", ())
            if one.state is AttemptState.INTENT
        )
        return 1.6 * (recent + wanted) / pace


def _taking(holder: Holder) -> tuple[object, ...]:
    """Return what makes it one holder: who took it, when and how."""
    return holder.person, holder.at, holder.channel


def _same(before: Escalation | None, after: Escalation) -> bool:
    """Whether nothing has changed. All fields are compared only where the version says nothing."""
    return before is not None and before.version == after.version and before == after


def _went_back(was: Attempt, now: Attempt) -> bool:
    """Whether a call that was known is gone, or stands where it stood before."""
    kept = [now.call(call.sid) for call in was.calls]
    pairs = zip(was.calls, kept, strict=True)
    return any(one is None or one.status.rank < call.status.rank for call, one in pairs)
