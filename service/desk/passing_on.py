"""Pass on, by one key, all that a call offered: in one transaction, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.desk import Desk
from service.desk.acting import new_id
from service.desk.spots import Case
from service.domain.changes import Act
from service.domain.refusals import AlreadyTaken, NotFromHere
from service.domain.sharing import pass_on_together
from service.ports import Page


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Whether anything was passed on; and who, where nothing was, has it already."""

    any: bool = False
    taken_by: str = ""


def pass_on(desk: Desk, cases: Sequence[Case]) -> PassedOn:
    """Pass on each of *cases* that nobody has: the next person is rung now."""
    done = PassedOn()
    # Oldest first, as they were offered: two calls lock the same rows in the same order.
    with desk.book.writing() as page:
        for case in cases:
            try:
                done = PassedOn(any=_passed_on(desk, page, case) or done.any)
            except AlreadyTaken as second:
                done = PassedOn(any=done.any, taken_by=str(second.facts["name"]))
            except NotFromHere:
                continue
    for case in cases:
        desk.bell.ring(case.escalation.id)
    return done


def _passed_on(desk: Desk, page: Page, case: Case) -> bool:
    """Pass one on, as the page has it now: the one before may have changed it."""
    escalation = page.escalation(case.escalation.id)
    if escalation is None:
        return False
    step = case.now(escalation).step
    act = Act(person=step.person, at=desk.clock.now(), channel=step.channel, attempt=step.attempt)
    change = pass_on_together(escalation, act, case.rung, case.call, new_id)
    if change.escalation is not escalation:
        page.save(change.escalation, change.events)
    return True
