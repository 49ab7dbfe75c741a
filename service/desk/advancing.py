"""Advance: look at what is due, write down what must be done, and hand it out.

Written first, done after: a crash between the two leaves an intent, which the next look
places. The other order could ring one phone all night.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from service.desk import Desk
from service.desk.acting import new_id
from service.desk.giving_way import give_way, in_the_way, must_give_way
from service.desk.turns import begun, may_go, told_of
from service.desk.work import Work, fence_of, take_in_hand
from service.domain.attempt import Attempt, Purpose
from service.domain.changes import Change, end_drill
from service.domain.decide import LEASE, next_actions
from service.domain.escalation import Escalation, Happening
from service.domain.events import Event
from service.domain.plan import Dial, Errand, HangUp, Plan, Try
from service.domain.resuming import resume
from service.ports import Page


def advance(desk: Desk, escalation_id: str, per_second: float | None = None) -> tuple[Work, ...]:
    """Do what is due to one escalation, if it is due and nobody else is at it.

    Returns the errands that the caller now holds for ``LEASE``, and must renew or lose.

    *per_second*, the carrier's pace, is given by a caller with a free hand. The first call that
    is planned now then counts as dialling already where it may go at once: a transaction of its
    own for that would be a fifth of the way from a press to the carrier.
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
            changed, errands, events = _carry_out(escalation, now)
            works = tuple(Work(one, fence_of(changed, one), changed) for one in errands)
            ending = in_the_way(page, escalation) if any(one.rings for one in works) else ()
            if per_second is not None and not ending:
                works, told = _with_a_start(desk, page, escalation, works, per_second)
                events += told
            page.save(works[0].escalation if works else changed, events)
    return _with_room(desk, works, ending)


def _with_a_start(
    desk: Desk, page: Page, before: Escalation, works: tuple[Work, ...], per_second: float
) -> tuple[tuple[Work, ...], tuple[Event, ...]]:
    """Begin the first call that is new, if it may go; the others go the long way, one by one."""
    first = next((one for one in works if one.rings and not before.attempt(one.attempt.id)), None)
    # Only now, with the book in hand: whoever waited for it long has not dialled meanwhile.
    now = desk.clock.now()
    if first is None or not may_go(page, first, now, per_second):
        return works, ()
    call = replace(begun(first, now), alone=True)
    each = (call if one is first else replace(one, escalation=call.escalation) for one in works)
    return tuple(each), told_of(call.attempt, now)


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
    if not work.rings:
        return ()
    hang_ups = (one for one in ending if isinstance(one.errand, HangUp))
    return tuple(one for one in hang_ups if one.attempt.phone == work.attempt.phone)


def _carry_out(
    escalation: Escalation, now: datetime
) -> tuple[Escalation, list[Errand], tuple[Event, ...]]:
    plan = next_actions(escalation, now)
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
