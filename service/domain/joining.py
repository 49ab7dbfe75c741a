"""What joins the two: the officer's call rings the colleague's phone. Pure, like ``changes``.

The carrier places this call itself, on our word, from the call on which the officer pressed
the key. Written down as being dialled before that word goes out, it is looked for like any
call whose answer was lost.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from service.domain.attempt import Attempt, AttemptState, Outcome, Purpose
from service.domain.catalogue import N_
from service.domain.changes import Act, Change
from service.domain.escalation import Escalation, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel
from service.domain.notices import NewId
from service.domain.refusals import NOT_TAKEN, NotFromHere

#: Shorter than most mailboxes wait: the officer would hear one, and it would hear the officer.
RING_SECONDS = 20
#: The carrier says a sentence first; by then it should have told that the phone rings.
FIRST_WORD = timedelta(seconds=12)

_TAKEN_BY_ANOTHER = N_("That cannot be done now: the call-out is taken by somebody else.")


def put_through(escalation: Escalation, act: Act, new_id: NewId) -> Change:
    """Write down that the colleague's phone is about to be rung from the holder's own call.

    While one such call is under way there is no second: what is asked twice is done once.

    Also where it was called off: whoever had it is to hear by voice that this was meant.

    Raises:
        NotFromHere: somebody else has it, or nobody, or it is over.
    """
    holder = escalation.holder
    if holder is None or not (escalation.state is State.ACKNOWLEDGED or to_be_checked(escalation)):
        raise NotFromHere(NOT_TAKEN)
    if holder.person != act.person:
        raise NotFromHere(_TAKEN_BY_ANOTHER)
    # One who had it before may be talking still: that call is theirs, and ends with them.
    if escalation.own_bridge is not None:
        return Change(escalation)
    raiser = escalation.raiser
    attempt = Attempt(
        id=new_id(),
        purpose=Purpose.PUT_THROUGH,
        channel=Channel.CALL,
        person=raiser.person,
        name=raiser.name,
        phone=raiser.phone,
        climb=escalation.climb.number,
        ring_seconds=RING_SECONDS,
        state=AttemptState.DIALLING,
        intended_at=act.at,
        dialled_at=act.at,
        due_at=act.at + FIRST_WORD,
    )
    changed = escalation.with_attempt(attempt)
    due = min(one for one in (attempt.due_at, escalation.due_at) if one is not None)
    return Change(replace(changed, due_at=due))


def to_be_checked(escalation: Escalation) -> bool:
    """Whether it was called off by a hand that may have been forced, once somebody had it."""
    called_off = escalation.state is State.CANCELLED and not escalation.drill
    return called_off and escalation.holder is not None


def join(escalation: Escalation, attempt_id: str, at: datetime) -> Change:
    """Note that the colleague pressed the key: from now on the two hear each other."""
    attempt = escalation.attempt(attempt_id)
    if attempt is None or not attempt.live or attempt.joined_at is not None:
        return Change(escalation)
    name = escalation.holder.name if escalation.holder else None
    event = Event(at, Kind.PUT_THROUGH, name, Channel.CALL)
    changed = escalation.with_attempt(replace(attempt, joined_at=at))
    return Change(replace(changed, due_at=at), (event,))


def outcome_of(attempt: Attempt, ended: Outcome) -> Outcome:
    """Return what came of the call: one that joined the two did what it was for."""
    return Outcome.ACKNOWLEDGED if attempt.joined_at is not None else ended
