"""An errand whose answer is lost, or whose call is doubled, leaves the right thing due."""

from dataclasses import replace
from datetime import timedelta

import pytest
from book.examples import NOW, call, press
from book.steps import add, read

from service.desk import errands
from service.desk.advancing import advance
from service.desk.placing import FIRST_CALLBACK
from service.desk.work import Work
from service.domain.attempt import AttemptState, CallStatus, CarrierCall, Outcome
from service.domain.plan import AskCarrier, Dial
from service.ports import Uncertain

SOON, LATE = NOW + FIRST_CALLBACK / 2, NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("was_due", "is_due"),
    [(SOON, SOON), (LATE, NOW + FIRST_CALLBACK), (None, NOW + FIRST_CALLBACK)],
    ids=["sooner", "later", "never"],
)
def test_a_lost_answer_puts_off_nothing_that_was_due_sooner(line, was_due, is_due):
    attempt = call()
    one = add(line.desk.book, press(attempts=(attempt,), due_at=was_due))
    line.telephone.fails_next(Uncertain())

    errands.run(line, Work(Dial(attempt.id), attempt.fence, one))

    found = read(line.desk.book, one)
    assert found.due_at == is_due
    assert found.attempts[0].state is AttemptState.DIALLING
    assert found.attempts[0].due_at == NOW + FIRST_CALLBACK


@pytest.mark.parametrize("open_one", [0, 1], ids=["first", "second"])
def test_an_attempt_of_two_calls_is_asked_about_by_the_one_that_is_still_open(line, open_one):
    quiet = call(state=AttemptState.PLACED, due_at=NOW)
    first, second = (line.telephone.call(quiet) for _ in range(2))
    rings, is_over = (first, second) if open_one == 0 else (second, first)
    statuses = {rings: CallStatus.RINGING, is_over: CallStatus.CANCELED}
    calls = tuple(CarrierCall(sid=sid, status=statuses[sid]) for sid in (first, second))
    one = add(line.desk.book, press(attempts=(replace(quiet, calls=calls),)))
    line.telephone.becomes(rings, CallStatus.BUSY)
    line.telephone.becomes(is_over, CallStatus.CANCELED)

    (work,) = advance(line.desk, one.id)
    assert isinstance(work.errand, AskCarrier)
    errands.run(line, work)

    (attempt,) = read(line.desk.book, one).attempts
    assert attempt.outcome is Outcome.BUSY
