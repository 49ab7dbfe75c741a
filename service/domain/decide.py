"""The one question: what must happen next?"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from service.domain import aftermath, timetable
from service.domain.attempt import Attempt, AttemptState, Purpose
from service.domain.escalation import Climb, Escalation, Happening, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel, Rung
from service.domain.line import listening_to
from service.domain.plan import AskCarrier, Dial, Errand, FindOut, FollowUp, HangUp, Plan, Try
from service.domain.progress import ASK_AGAIN
from service.domain.timetable import Next


def next_actions(escalation: Escalation, now: datetime) -> Plan:
    """Say what must happen next to *escalation*, and when to look again.

    Pure: reads no clock, table or setting, so that a drill can replay a real night.
    """
    look = _Look(escalation, now)
    match escalation.state:
        case State.OPEN:
            look.mark_late()
            look.begin_round()
            if look.becomes is None:
                look.begin_rungs()
                look.try_everybody()
            look.follow(aftermath.ask_daily(escalation, now))
        case State.ACKNOWLEDGED:
            look.follow(aftermath.follow_up(escalation, now))
        case State.SPOKEN | State.CANCELLED:
            pass
        case _:
            assert_never(escalation.state)
    look.tend_attempts()
    return look.plan()


class _Look:
    """One look at one escalation: gathers what is due now and the earliest later moment."""

    def __init__(self, escalation: Escalation, now: datetime) -> None:
        self.escalation = self._seen = escalation
        self.climb = escalation.climb
        self.holder = escalation.holder
        self.asked_days = escalation.asked_days
        self.becomes: Happening | None = None
        self.now = now
        self.events: list[Event] = []
        self.tries: list[Try] = []
        self.errands: list[Errand] = []
        self.due_at: datetime | None = None

    def plan(self) -> Plan:
        return Plan(
            climb=self.climb,
            holder=self.holder,
            asked_days=self.asked_days,
            becomes=self.becomes,
            events=tuple(self.events),
            tries=tuple(self.tries),
            errands=tuple(self.errands),
            due_at=self.due_at,
        )

    def due(self, at: datetime) -> bool:
        """Whether *at* has come; if it has not, look again then."""
        if at <= self.now:
            return True
        self.due_at = at if self.due_at is None else min(self.due_at, at)
        return False

    def say(self, kind: Kind, name: str | None = None) -> None:
        self.events.append(Event(self.now, kind, name))

    def mark_late(self) -> None:
        """Say once for each gap that nobody has looked for too long: a restored book, an outage."""
        was_due = self.escalation.due_at
        if was_due is None or self.now - was_due <= LATE_AFTER:
            return
        self.say(Kind.LATE)
        if self.escalation.drill:
            # It was begun by day perhaps, and for an hour that suited.
            self.becomes = Happening.ENDED

    # Where we are on the ladder.

    def begin_round(self) -> None:
        ended = self.climb.everyone_at
        if ended is None or self.becomes is not None:
            return
        if self.escalation.drill:
            if self.due(ended + PRACTICE_ENDS):
                self.becomes = Happening.ENDED
            return
        if self.due(ended + timetable.gap_after(self.climb.round, self.escalation.pace)):
            self.climb = Climb(
                started_at=self.now, number=self.climb.number, round=self.climb.round + 1
            )
            self.say(Kind.ROUND)

    def begin_rungs(self) -> None:
        """Begin each rung whose time has come, and the everyone round after the last."""
        last = len(self.escalation.rungs)
        for index in range(self.climb.first, last):
            if index in self.climb.begun:
                continue
            if not self.due(self._start_of(index)):
                return
            self._begin(index)
        if self.climb.everyone_at is None and self.due(self._start_of(last)):
            self._begin_everyone()

    def _start_of(self, index: int) -> datetime:
        """Return when rung *index* begins: at once where the one before it is spent."""
        before = index - 1
        if before < self.climb.first or timetable.spent(self._here(), before, self.now):
            return self.now
        return self.climb.begun[before] + self.escalation.rungs[before].pace.before_next

    def _begin(self, index: int) -> None:
        rung = self.escalation.rungs[index]
        if rung.empty:
            self.say(Kind.NOBODY_ON_DUTY, rung.role)
        elif self.climb.begun and not timetable.unwilling(self._here(), rung, self.now):
            self.say(Kind.MOVED_ON, rung.name)
            if any(not self.escalation.rungs[before].empty for before in self.climb.begun):
                self._tell_of_the_next()
        self.climb = replace(self.climb, begun={**self.climb.begun, index: self.now})

    def _begin_everyone(self) -> None:
        self.climb = replace(self.climb, everyone_at=self.now)
        gap = timetable.gap_after(self.climb.round, self.escalation.pace)
        self.due(self.now + (PRACTICE_ENDS if self.escalation.drill else gap))
        if self.escalation.pace.everyone_after:
            self.say(Kind.EVERYONE)
        if self.climb.round == timetable.QUICK_ROUNDS:
            self.say(Kind.ASKED, self.escalation.raiser.name)

    def _tell_of_the_next(self) -> None:
        """Tell the colleague in the first round; later ones would say nothing new."""
        if self.climb.round == 1 and self.escalation.raiser.texts:
            self.tries.append(Try(purpose=Purpose.MOVED_ON, channel=Channel.TEXT))

    def _here(self) -> Escalation:
        if self._seen.climb is not self.climb:
            self._seen = replace(self.escalation, climb=self.climb)
        return self._seen

    # Whom to try.

    def try_everybody(self) -> None:
        """Plan every call and text that is due. One phone is never rung by two calls at once."""
        here = self._here()
        if self.climb.everyone_at is not None:
            self._tell_colleague(Purpose.NOBODY_YET)
            if self.climb.round >= timetable.QUICK_ROUNDS:
                self._tell_colleague(Purpose.STILL_NEEDED)
            if self.escalation.pace.everyone_after:
                for index, rung in enumerate(here.rungs):
                    if not self._rings_with_another(index):
                        coming = timetable.everyone_call(here, index)
                        self._consider(rung, index, coming, everyone=True)
        for index in self.climb.begun:
            rung = here.rungs[index]
            self._consider(rung, index, timetable.next_call(here, index))
            self._consider(rung, index, timetable.next_text(here, index))

    def _rings_with_another(self, index: int) -> bool:
        """Whether somebody further up has the same phone, whose ring names both.

        Somebody who passed it on and rests is not rung, and so cannot stand for the other.
        """
        phone, above = self.escalation.rungs[index].phone, self.escalation.rungs[:index]
        return any(
            other.phone == phone
            and other.has(Channel.CALL)
            and not timetable.unwilling(self.escalation, other, self.now)
            for other in above
        )

    def _consider(
        self, rung: Rung, index: int, coming: Next | None, *, everyone: bool = False
    ) -> None:
        if coming is None or timetable.unwilling(self.escalation, rung, self.now):
            return
        if not self.due(self._allowed(rung, coming)) or self._engaged(rung, coming.channel):
            return
        self.tries.append(
            Try(
                purpose=Purpose.OFFER,
                channel=coming.channel,
                rung=rung,
                index=index,
                number=coming.number,
                everyone=everyone,
            )
        )

    def _allowed(self, rung: Rung, coming: Next) -> datetime:
        """Return when it may be made: nobody is rung oftener than is humane."""
        if coming.channel is not Channel.CALL or rung.phone is None:
            return coming.at
        return max(coming.at, timetable.not_before(self.escalation, rung.phone) or coming.at)

    def _engaged(self, rung: Rung, channel: Channel) -> bool:
        """Whether this phone rings already; the end of that call brings us back here."""
        if channel is not Channel.CALL:
            return False
        planned = any(
            one.channel is Channel.CALL and one.rung and one.rung.phone == rung.phone
            for one in self.tries
        )
        return planned or any(
            attempt.live and attempt.channel is Channel.CALL and attempt.phone == rung.phone
            for attempt in self.escalation.attempts
        )

    def _tell_colleague(self, purpose: Purpose) -> None:
        told = any(
            attempt.purpose is purpose and attempt.climb == self.climb.number
            for attempt in self.escalation.attempts
        )
        if self.escalation.raiser.texts and not told:
            self.tries.append(Try(purpose=purpose, channel=Channel.TEXT))

    def follow(self, follow_up: FollowUp) -> None:
        """Take in what is due after somebody took it, or because it is a day old."""
        self.holder, self.asked_days = follow_up.holder, follow_up.asked_days
        self.becomes = self.becomes or follow_up.becomes
        self.events += follow_up.events
        self.tries += follow_up.tries
        for moment in follow_up.looks:
            self.due(moment)

    # What is under way.

    def tend_attempts(self) -> None:
        """Take up whatever a process left lying, or the carrier has been quiet about."""
        for attempt in self.escalation.attempts:
            for call in attempt.calls:
                wanted = call.hang_up_at
                if wanted is not None and not call.status.final and self.due(wanted):
                    self.errands.append(HangUp(attempt.id, call.sid))
            if attempt.live and attempt.due_at is not None and self.due(attempt.due_at):
                self.errands.append(_errand(attempt))
        self._ask_of_listeners()

    def _ask_of_listeners(self) -> None:
        """Ask of a call that goes on after its key: while it does, other call-outs wait for it."""
        for attempt in listening_to(self.escalation):
            if attempt.live or attempt.ended_at is None:
                continue  # Asked about like any other.
            if self.due(attempt.due_at or attempt.ended_at + ASK_AGAIN):
                self.errands.append(AskCarrier(attempt.id))


def _errand(attempt: Attempt) -> Errand:
    match attempt.state:
        case AttemptState.INTENT:
            return Dial(attempt.id)
        case AttemptState.DIALLING:
            return FindOut(attempt.id)
        case AttemptState.PLACED | AttemptState.ENDED:
            return AskCarrier(attempt.id)
        case _:
            assert_never(attempt.state)


#: What is looked at so much later than it was due is told as late. Far more than any crash may
#: cost, so that it always means that the whole of us was away, or that the book is a copy.
LATE_AFTER = timedelta(minutes=5)
#: A practice ends so long after everyone was rung: time for each phone to ring, and a key.
PRACTICE_ENDS = timedelta(seconds=90)
#: How long a process may be silent before another takes up what it was doing. It renews this.
LEASE = timedelta(seconds=3)
