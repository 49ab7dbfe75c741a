"""Where a key is pressed: on which call, after which menu, about which call-outs.

All of it stands in the address that the key is sent to, so that nothing has to be remembered
between two words on a call, and a key that comes twice means the same both times.
"""

from dataclasses import dataclass, replace

from service.desk.acting import Step
from service.domain.attempt import Attempt, Outcome, Purpose
from service.domain.escalation import Escalation
from service.domain.ladder import Channel, Rung
from service.domain.people import PhoneNumber, first_name
from service.domain.sharing import answered_by
from service.domain.words import Menu, Script, practised


@dataclass(frozen=True, slots=True)
class Offered:
    """One call-out, as one of those who share the phone was offered it."""

    escalation: str
    #: Which of them: their place in ``sharing.at_phone``. A number, since it is in an address.
    nth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a key is pressed."""

    #: The call.
    attempt: str
    menu: Menu = Menu.OPENING
    #: What its keys take, in order; nothing where it is the call's own call-out alone.
    offered: tuple[Offered, ...] = ()
    #: Of the PIN: which try it is, from 1. After it: how often they were put through so far.
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """The call that puts the two through: for the carrier to place from the officer's own."""

    attempt: str
    phone: PhoneNumber
    ring_seconds: int


@dataclass(frozen=True, slots=True)
class Said:
    """What is said on a call, where its keys lead, and whom it rings afterwards."""

    script: Script
    spot: Spot | None = None
    through: Through | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One call-out, and the officer on this call who was offered it, or has it."""

    escalation: Escalation
    rung: Rung
    call: Attempt
    offered: Offered

    @property
    def person(self) -> str:
        """The officer's key in the rota."""
        return self.rung.person or ""

    @property
    def first_name(self) -> str:
        """The officer's first name."""
        return first_name(self.rung.name)

    @property
    def step(self) -> Step:
        """What the officer does, before the verb."""
        return Step(
            escalation=self.escalation.id,
            person=self.person,
            channel=Channel.CALL,
            attempt=answered_by(self.escalation, self.rung, self.call),
        )

    @property
    def theirs(self) -> bool:
        """Whether this officer has it, and it is not over."""
        holder = self.escalation.holder
        taken = holder is not None and holder.person == self.person
        return taken and not self.escalation.state.closed

    @property
    def taken_here(self) -> bool:
        """Whether it was taken by a key on this very call."""
        answered = self.escalation.attempt(self.step.attempt or "")
        return answered is not None and answered.outcome is Outcome.ACKNOWLEDGED

    def now(self, escalation: Escalation) -> "Case":
        """Return it with *escalation* as the book has it now."""
        return replace(self, escalation=escalation)

    def says(self, script: Script, count: int | None = None) -> Said:
        """Say *script* about it; keys lead back to this call-out, whatever else was offered."""
        if count is None:
            count = len(bridges(self.escalation))
        if self.escalation.drill:
            script = practised(script)
        spot = Spot(attempt=self.call.id, menu=script.at, offered=(self.offered,), count=count)
        return Said(script, spot)


def bridges(escalation: Escalation) -> tuple[Attempt, ...]:
    """Return every call that was to put the two through, oldest first."""
    return tuple(one for one in escalation.attempts if one.purpose is Purpose.PUT_THROUGH)
