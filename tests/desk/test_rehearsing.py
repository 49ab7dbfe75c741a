"""A rehearsal that is open when the carrier becomes real: it rings on, and that is said."""

import pytest

from service.desk import rehearsing
from service.desk.acting import Step, cancel
from service.desk.raising import Press, raise_escalation
from service.domain.ladder import Channel


@pytest.fixture
def is_open(day):
    return lambda: rehearsing.is_open(day.desk)


def presses(day):
    return raise_escalation(day.desk, Press(person="sam"))


def test_what_was_pressed_while_phones_were_pretended_is_open_until_it_is_ended(
    day, glass, is_open
):
    pressed = presses(day)
    assert not is_open(), "nobody has pretended anything"
    glass.wait(10)
    rehearsing.note(day.desk)
    assert is_open()
    glass.wait(7 * 24 * 3600)
    assert is_open()
    cancel(day.desk, Step(escalation=pressed.id, person="sam", channel=Channel.PAGE))
    assert not is_open()


def test_what_is_pressed_with_real_phones_is_never_told_of(day, glass, is_open):
    rehearsing.note(day.desk)
    glass.wait(rehearsing.LAST_PRESS.total_seconds() + 1)
    presses(day)
    assert not is_open()


def test_what_was_pressed_right_before_it_ended_counts(day, glass, is_open):
    rehearsing.note(day.desk)
    glass.wait(9)
    presses(day)
    assert is_open()


def test_who_pretends_beside_real_phones_makes_no_rehearsal_of_a_call_out(day, glass, is_open):
    rehearsing.note_real(day.desk)
    presses(day)
    for _ in range(6):
        glass.wait(10)
        rehearsing.note_real(day.desk)
        rehearsing.note(day.desk)
        assert not is_open()
        assert rehearsing.goes_on(day.desk)
    glass.wait(rehearsing.STILL.total_seconds())
    assert not is_open(), "nor afterwards"
    assert not rehearsing.goes_on(day.desk)


def test_a_rehearsal_that_was_left_open_stays_told_of_beside_real_phones(day, glass, is_open):
    presses(day)
    rehearsing.note(day.desk)
    glass.wait(60)
    rehearsing.note_real(day.desk)
    rehearsing.note(day.desk)
    assert is_open()


def test_who_pretends_alone_is_seen_by_a_page_that_has_real_phones(day, glass):
    rehearsing.note(day.desk)
    assert rehearsing.goes_on(day.desk)
    glass.wait(rehearsing.STILL.total_seconds())
    assert not rehearsing.goes_on(day.desk)
