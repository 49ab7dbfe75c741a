"""What the carrier's word of a call changes. Words may be late, doubled, shuffled or lost."""

from dataclasses import replace
from datetime import datetime, timedelta

from service.domain.attempt import (
    Attempt,
    AttemptState,
    CallStatus,
    CarrierCall,
    Failure,
    Outcome,
    Purpose,
)
from service.domain.changes import Change, ending
from service.domain.escalation import Escalation, State
from service.domain.events import Event, Kind
from service.domain.joining import outcome_of
from service.domain.ladder import Channel

#: A call that has rung for its whole time should have been told of by now: carriers add some
#: seconds of their own before and after the ring.
ANSWER_WINDOW = timedelta(seconds=10)
#: The carrier tells of a call that it begins within a second. Where it has told nothing for so
#: long, callbacks are lost, or it has not begun the call: it is asked.
FIRST_WORD = timedelta(seconds=8)
#: A call that the carrier has taken and not begun for so long counts as never taken. The pace
#: is ours to keep, so that it has no reason to queue.
NEVER_BEGUN = timedelta(seconds=15)
#: How often to ask about a call that is still under way.
ASK_AGAIN = timedelta(seconds=10)

_OUTCOMES = {
    CallStatus.COMPLETED: Outcome.NO_KEY,
    CallStatus.BUSY: Outcome.BUSY,
    CallStatus.NO_ANSWER: Outcome.NO_ANSWER,
    CallStatus.FAILED: Outcome.FAILED,
    CallStatus.CANCELED: Outcome.NO_ANSWER,
}

_SAID = {CallStatus.RINGING: Kind.RINGING, CallStatus.IN_PROGRESS: Kind.ANSWERED}


def call_moved(escalation: Escalation, attempt_id: str, told: CarrierCall, at: datetime) -> Change:
    """Take in where a call stands. A status never moves backwards; an unknown attempt is none.

    A call that nobody wants any more, or the second call of one attempt, is to be hung up.
    """
    attempt = escalation.attempt(attempt_id)
    if attempt is None or attempt.channel is not Channel.CALL:
        return Change(escalation)
    known = attempt.call(told.sid)
    if known is not None and known.status.rank >= told.status.rank:
        return Change(escalation)
    call = replace(known, status=told.status) if known else told
    if _unwanted(escalation, attempt, call):
        call = replace(call, hang_up_at=call.hang_up_at or at)
    elif call.status is CallStatus.IN_PROGRESS:
        # Answered before it could be hung up: whoever it is hears what holds now.
        call = replace(call, hang_up_at=None)
    moved = _adopted(attempt.with_call(call), at)
    if call.status.final:
        moved = _finished(moved, call, at)
    events = _events(attempt, moved, call, at)
    return Change(replace(escalation.with_attempt(moved), due_at=at), events)


def not_over(escalation: Escalation, attempt_id: str, at: datetime, *, told: bool) -> Change:
    """Take in that the carrier was asked, and told of no end: it is asked again.

    A call that was never begun, or that rings on long after its time, is given up and hung
    up: else this person would not be rung again for as long as the carrier says so. ``told``
    is whether there was an answer; without one, that it has not begun is not known.
    """
    attempt = escalation.attempt(attempt_id)
    if attempt is None or attempt.state in (AttemptState.INTENT, AttemptState.DIALLING):
        return Change(escalation)
    if attempt.listening or (attempt.live and attempt.answered):
        # Somebody listens, or the two are talking. It ends when they do.
        return Change(escalation.with_attempt(replace(attempt, due_at=at + ASK_AGAIN)))
    if not attempt.live:
        return Change(escalation)
    age = at - attempt.started_at
    if told and _silent(attempt) and age >= NEVER_BEGUN:
        return _given_up(escalation, attempt, at, Outcome.FAILED, Failure.CARRIER)
    if age >= _window(attempt) + ANSWER_WINDOW:
        return _given_up(escalation, attempt, at, Outcome.NO_ANSWER, None)
    again = at + (FIRST_WORD if _silent(attempt) else ASK_AGAIN)
    return Change(escalation.with_attempt(replace(attempt, due_at=again)))


def _given_up(
    escalation: Escalation, attempt: Attempt, at: datetime, outcome: Outcome, why: Failure | None
) -> Change:
    done = attempt.end(outcome, at, why).quiet(at)
    event = ending(done, at)
    changed = replace(escalation.with_attempt(done), due_at=at)
    return Change(changed, (event,) if done.purpose.asks else ())


def text_failed(escalation: Escalation, attempt_id: str, failure: Failure, at: datetime) -> Change:
    """Take in that a text did not arrive: known at once, moved on at once."""
    attempt = escalation.attempt(attempt_id)
    if attempt is None or not attempt.live or attempt.channel is not Channel.TEXT:
        return Change(escalation)
    done = attempt.end(Outcome.FAILED, at, failure)
    event = ending(done, at)
    return Change(replace(escalation.with_attempt(done), due_at=at), (event,))


def _unwanted(escalation: Escalation, attempt: Attempt, call: CarrierCall) -> bool:
    """Whether this call should not ring on.

    One that we gave up for lost may ring while somebody is still needed.
    """
    if call.status.final or call.status is CallStatus.IN_PROGRESS:
        return False
    if attempt.purpose is Purpose.PUT_THROUGH:
        return False  # The officer's own call holds it, and ends it.
    second = any(one.sid != call.sid and not one.status.final for one in attempt.calls)
    lost = attempt.outcome is Outcome.FAILED and escalation.state is State.OPEN
    return second or not (attempt.live or lost)


def _adopted(attempt: Attempt, at: datetime) -> Attempt:
    """Return it as placed: the carrier has it, whether or not its answer reached us."""
    if attempt.state is AttemptState.PLACED and not _silent(attempt):
        # The first word of it has come: it has its whole time now, and not twice.
        return replace(attempt, due_at=max(at, attempt.started_at + _window(attempt)))
    if attempt.state is not AttemptState.DIALLING:
        return attempt
    wait = FIRST_WORD if _silent(attempt) else _window(attempt)
    return replace(attempt, state=AttemptState.PLACED, failure=None, due_at=at + wait)


def _silent(attempt: Attempt) -> bool:
    """Whether the carrier has taken it, and told nothing more."""
    return all(call.status is CallStatus.QUEUED for call in attempt.calls)


def _window(attempt: Attempt) -> timedelta:
    """Return how long a call may be quiet once it was placed."""
    return timedelta(seconds=attempt.ring_seconds) + ANSWER_WINDOW


def _finished(attempt: Attempt, call: CarrierCall, at: datetime) -> Attempt:
    """Return it over, unless another call of it is still under way."""
    if any(not one.status.final for one in attempt.calls):
        return attempt
    if not attempt.live:
        return replace(attempt, due_at=None)  # Its key was pressed; now its call is over too.
    outcome = outcome_of(attempt, _OUTCOMES[call.status])
    failure = Failure.PERSON if outcome is Outcome.FAILED else None
    return attempt.end(outcome, at, failure)


def _events(before: Attempt, after: Attempt, call: CarrierCall, at: datetime) -> tuple[Event, ...]:
    if not before.purpose.asks:
        return ()
    if before.live and not after.live:
        return (ending(after, at),)
    if call.status in _SAID and before.live:
        kind = _SAID[call.status]
        return (Event(at, kind, after.name, after.channel, None, after.id),)
    return ()
