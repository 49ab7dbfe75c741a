"""An attempt starts to dial while it may, in the hands that hold it, and never otherwise."""

from dataclasses import replace
from datetime import timedelta

import pytest
from book.examples import AMARA, BEN, NOW, SAM, call, press
from book.steps import add, read

from service.desk.acting import new_id
from service.domain.attempt import AttemptState, CallStatus, CarrierCall, Purpose
from service.domain.escalation import Holder, State
from service.domain.ladder import Channel
from service.domain.line import on_the_line
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


LISTENS = CarrierCall(sid="CA" + "1" * 32, status=CallStatus.IN_PROGRESS)
OFFICER = Holder(person="amara", name="Amara", phone=AMARA, at=NOW, channel=Channel.CALL)
ENDED = call(AMARA, state=AttemptState.ENDED, calls=(LISTENS,))
BRIDGE = call(SAM, state=AttemptState.DIALLING, purpose=Purpose.PUT_THROUGH)
HUNG_UP = replace(LISTENS, status=CallStatus.COMPLETED)


@pytest.mark.parametrize(
    ("changed", "engaged"),
    [
        ({"attempts": (ENDED,)}, True),
        ({"attempts": (BRIDGE,)}, True),
        ({"attempts": (BRIDGE,), "holder": replace(OFFICER, reminded_at=NOW)}, True),
        ({"attempts": (ENDED,), "holder": replace(OFFICER, reminded_at=NOW)}, False),
        ({"attempts": (ENDED,), "state": State.SPOKEN}, False),
        ({"attempts": (ENDED,), "drill": True}, False),
        ({"attempts": (replace(ENDED, calls=(HUNG_UP,)),)}, False),
        ({"attempts": (replace(ENDED, phone=BEN),)}, False),
        ({"attempts": (replace(BRIDGE, state=AttemptState.ENDED),)}, False),
        ({"attempts": (replace(BRIDGE, intended_at=NOW - timedelta(seconds=1)),)}, False),
    ],
)
def test_an_officer_is_on_the_line_with_what_they_have_taken(book, changed, engaged):
    """The rule stands twice, once in SQL for all at once: both say the same."""
    fresh = {"state": State.ACKNOWLEDGED, "holder": OFFICER} | changed
    attempts = tuple(replace(one, id=new_id()) for one in fresh.pop("attempts"))
    one = add(book, press(attempts=attempts, **fresh))
    with book.reading() as page:
        assert page.engaged(AMARA, "another") == engaged
        assert not page.engaged(AMARA, one.id)
    assert (on_the_line(read(book, one)) == AMARA) == engaged
