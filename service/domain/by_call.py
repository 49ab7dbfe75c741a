"""What is told by a call where no text gets there. Pure, like ``changes``."""

from dataclasses import replace
from datetime import datetime

from service.domain.attempt import Attempt, Outcome, Purpose
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel
from service.domain.notices import Addressee, NewId, notice

#: The texts that tell an officer whom to ring.
_WHOM_TO_RING = (Purpose.DETAILS, Purpose.REMINDER)


def told_by_call(escalation: Escalation, text: Attempt, at: datetime, new_id: NewId) -> Escalation:
    """Ring an officer who took it by text, where *text* was to say whom to ring and cannot go.

    Nothing else has told them: who takes it by a key hears it, and by page reads it. Once
    they have picked up, a call would break into the talk, and none follows.
    """
    holder = escalation.holder
    if (
        escalation.state is not State.ACKNOWLEDGED
        or holder is None
        or not _theirs(text, holder.person)
    ):
        return escalation
    if holder.channel is not Channel.TEXT or any(map(_rung, escalation.attempts)):
        return escalation
    to = Addressee(holder.person, holder.name, holder.phone)
    call = replace(notice(escalation, Purpose.DETAILS, to, at, new_id), channel=Channel.CALL)
    return replace(escalation.with_attempt(call), due_at=at)


def is_told_by_call(attempt: Attempt) -> bool:
    """Whether *attempt* is such a call."""
    return attempt.purpose is Purpose.DETAILS and attempt.channel is Channel.CALL


def _theirs(text: Attempt, holder: str) -> bool:
    return text.channel is Channel.TEXT and text.purpose in _WHOM_TO_RING and text.person == holder


def _rung(attempt: Attempt) -> bool:
    missed = attempt.outcome in (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.FAILED)
    return is_told_by_call(attempt) and not missed
