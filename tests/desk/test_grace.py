"""A press on the page has a moment to be taken back; nothing is lost in it, and nothing rings."""

from datetime import timedelta

import pytest
from book.examples import rota

from service.desk import acting, errands
from service.desk.acting import Step
from service.desk.advancing import advance
from service.desk.raising import GRACE, Press, raise_escalation
from service.domain.escalation import State

NOW = timedelta()
JUST_BEFORE = GRACE - timedelta(milliseconds=1)


@pytest.fixture
def house(line):
    with line.desk.book.writing() as page:
        page.replace_rota(rota())
    return line


def presses(house, key="once", **press):
    return raise_escalation(house.desk, Press(person="sam", key=key, grace=GRACE, **press))


def looks(house, escalation):
    """Do what a hint or a ticker would do now; return who is rung by it."""
    for work in advance(house.desk, escalation.id):
        errands.run(house, work)
    return [call.attempt.name for call in house.telephone.calls.values()]


def found_by_the_ticker(house):
    with house.desk.book.reading() as page:
        return page.due(house.desk.clock.now(), 10)


@pytest.mark.parametrize("after", [NOW, JUST_BEFORE])
def test_a_hint_within_the_grace_rings_nobody_and_delays_nothing(house, after):
    one = presses(house)
    house.desk.clock.at += after
    assert looks(house, one) == []
    house.desk.clock.at += GRACE - after
    assert len(looks(house, one)) == 1


def test_with_no_hint_at_all_the_ticker_finds_it_when_it_is_due(house):
    one = presses(house)
    assert found_by_the_ticker(house) == []
    house.desk.clock.at += GRACE
    assert found_by_the_ticker(house) == [one.id]


def test_the_pace_counts_from_the_first_ring_and_not_from_the_press(house):
    one = presses(house)
    house.desk.clock.at += GRACE
    looks(house, one)
    with house.desk.book.reading() as page:
        found = page.escalation(one.id)
    assert found.raised_at + GRACE == found.climb.started_at == found.climb.begun[0]


def test_taken_back_in_time_it_rings_and_texts_nobody(house):
    one = presses(house)
    house.desk.clock.at += JUST_BEFORE
    done = acting.cancel(house.desk, Step(escalation=one.id, person="sam"))
    assert done.state is State.CANCELLED
    for _ in range(3):
        house.desk.clock.at += timedelta(minutes=2)
        assert looks(house, one) == []
    assert house.telephone.texts == {}


def test_pressing_again_within_it_neither_doubles_nor_puts_it_off(house):
    one = presses(house)
    house.desk.clock.at += GRACE / 2
    assert presses(house).id == one.id
    assert presses(house, key="another tab", unless_open=True).id == one.id
    house.desk.clock.at += GRACE / 2
    assert len(looks(house, one)) == 1


def test_ring_again_within_it_rings_at_once(house):
    one = presses(house)
    acting.ring_again(house.desk, Step(escalation=one.id, person="sam"))
    assert len(looks(house, one)) == 1


def test_a_press_that_is_no_slip_of_a_thumb_waits_for_nothing(house):
    one = raise_escalation(house.desk, Press(person="sam"))
    assert one.due_at == one.raised_at
    assert len(looks(house, one)) == 1
