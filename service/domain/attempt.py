"""One try to reach one person by one channel, and what came of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.ladder import Channel
from service.domain.people import PhoneNumber


class AttemptState(StrEnum):
    """How far a try has come. It moves down this list, and back up in one case only.

    What the carrier would not take, and is worth sending later, is an intent again.
    """

    #: Written down, nothing asked of the carrier yet.
    INTENT = "intent"
    #: The carrier is being asked. Whoever dies here leaves it uncertain.
    DIALLING = "dialling"
    #: The carrier has it, under its own id.
    PLACED = "placed"
    #: Over; ``outcome`` says how.
    ENDED = "ended"


class Outcome(StrEnum):
    """What came of a try."""

    ACKNOWLEDGED = "acknowledged"
    PASSED_ON = "passed_on"
    #: Somebody or something answered, and pressed nothing: a mailbox, or a sleeper.
    NO_KEY = "no_key"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    FAILED = "failed"
    WRONG_PERSON = "wrong_person"
    #: Ended by us, because it was no longer needed.
    WITHDRAWN = "withdrawn"


class Failure(StrEnum):
    """Whose fault a failed try was, which decides what happens next."""

    #: This channel does not reach this person; also all that we do not know.
    PERSON = "person"
    #: The carrier as a whole; tried again beside everything else.
    CARRIER = "carrier"
    #: Its answer was lost, and the call was not to be found again.
    LOST = "lost"
    #: Nobody's: the phone is on another call of ours, and is rung when that has ended.
    ENGAGED = "engaged"


class Purpose(StrEnum):
    """Why we ring or text."""

    #: Somebody is asked to take it, as the timetable says.
    OFFER = "offer"
    #: Somebody rang us, and is rung back.
    RING_BACK = "ring_back"
    #: To the officer who took it: whom to ring.
    DETAILS = "details"
    #: To the colleague: who has it.
    TAKEN = "taken"
    #: To the others who were tried: they may rest.
    STOOD_DOWN = "stood_down"
    #: To all who were tried: it was called off.
    CANCELLED = "cancelled"
    #: To the colleague: nobody has taken it yet, with a line to ring.
    NOBODY_YET = "nobody_yet"
    #: To the colleague, after three rounds: is somebody still needed?
    STILL_NEEDED = "still_needed"
    #: To the colleague: somebody has not taken it, and the next person is rung.
    MOVED_ON = "moved_on"
    #: To the officer who took it: ring them now.
    REMINDER = "reminder"
    #: To the colleague: has the officer rung?
    QUESTION = "question"
    #: To the officer who had it: the next person is rung.
    RESUMED = "resumed"
    #: To the colleague: we are ringing again.
    RINGING_AGAIN = "ringing_again"
    #: To the colleague: the officer cannot do it after all.
    HANDED_BACK = "handed_back"
    #: To the colleague and the officers, once a day: it is still open.
    DAILY = "daily"
    #: The colleague's phone, rung from the officer's call so that the two are joined.
    PUT_THROUGH = "put_through"

    @property
    def asks(self) -> bool:
        """Whether it asks somebody to take it; such a try stops once it is taken."""
        return self in (Purpose.OFFER, Purpose.RING_BACK)

    @property
    def tells(self) -> bool:
        """Whether it only tells somebody what holds now; it is not sent once that has changed."""
        return not self.asks and self is not Purpose.PUT_THROUGH


class CallStatus(StrEnum):
    """Where the carrier says that one call of its own stands."""

    QUEUED = "queued"
    INITIATED = "initiated"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"
    CANCELED = "canceled"

    @property
    def rank(self) -> int:
        """Order in time. A status of a lower or equal rank came late and says nothing new."""
        return _RANKS.get(self, 4)

    @property
    def final(self) -> bool:
        """Whether the call is over."""
        return self.rank == 4  # noqa: PLR2004 - the last rank


#: A joined call that lasted so long was a talk; a shorter one was cut off.
A_TALK = timedelta(seconds=30)

_RANKS = {
    CallStatus.QUEUED: 0,
    CallStatus.INITIATED: 1,
    CallStatus.RINGING: 2,
    CallStatus.IN_PROGRESS: 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierCall:
    """One call as the carrier knows it. An attempt owns several where an answer was lost."""

    sid: str
    status: CallStatus = CallStatus.QUEUED
    #: When to ask the carrier to end it; ``None`` while it may ring.
    hang_up_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One call or text, from the intent to its end."""

    #: 128 random bits. It is in each address that the carrier calls back.
    id: str
    purpose: Purpose
    channel: Channel
    name: str
    phone: PhoneNumber
    person: str | None = None
    #: Which climb, round, rung and try of the timetable this serves; 0 for none.
    climb: int = 0
    round: int = 0
    rung: int = -1
    number: int = 0
    everyone: bool = False
    ring_seconds: int = 22
    state: AttemptState = AttemptState.INTENT
    outcome: Outcome | None = None
    failure: Failure | None = None
    possible_duplicate: bool = False
    intended_at: datetime
    dialled_at: datetime | None = None
    ended_at: datetime | None = None
    #: When the colleague's key joined the two; of calls that put them through only.
    joined_at: datetime | None = None
    #: When somebody must look at it again: the end of a lease, or the time to ask the carrier.
    due_at: datetime | None = None
    #: Its place in the line for the carrier's next moment (see ``line``); ``None`` for none.
    in_line_since: datetime | None = None
    #: Who is at work on it; counts up at each change of hands, and stops a sleepwalker.
    fence: int = 0
    calls: tuple[CarrierCall, ...] = ()

    @property
    def live(self) -> bool:
        """Whether it may still ring, or is being written to the carrier."""
        return self.state is not AttemptState.ENDED

    @property
    def started_at(self) -> datetime:
        """When it was dialled, or was meant to be."""
        return self.dialled_at or self.intended_at

    @property
    def dropped(self) -> bool:
        """Whether it never reached this person through no fault of theirs: it is made again."""
        return self.outcome is Outcome.FAILED and self.failure is not Failure.PERSON

    @property
    def kept_back(self) -> bool:
        """Whether it waits for more than its turn: as good as failed, for whoever is next."""
        waits = self.live and not self.calls
        return waits and self.failure in (Failure.CARRIER, Failure.ENGAGED)

    @property
    def kept_by_carrier(self) -> bool:
        """Whether it waits because calls are failing."""
        return self.kept_back and self.failure is Failure.CARRIER

    @property
    def talking(self) -> bool:
        """Whether it has joined the two, and they may be talking still."""
        return self.live and self.joined_at is not None

    @property
    def talked(self) -> bool:
        """Whether it had the two joined for long enough that they will have spoken."""
        if self.joined_at is None or self.ended_at is None:
            return False
        return self.ended_at - self.joined_at >= A_TALK

    @property
    def begun(self) -> bool:
        """Whether the carrier has done anything with it, but for taking it."""
        return any(call.status is not CallStatus.QUEUED for call in self.calls)

    @property
    def answered(self) -> bool:
        """Whether somebody, or something, has picked up."""
        return any(call.status.rank >= CallStatus.IN_PROGRESS.rank for call in self.calls)

    @property
    def listening(self) -> bool:
        """Whether somebody is on one of its calls, as far as the carrier has told."""
        return any(call.status is CallStatus.IN_PROGRESS for call in self.calls)

    @property
    def tried(self) -> bool:
        """Whether this person has, or may have, noticed it."""
        return self.dialled_at is not None and self.outcome is not Outcome.FAILED

    def with_call(self, call: CarrierCall) -> "Attempt":
        """Return it with *call* added, or put in place of what was known of that call."""
        others = tuple(known for known in self.calls if known.sid != call.sid)
        return replace(self, calls=(*others, call))

    def call(self, sid: str) -> CarrierCall | None:
        """Return what is known of the carrier's call *sid*."""
        return next((call for call in self.calls if call.sid == sid), None)

    def quiet(self, at: datetime) -> "Attempt":
        """Return it with every call that may still ring to be hung up; an answered one goes on."""
        calls = tuple(
            call
            if call.status.final or call.status is CallStatus.IN_PROGRESS or call.hang_up_at
            else replace(call, hang_up_at=at)
            for call in self.calls
        )
        return replace(self, calls=calls)

    def cut_off(self, at: datetime) -> "Attempt":
        """Return it with every call that is not over to be ended, an answered one as well."""
        calls = tuple(
            call if call.status.final or call.hang_up_at else replace(call, hang_up_at=at)
            for call in self.calls
        )
        return replace(self, calls=calls)

    def end(self, outcome: Outcome, at: datetime, failure: Failure | None = None) -> "Attempt":
        """Return it as over, with *outcome*; an attempt that is over stays as it was."""
        if not self.live:
            return self
        return replace(
            self,
            state=AttemptState.ENDED,
            outcome=outcome,
            failure=failure,
            ended_at=at,
            due_at=None,
            in_line_since=None,
        )
