"""An attempt starts to dial while it may, in the hands that hold it, and never otherwise."""

from dataclasses import replace
from datetime import timedelta

import pytest
from book.examples import AMARA, BEN, NOW, SAM, call, press
from book.steps import add, read

from service.domain.attempt import AttemptState, Purpose
from service.domain.escalation import State
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber

LATER = NOW + timedelta(seconds=1)


def dials(book, attempt, fence=1):
    with book.writing() as page:
        return page.start_dialling(attempt.id, fence, LATER)


def test_it_starts_while_the_escalation_is_open(book):
    attempt = call()
    one = add(book, press(attempts=(attempt, call())))

    assert dials(book, attempt)

    dialling = replace(attempt, state=AttemptState.DIALLING, dialled_at=LATER)
    assert read(book, one).attempts == (dialling, one.attempts[1])


@pytest.mark.parametrize("state", [State.ACKNOWLEDGED, State.SPOKEN, State.CANCELLED])
@pytest.mark.parametrize("purpose", [Purpose.OFFER, Purpose.RING_BACK])
def test_one_that_asks_does_not_start_once_somebody_has_it(book, state, purpose):
    attempt = call(purpose=purpose)
    one = add(book, press(state=state, attempts=(attempt,)))
    assert not dials(book, attempt)
    assert read(book, one) == one


@pytest.mark.parametrize("state", State)
def test_a_notice_goes_out_whatever_the_state(book, state):
    attempt = call(purpose=Purpose.STOOD_DOWN, channel=Channel.TEXT)
    add(book, press(state=state, attempts=(attempt,)))
    assert dials(book, attempt)


@pytest.mark.parametrize("fence", [0, 2])
def test_a_sleepwalker_is_stopped_by_the_fence(book, fence):
    attempt = call()
    one = add(book, press(attempts=(attempt,)))
    assert not dials(book, attempt, fence)
    assert read(book, one) == one


@pytest.mark.parametrize("state", [AttemptState.DIALLING, AttemptState.PLACED, AttemptState.ENDED])
def test_only_an_intent_starts(book, state):
    attempt = call(state=state)
    add(book, press(attempts=(attempt,)))
    assert not dials(book, attempt)


def test_an_unknown_attempt_does_not_start(book):
    assert not dials(book, call())


def test_a_save_in_the_same_page_that_does_not_touch_it_keeps_it(book):
    attempt = call()
    one = add(book, press(attempts=(attempt,)))
    with book.writing() as page:
        page.escalation(one.id)
        page.start_dialling(attempt.id, 1, LATER)
        page.save(replace(one, drill=True))
    assert read(book, one).attempts[0].state is AttemptState.DIALLING


def test_a_lease_is_put_off_in_the_hands_that_hold_it(book):
    until = NOW + timedelta(seconds=9)
    mine, other, dialling, placed = (
        call(),
        call(fence=2),
        call(state=AttemptState.DIALLING),
        call(state=AttemptState.PLACED),
    )
    one = add(book, press(attempts=(mine, other, dialling, placed)))

    with book.writing() as page:
        page.renew([a.id for a in one.attempts], [1, 1, 1, 1], until)
        page.renew([], [], until)

    assert [a.due_at for a in read(book, one).attempts] == [
        until,
        other.due_at,
        until,
        placed.due_at,
    ]


@pytest.mark.parametrize("state", [AttemptState.DIALLING, AttemptState.PLACED])
def test_a_phone_that_rings_for_somebody_else_is_engaged(book, state):
    one = add(book, press(attempts=(call(AMARA, state=state),)))
    with book.reading() as page:
        assert page.engaged(AMARA, "another")
        assert not page.engaged(AMARA, one.id)
        assert not page.engaged(BEN, "another")
        assert not page.engaged(PhoneNumber(AMARA.e164, "12"), "another")


@pytest.mark.parametrize(
    "changed",
    [
        {"state": AttemptState.ENDED},
        {"state": AttemptState.INTENT},
        {"channel": Channel.TEXT},
        {"purpose": Purpose.DETAILS},
    ],
)
def test_what_is_over_or_written_or_tells_only_engages_no_phone(book, changed):
    add(book, press(attempts=(call(SAM, **changed),)))
    with book.reading() as page:
        assert not page.engaged(SAM, "another")
