"""Advance: look at what is due, write down what must be done, and hand it out.

Written first, done after: a crash between the two leaves an intent, which the next look
places. The other order could ring one phone all night.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from service.desk import Desk
from service.desk.acting import new_id
from service.desk.giving_way import give_way, in_the_way, must_give_way
from service.domain.attempt import Attempt, Purpose
from service.domain.changes import Change, end_drill
from service.domain.decide import LEASE, next_actions
from service.domain.escalation import Escalation, Happening
from service.domain.events import Event
from service.domain.ladder import Channel
from service.domain.plan import AskCarrier, Dial, Errand, FindOut, HangUp, Plan, Try
from service.domain.resuming import resume
from service.ports import Page


@dataclass(frozen=True, slots=True)
class Work:
    """One errand, with the fence that proves whose it is, and what it is about."""

    errand: Errand
    fence: int
    escalation: Escalation
    #: Whether it is being dialled already: it was called from the line.
    begun: bool = False
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


def advance(desk: Desk, escalation_id: str) -> tuple[Work, ...]:
    """Do what is due to one escalation, if it is due and nobody else is at it.

    Returns the errands that the caller now holds for ``LEASE``, and must renew or lose.
    """
    now = desk.clock.now()
    works: tuple[Work, ...] = ()
    ending: Sequence[Escalation] = ()
    with desk.book.writing() as page:
        escalation = page.claim(escalation_id, now)
        if escalation is None:
            return ()
        if escalation.drill and must_give_way(desk, page, escalation):
            ending = (escalation,)
        else:
            works = _planned(page, escalation, now)
            ending = in_the_way(page, escalation) if any(map(_rings, works)) else ()
    return _with_room(desk, works, ending)


def _with_room(
    desk: Desk, works: tuple[Work, ...], practices: Sequence[Escalation]
) -> tuple[Work, ...]:
    """Have *practices* give way: what ends their calls goes first, or before a call to that phone.

    The carrier would find a phone busy that still rings for practice.
    """
    ending = [
        work for drill in practices if give_way(desk, drill.id) for work in advance(desk, drill.id)
    ]
    made_first = [replace(one, first=_of_its_phone(one, ending)) for one in works]
    taken = [one for work in made_first for one in work.first]
    return (*(one for one in ending if one not in taken), *made_first)


def _of_its_phone(work: Work, ending: Sequence[Work]) -> tuple[Work, ...]:
    if not _rings(work):
        return ()
    hang_ups = (one for one in ending if isinstance(one.errand, HangUp))
    return tuple(one for one in hang_ups if one.attempt.phone == work.attempt.phone)


def _rings(work: Work) -> bool:
    return isinstance(work.errand, Dial) and work.attempt.channel is Channel.CALL


def _planned(page: Page, escalation: Escalation, now: datetime) -> tuple[Work, ...]:
    plan = next_actions(escalation, now)
    changed, errands, events = _carry_out(escalation, plan, now)
    page.save(changed, events)
    return tuple(Work(errand, fence_of(changed, errand), changed) for errand in errands)


def _carry_out(
    escalation: Escalation, plan: Plan, now: datetime
) -> tuple[Escalation, list[Errand], tuple[Event, ...]]:
    changed = plan.noted(escalation)
    errands: list[Errand] = list(plan.errands)
    looks = [plan.due_at] if plan.due_at else []
    for one in plan.tries:
        attempt = _intent(changed, one, now)
        changed = changed.with_attempt(attempt)
        errands.append(Dial(attempt.id))
    for errand in errands:
        changed = take_in_hand(changed, errand, now)
    if errands:
        looks.append(now + LEASE)
    changed = replace(changed, due_at=min(looks, default=None))
    become = _become(changed, plan, now)
    return become.escalation, errands, (*plan.events, *become.events)


def _become(escalation: Escalation, plan: Plan, now: datetime) -> Change:
    """Let ringing resume, or a practice end, where that is due."""
    match plan.becomes:
        case Happening.RESUMED:
            return resume(escalation, now, new_id)
        case Happening.ENDED:
            return end_drill(escalation, now, new_id)
        case _:
            return Change(escalation)


def _intent(escalation: Escalation, one: Try, now: datetime) -> Attempt:
    rung, raiser = one.rung, escalation.raiser
    lost = any(
        earlier.possible_duplicate and earlier.rung == one.index and earlier.number == one.number
        for earlier in escalation.attempts
        if earlier.climb == escalation.climb.number and earlier.round == escalation.climb.round
    )
    return Attempt(
        id=new_id(),
        purpose=one.purpose,
        channel=one.channel,
        person=rung.person if rung else raiser.person,
        name=rung.name if rung else raiser.name,
        phone=(rung.phone if rung else None) or raiser.phone,
        climb=escalation.climb.number,
        round=escalation.climb.round,
        rung=one.index,
        number=one.number,
        everyone=one.everyone,
        ring_seconds=round(rung.pace.ring.total_seconds()) if rung else 0,
        possible_duplicate=lost and one.purpose is Purpose.OFFER,
        intended_at=now,
    )


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
