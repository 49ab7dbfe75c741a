"""What was seen of one night, as plain values: what the invariants are asked about."""

from dataclasses import dataclass, field
from datetime import datetime

from service.domain.escalation import Escalation
from service.domain.events import Event


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request of a colleague came to; status 0 where there was no answer."""

    sent_at: datetime
    at: datetime
    status: int
    escalation: str | None = None
    #: Whether a refusal brought numbers to ring oneself.
    numbers: bool = False


@dataclass(slots=True)
class Press:
    """One press: the same key, sent until it was answered."""

    key: str
    person: str
    ladder: int
    #: What its phones do; see ``stories``.
    story: str
    answers: list[Answer] = field(default_factory=list)

    @property
    def raised(self) -> str | None:
        """The id that a 202 gave, if any did."""
        return next((one.escalation for one in self.answers if one.escalation), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One request for a call that reached the carrier, as the carrier has it."""

    at: datetime
    to: str
    #: The attempt whose token it carried.
    attempt: str
    sid: str | None = None
    #: Whether the carrier carried it out.
    placed: bool = True
    #: Whether the phone rang: not where it was engaged, or the call was never begun.
    rang: bool = True
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    #: What was said on it.
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One text that the carrier took, by the attempt whose token it carried."""

    at: datetime
    to: str
    attempt: str


@dataclass(slots=True, kw_only=True)
class Night:
    """Everything that was seen."""

    presses: list[Press]
    escalations: dict[str, Escalation]
    histories: dict[str, list[Event]]
    rings: list[Ring]
    texts: list[Sent] = field(default_factory=list)
    #: What each process printed.
    said: dict[str, str] = field(default_factory=dict)
    #: What the exchange found wrong with itself or with us.
    complaints: list[str] = field(default_factory=list)
    #: Attempts of nights before this one at the same site: their last texts may still leave.
    earlier: frozenset[str] = frozenset()
    until: datetime

    def owner(self, attempt: str) -> Escalation | None:
        """Return the escalation that owns the attempt of that id."""
        for one in self.escalations.values():
            if one.attempt(attempt) is not None:
                return one
        return None

    def rings_of(self, escalation: Escalation) -> list[Ring]:
        """Return the calls that the carrier placed for *escalation*, oldest first."""
        own = {attempt.id for attempt in escalation.attempts}
        return sorted(
            (ring for ring in self.rings if ring.placed and ring.attempt in own),
            key=lambda ring: ring.at,
        )
