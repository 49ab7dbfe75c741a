"""Pages that are only read: guidance, the neutral page, what a device keeps, the trustees'."""

from dataclasses import replace
from datetime import UTC, datetime

from browser.states.own import by_day
from browser.states.staff import phones_are_real
from browser.states.state import CALL_OUT, State
from web.climbing import look
from web.house import House, example_rota
from web.over import anything, keeps

from service.desk.raising import GRACE
from service.domain.faults import Fault
from service.domain.people import Role


def sixty_call_outs(house: House) -> None:
    """Let a year have had call-outs enough to be counted."""
    keeps(house, anything(60, datetime(2026, 10, 1, tzinfo=UTC), 12))


def tom_is_a_trustee(house: House) -> None:
    """Let somebody who may be rung be a trustee as well."""
    usual = example_rota()
    tom = replace(usual.people["tom"], roles=frozenset({Role.OFFICER, Role.TRUSTEE}))
    house.changes_rota(replace(usual, people={**usual.people, "tom": tom}))


def every_alarm(house: House) -> None:
    """Let everything be wrong with the house that can be."""
    with house.real_book.writing() as page:
        for fault in Fault:
            page.notice(fault, house.clock.now())


def pressed_on_the_page(house: House, one: str) -> None:
    """Let the press be so fresh that no phone rings yet."""
    with house.real_book.writing() as page:
        escalation = page.escalation(one)
        page.save(replace(escalation, due_at=escalation.raised_at + GRACE))


READING = (
    State(name="guidance, not urgent", page="guidance.not_urgent", where="/guidance/not-urgent"),
    State(name="guidance, in the past", page="guidance.in_the_past", where="/guidance/in-the-past"),
    State(name="hidden", page="today.page", where="/today"),
    State(name="kept, signed in", page="offline.page", person="sam", where="/offline"),
    State(name="kept, signed out", page="offline.page", where="/offline"),
    State(
        name="raiser, in the pause before the first ring",
        page="call_out.page",
        person="sam",
        where=CALL_OUT,
        events=(pressed_on_the_page,),
    ),
    State(
        name="raiser, pressed again",
        page="call_out.page",
        person="sam",
        where=f"{CALL_OUT}?again=1",
        events=(look,),
    ),
    State(
        name="raiser, pressed again with changes",
        page="call_out.page",
        person="sam",
        where=f"{CALL_OUT}?changed=1",
        events=(look,),
    ),
    State(
        name="hidden, with real phones", page="today.page", where="/today", given=(phones_are_real,)
    ),
    State(
        name="trustees, nothing to count", page="trustees.page", person="grace", where="/trustees"
    ),
    State(
        name="trustees, with figures",
        page="trustees.page",
        person="grace",
        where="/trustees",
        given=(by_day, sixty_call_outs),
    ),
    State(
        name="trustees, may be rung",
        page="trustees.page",
        person="tom",
        where="/trustees",
        given=(by_day, sixty_call_outs, tom_is_a_trustee),
    ),
    State(
        name="trustees, under every alarm",
        page="trustees.page",
        person="grace",
        where="/trustees",
        given=(by_day, every_alarm),
    ),
)
