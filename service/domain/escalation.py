"""One press of the button, from the press until the two have spoken."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from service.domain.attempt import Attempt, Purpose
from service.domain.catalogue import N_
from service.domain.ladder import Channel, LadderPace, Rung
from service.domain.people import PhoneNumber, first_name
from service.domain.refusals import NotFromHere


class State(StrEnum):
    """Where an escalation stands."""

    #: Phones ring, or will.
    OPEN = "open"
    #: A named officer said "I have it".
    ACKNOWLEDGED = "acknowledged"
    #: One of the two confirmed that they have talked. The end.
    SPOKEN = "spoken"
    #: Its raiser called it off. The end.
    CANCELLED = "cancelled"

    @property
    def closed(self) -> bool:
        """Whether nothing more will happen."""
        return self in (State.SPOKEN, State.CANCELLED)


class Happening(StrEnum):
    """What may happen to an escalation as a whole."""

    #: An officer deliberately took it.
    ACKNOWLEDGED = "acknowledged"
    #: The officer cannot do it after all.
    HANDED_BACK = "handed_back"
    #: Nobody confirmed in time that they have spoken.
    RESUMED = "resumed"
    #: The colleague still needs someone.
    RUNG_AGAIN = "rung_again"
    #: One of the two says that they have talked.
    SPOKEN = "spoken"
    #: The colleague called it off.
    CANCELLED = "cancelled"
    #: A practice is over. Nothing else ever ends by itself.
    ENDED = "ended"


#: The whole machine: "when OPEN, if ACKNOWLEDGED, become …". A pair that is not here is refused.
TRANSITIONS: dict[tuple[State, Happening], State] = {
    (State.OPEN, Happening.ACKNOWLEDGED): State.ACKNOWLEDGED,
    (State.OPEN, Happening.RUNG_AGAIN): State.OPEN,
    (State.OPEN, Happening.SPOKEN): State.SPOKEN,
    (State.OPEN, Happening.CANCELLED): State.CANCELLED,
    (State.OPEN, Happening.ENDED): State.CANCELLED,
    (State.ACKNOWLEDGED, Happening.HANDED_BACK): State.OPEN,
    (State.ACKNOWLEDGED, Happening.RESUMED): State.OPEN,
    (State.ACKNOWLEDGED, Happening.RUNG_AGAIN): State.OPEN,
    (State.ACKNOWLEDGED, Happening.SPOKEN): State.SPOKEN,
    (State.ACKNOWLEDGED, Happening.CANCELLED): State.CANCELLED,
    (State.ACKNOWLEDGED, Happening.ENDED): State.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Raiser:
    """The colleague who pressed, as they were at the press."""

    person: str
    name: str
    #: Where the officer rings them.
    phone: PhoneNumber
    texts: bool = False

    @property
    def first_name(self) -> str:
        """The name that is spoken of them."""
        return first_name(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The officer who has it, since when, and by which channel they took it."""

    person: str
    name: str
    phone: PhoneNumber
    at: datetime
    channel: Channel
    #: When they were reminded to ring, and when the colleague was asked whether they have.
    reminded_at: datetime | None = None
    asked_at: datetime | None = None

    @property
    def first_name(self) -> str:
        """The name that is spoken of them."""
        return first_name(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """How far up the ladder we are. A new one begins at the press and whenever ringing resumes."""

    started_at: datetime
    number: int = 1
    round: int = 1
    #: The rung that this round begins with: 0 but after somebody further up had it.
    first: int = 0
    #: When each rung was begun in this round; a rung that is not in it has not been.
    begun: dict[int, datetime] = field(default_factory=dict)
    #: When the ladder ended and everyone was rung.
    everyone_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Everything that decides what happens next. Frozen: each change makes a new one."""

    id: str
    #: Its short public name, such as ``K7Q2``.
    reference: str
    organisation: str
    ladder: str
    pace: LadderPace
    #: The ladder as copied at the press: later edits of the rota do not touch it.
    rungs: tuple[Rung, ...]
    raiser: Raiser
    raised_at: datetime
    climb: Climb
    #: Who stood on it in earlier climbs: they may still take it.
    earlier_rungs: tuple[Rung, ...] = ()
    state: State = State.OPEN
    holder: Holder | None = None
    #: Officers who had it and have not any more; each may still confirm.
    earlier: tuple[Holder, ...] = ()
    #: Every officer who was ever on its list: they, and the raiser, may see it.
    listed: frozenset[str] = frozenset()
    attempts: tuple[Attempt, ...] = ()
    closed_at: datetime | None = None
    #: How many days old it was when its people were last asked about it.
    asked_days: int = 0
    #: A practice: nothing has happened, and it ends by itself.
    drill: bool = False
    #: When somebody must look at it again; ``None`` when nothing is left to do.
    due_at: datetime | None = None
    version: int = 0

    def become(self, happening: Happening) -> State:
        """Return the state that *happening* leads to.

        Raises:
            NotFromHere: where ``TRANSITIONS`` has no such pair.
        """
        try:
            return TRANSITIONS[self.state, happening]
        except KeyError:
            raise NotFromHere(_NOT_FROM[self.state]) from None

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Return one attempt by its id."""
        for one in self.attempts:  # No generator: this is asked some 200 times in an escalation.
            if one.id == attempt_id:
                return one
        return None

    def with_attempt(self, changed: Attempt) -> "Escalation":
        """Return it with *changed* put in the place of the attempt of that id, or added."""
        every = self.attempts
        for index, one in enumerate(every):
            if one.id == changed.id:
                return replace(self, attempts=(*every[:index], changed, *every[index + 1 :]))
        return replace(self, attempts=(*every, changed))

    def offers(self) -> Iterator[Attempt]:
        """Yield the attempts that ask somebody to take it."""
        return (attempt for attempt in self.attempts if attempt.purpose.asks)

    @property
    def bridge(self) -> Attempt | None:
        """The call that is putting the two through, or has joined them, and is not over."""
        calls = (one for one in self.attempts if one.purpose is Purpose.PUT_THROUGH)
        return next((one for one in calls if one.live), None)

    @property
    def own_bridge(self) -> Attempt | None:
        """The same for whoever has it now: one who had it before may be talking still."""
        since = self.holder.at if self.holder else self.raised_at
        calls = (one for one in self.attempts if one.purpose is Purpose.PUT_THROUGH)
        return next((one for one in calls if one.live and one.intended_at >= since), None)

    @property
    def talks(self) -> tuple[Attempt, ...]:
        """The calls that joined the two since this officer has it, and are over."""
        since = self.holder.at if self.holder else self.raised_at
        return tuple(
            one
            for one in self.attempts
            if one.joined_at is not None and not one.live and one.joined_at >= since
        )

    def officer(self, person: str) -> Rung | None:
        """Return the rung on which *person* stands, or stood in an earlier climb."""
        every = (*self.rungs, *reversed(self.earlier_rungs))
        return next((rung for rung in every if rung.person == person), None)

    def visible_to(self, person: str) -> bool:
        """Whether *person* may know that it exists: its raiser and its officers, nobody else."""
        return person == self.raiser.person or person in self.listed

    @property
    def had_by(self) -> frozenset[str]:
        """Everybody who has it or had it."""
        held = {holder.person for holder in self.earlier}
        return frozenset(held | ({self.holder.person} if self.holder else set()))


#: Why a step is refused that a state does not allow.
_NOT_FROM = {
    State.OPEN: N_("That cannot be done now: the call-out is still ringing."),
    State.ACKNOWLEDGED: N_("That cannot be done now: the call-out is taken."),
    State.SPOKEN: N_("That cannot be done now: the call-out is closed: the two have spoken."),
    State.CANCELLED: N_("That cannot be done now: the call-out is cancelled."),
}
