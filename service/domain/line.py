"""The line for the carrier: who is rung next where more calls wait than it takes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service.domain.attempt import Attempt, Purpose
from service.domain.escalation import Escalation, State
from service.domain.people import PhoneNumber

#: A call to somebody who was rung before lets those pass for whom nobody was rung yet, if they
#: came up to so much later. No more, so that a stream of new ones does not hold it up for ever.
HEAD_START = timedelta(minutes=1)
#: An officer who was promised a ring back holds the phone in their hand: before everybody.
RING_BACK_FIRST = timedelta(hours=1)
#: A practice never goes before a real one.
BEHIND_ALL = timedelta(days=1)

#: How often those in line look for themselves, all of them together. Whoever is first is
#: called; this is for the case that nobody does, and must cost the same for one as for all.
LOOKS_PER_SECOND = 4
#: The longest that one in a very long line does not look.
LONGEST_WITHOUT_A_LOOK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class InLine:
    """A call that waits: its escalation and attempt, and since when it counts as waiting."""

    escalation: str
    attempt: str
    since: datetime
    #: When it looks for itself whether it may go, if nobody has called it.
    looks_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """The calls that wait because the carrier, or the phone, takes no more at a time."""

    length: int
    #: Who goes next: the earliest whose phone is not rung for another escalation.
    first: InLine | None
    #: From when the carrier takes another call; ``None`` where it was never asked for one.
    free_from: datetime | None


def place_in_line(escalation: Escalation, attempt: Attempt) -> datetime:
    """Return since when *attempt* counts as waiting: the earliest is called first.

    First calls count from the press, or from where ringing resumed, so that they go in that
    order, and a call that failed gets its place back. All others count from ``HEAD_START``
    after they were meant to be made.
    """
    if escalation.drill:
        return attempt.intended_at + BEHIND_ALL
    if attempt.purpose is Purpose.RING_BACK:
        return attempt.intended_at - RING_BACK_FIRST
    offers = list(escalation.offers())
    if not any(one.calls for one in offers):
        return escalation.raised_at
    here = [one for one in offers if one.climb == escalation.climb.number]
    if any(one.calls for one in here):
        return attempt.intended_at + HEAD_START
    return min((one.intended_at for one in here), default=attempt.intended_at)


def look_again(now: datetime, length: int) -> datetime:
    """Return when one of *length* in line looks for itself whether it may go."""
    wait = timedelta(seconds=length / LOOKS_PER_SECOND)
    return now + min(wait, LONGEST_WITHOUT_A_LOOK)


def on_the_line(escalation: Escalation) -> PhoneNumber | None:
    """Return the phone of an officer who has it and is on a call of ours, if they are.

    No call for anything else should break into that. While the two are put through we know; of
    a call on which they only listen, the end may never be told: it is asked for (``decide``),
    and where the carrier does not answer, it counts until their reminder.
    """
    holder = escalation.holder
    if holder is None or escalation.state is not State.ACKNOWLEDGED or escalation.drill:
        return None
    listens = escalation.own_bridge is not None or listening_to(escalation)
    return holder.phone if listens else None


def listening_to(escalation: Escalation) -> tuple[Attempt, ...]:
    """Return the calls on which whoever has it still listens, as far as we were told."""
    holder = escalation.holder
    if holder is None or escalation.state is not State.ACKNOWLEDGED or escalation.drill:
        return ()
    if holder.reminded_at is not None:
        return ()
    calls = (one for one in escalation.attempts if one.phone == holder.phone)
    return tuple(one for one in calls if one.listening)
