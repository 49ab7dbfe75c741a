"""What is written into an escalation's history, in the transaction that made it so."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.domain.attempt import Outcome
from service.domain.ladder import Channel


class Kind(StrEnum):
    """What happened. These words are the contract's."""

    RAISED = "raised"
    DIALLING = "dialling"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"
    TEXTED = "texted"
    ACKNOWLEDGED = "acknowledged"
    HANDED_BACK = "handed_back"
    MOVED_ON = "moved_on"
    EVERYONE = "everyone"
    ROUND = "round"
    NOBODY_ON_DUTY = "nobody_on_duty"
    CALLS_FAILING = "calls_failing"
    PUT_THROUGH = "put_through"
    REMINDED = "reminded"
    ASKED = "asked"
    RESUMED = "resumed"
    SPOKEN = "spoken"
    CANCELLED = "cancelled"
    #: Nobody had looked at it for minutes: we were away, or the book came from a backup.
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: when, what, and whom it concerns."""

    at: datetime
    kind: Kind
    name: str | None = None
    channel: Channel | None = None
    outcome: Outcome | None = None
    #: The attempt that it is about, where it is about one.
    attempt: str | None = None
