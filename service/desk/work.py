"""Work: one errand in somebody's hands, and the fence that proves whose it is."""

from dataclasses import dataclass, replace
from datetime import datetime

from service.domain.attempt import Attempt
from service.domain.decide import LEASE
from service.domain.escalation import Escalation
from service.domain.ladder import Channel
from service.domain.plan import AskCarrier, Dial, Errand, FindOut, HangUp


@dataclass(frozen=True, slots=True)
class Work:
    """One errand, with the fence that proves whose it is, and what it is about."""

    errand: Errand
    fence: int
    escalation: Escalation
    #: Whether it is being dialled already: since its claim, or since it was called from the line.
    begun: bool = False
    #: Whether it was seen with its claim that no other call of ours, such as one that proves a
    #: number, has that phone.
    alone: bool = False
    #: Hang-ups of a practice that has this very phone; asked of the carrier before the call.
    first: tuple["Work", ...] = ()

    @property
    def attempt(self) -> Attempt:
        """The attempt that the errand is for, as it stood when the work was handed out."""
        found = self.escalation.attempt(self.errand.attempt)
        if found is None:
            msg = "work is only handed out for attempts that exist"
            raise LookupError(msg)
        return found

    @property
    def rings(self) -> bool:
        """Whether it is a call to be placed."""
        return isinstance(self.errand, Dial) and self.attempt.channel is Channel.CALL


def take_in_hand(escalation: Escalation, errand: Errand, now: datetime) -> Escalation:
    """Note that this errand is somebody's until the lease ends."""
    attempt = escalation.attempt(errand.attempt)
    if attempt is None:
        return escalation
    match errand:
        case HangUp(sid=sid):
            call = attempt.call(sid)
            if call is not None:
                attempt = attempt.with_call(replace(call, hang_up_at=now + LEASE))
        case Dial() | FindOut() | AskCarrier():
            attempt = replace(
                attempt, fence=attempt.fence + 1, due_at=now + LEASE, in_line_since=None
            )
    return escalation.with_attempt(attempt)


def fence_of(escalation: Escalation, errand: Errand) -> int:
    """Return the fence of the attempt that *errand* is for."""
    attempt = escalation.attempt(errand.attempt)
    return attempt.fence if attempt else 0
