"""What a signed-in person does: take it, pass it on, hand it back, confirm, cancel, ring again.

Each is one transaction, and answers with the escalation as it is afterwards.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from service.desk import Desk
from service.desk.raising import chosen
from service.desk.viewing import may_know
from service.domain import changes, resuming
from service.domain.catalogue import N_
from service.domain.changes import Act, Change
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel, Rung
from service.domain.proving import own_rings
from service.domain.refusals import NOT_TAKEN, NobodyToRing, NotFound, NotFromHere, NotYours
from service.domain.timetable import wrong_numbers
from service.ports import Page


def new_id() -> str:
    """Return 128 random bits, as hexadecimal digits."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Who does it, to what, and how."""

    escalation: str
    person: str
    channel: Channel = Channel.PAGE
    #: The call or text that they answer, if any.
    attempt: str | None = None
    #: When the device was signed in on which they do it, if it is one.
    signed_in_at: datetime | None = None


def acknowledge(desk: Desk, step: Step) -> Escalation:
    """Take it. Compare and set: one holder at a time; whoever comes second hears who has it.

    Raises:
        NotFound: there is none, or they are not an officer on its list.
        AlreadyTaken, NotFromHere: see ``changes.acknowledge``.
    """
    return _do(
        desk, step, lambda one, act: changes.acknowledge(one, act, new_id), allowed=_may_take
    )


def pass_on(desk: Desk, step: Step) -> Escalation:
    """Pass it on: the next person is rung now.

    Raises:
        NotFound, AlreadyTaken, NotFromHere: as ``acknowledge``.
    """
    return _do(desk, step, changes.pass_on, allowed=_may_take)


def wrong_person(desk: Desk, *steps: Step) -> None:
    """Stop ringing a number for what *steps* name, and have it proved before it counts again.

    All of it or nothing. Admins see the mark, but neither when it was set nor why.

    Raises:
        NotFound: one is not there, or they are not an officer on its list.
    """
    with desk.book.writing() as page:
        for step in steps:
            escalation = _theirs(page, step)
            _may_take(escalation, step.person)
            changed = _keep(page, changes.wrong_person(escalation, _act(desk, step)))
            for phone in wrong_numbers(changed) - wrong_numbers(escalation):
                page.mark(phone, replace(page.marks(phone), prove_again=True))
    for step in steps:
        desk.bell.ring(step.escalation)


def hand_back(desk: Desk, step: Step) -> Escalation:
    """Give it back; ringing goes on at the next person.

    Raises:
        NotFound: there is none, or it is not theirs. NotYours: somebody else has it.
        NotFromHere: nobody has it.
    """
    return _do(
        desk, step, lambda one, act: resuming.hand_back(one, act, new_id), allowed=_may_hand_back
    )


def confirm(desk: Desk, step: Step) -> Escalation:
    """Say that the two have spoken. Again is no error.

    Raises:
        NotFound: there is none, or it is not theirs. NotYours: they never had it.
        NotFromHere: it was cancelled.
    """
    return _do(
        desk, step, lambda one, act: changes.confirm_spoken(one, act, new_id), allowed=_may_confirm
    )


def cancel(desk: Desk, step: Step) -> Escalation:
    """Call it off. Again is no error.

    Raises:
        NotFound: there is none, or it is not theirs. NotYours: they did not raise it.
        NotFromHere: the two have spoken.
    """
    return _do(desk, step, lambda one, act: changes.cancel(one, act, new_id), allowed=_raised_it)


def ring_again(desk: Desk, step: Step) -> Escalation:
    """Ring again with tonight's rota, but never somebody who was not chosen.

    Raises:
        NotFound: there is none, or it is not theirs. NotYours: they did not raise it.
        NotFromHere: it is closed.
    """
    with desk.book.writing() as page:
        escalation = _theirs(page, step)
        _raised_it(escalation, step.person)
        tonight = _tonight(desk, page, escalation)
        act = _act(desk, step)
        changed = _keep(page, resuming.ring_again(escalation, act, tonight, new_id))
    desk.bell.ring(changed.id)
    return changed


Changing = Callable[[Escalation, Act], Change]
Allowed = Callable[[Escalation, str], None]


def _do(desk: Desk, step: Step, changing: Changing, *, allowed: Allowed) -> Escalation:
    with desk.book.writing() as page:
        escalation = _theirs(page, step)
        allowed(escalation, step.person)
        changed = _keep(page, changing(escalation, _act(desk, step)))
    desk.bell.ring(changed.id)
    return changed


def _theirs(page: Page, step: Step) -> Escalation:
    """Return it if *step*'s person may know of it; else answer as if there were none."""
    escalation = page.escalation(step.escalation, seen_by=step.person)
    if escalation is None or not may_know(page, escalation, step.person, step.signed_in_at):
        raise NotFound
    return escalation


def _act(desk: Desk, step: Step) -> Act:
    return Act(person=step.person, at=desk.clock.now(), channel=step.channel, attempt=step.attempt)


def _keep(page: Page, change: Change) -> Escalation:
    page.save(change.escalation, change.events)
    return change.escalation


def _may_take(escalation: Escalation, person: str) -> None:
    if person not in escalation.listed:
        raise NotYours(N_("Only somebody who is being rung can do that."))


def _may_hand_back(escalation: Escalation, person: str) -> None:
    if escalation.holder is None:
        raise NotFromHere(NOT_TAKEN)
    if escalation.holder.person != person:
        raise NotYours(N_("Only the person who has taken it can do that."))


def _may_confirm(escalation: Escalation, person: str) -> None:
    if person != escalation.raiser.person and person not in escalation.had_by:
        raise NotYours(
            N_("Only the colleague who asked, or an officer who has taken it, can do that.")
        )


def _raised_it(escalation: Escalation, person: str) -> None:
    if person != escalation.raiser.person:
        raise NotYours(N_("Only the colleague who asked can do that."))


def _tonight(desk: Desk, page: Page, escalation: Escalation) -> tuple[Rung, ...]:
    """Return tonight's ladder, less everybody who was not on the list at the press."""
    rota = page.rota()
    plan = rota.plan(escalation.ladder)
    if escalation.state is not State.OPEN or plan is None:
        return ()
    ladder = rota.on_duty(plan, desk.clock.now(), raiser=escalation.raiser.person)
    ladder = own_rings(ladder, page.marked())
    wanted = [rung.person for rung in ladder.rungs if rung.person in escalation.listed]
    try:
        return chosen(ladder, [person for person in wanted if person]) if wanted else ()
    except NobodyToRing:
        return ()
