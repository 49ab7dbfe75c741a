"""What must happen now, and when to look again: the answer to the one question."""

from dataclasses import dataclass, replace
from datetime import datetime

from service.domain.attempt import Purpose
from service.domain.escalation import Climb, Escalation, Happening, Holder
from service.domain.events import Event
from service.domain.ladder import Channel, Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """An attempt that must be made now."""

    purpose: Purpose
    channel: Channel
    rung: Rung | None = None
    index: int = -1
    number: int = 0
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Dial:
    """An intent that nobody is at work on: place it."""

    attempt: str


@dataclass(frozen=True, slots=True)
class FindOut:
    """The carrier was asked and its answer was lost: look for the call before ringing again."""

    attempt: str


@dataclass(frozen=True, slots=True)
class AskCarrier:
    """A placed call has been quiet for as long as it can be: ask what became of it."""

    attempt: str


@dataclass(frozen=True, slots=True)
class HangUp:
    """A call that is no longer needed: end it."""

    attempt: str
    sid: str


Errand = Dial | FindOut | AskCarrier | HangUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What must happen now, and when to look again."""

    climb: Climb
    #: Whoever has it, and what they and the colleague have been asked by now.
    holder: Holder | None = None
    asked_days: int = 0
    #: What becomes of it as a whole, where that is due: ringing resumes, or a practice ends.
    becomes: Happening | None = None
    events: tuple[Event, ...] = ()
    tries: tuple[Try, ...] = ()
    errands: tuple[Errand, ...] = ()
    #: ``None`` when nothing will ever be due unless something happens first.
    due_at: datetime | None = None

    def noted(self, escalation: Escalation) -> Escalation:
        """Return *escalation* with how far it has come by this plan."""
        return replace(
            escalation,
            climb=self.climb,
            holder=self.holder,
            asked_days=self.asked_days,
            due_at=self.due_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What is due after somebody took it, or because it is a day old; a part of a plan."""

    holder: Holder | None
    asked_days: int
    becomes: Happening | None = None
    events: tuple[Event, ...] = ()
    tries: tuple[Try, ...] = ()
    #: When to look again.
    looks: tuple[datetime, ...] = ()
