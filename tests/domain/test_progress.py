"""What the carrier says of a call, in any order, twice, late, or never."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from rehearsal import START, escalation, number_of

from service.domain.attempt import (
    Attempt,
    AttemptState,
    CallStatus,
    CarrierCall,
    Failure,
    Outcome,
    Purpose,
)
from service.domain.decide import next_actions
from service.domain.escalation import Escalation
from service.domain.events import Kind
from service.domain.ladder import Channel
from service.domain.plan import AskCarrier, Dial, FindOut, HangUp
from service.domain.progress import call_moved, not_over, text_failed

LATER = START + timedelta(seconds=1)
CALL = Attempt(
    id="a" * 32,
    purpose=Purpose.OFFER,
    channel=Channel.CALL,
    person="priya",
    name="Priya Example",
    phone=number_of("Priya"),
    climb=1,
    round=1,
    rung=0,
    number=1,
    state=AttemptState.DIALLING,
    intended_at=START,
    dialled_at=START,
    due_at=START + timedelta(seconds=3),
    fence=1,
)
TEXT = replace(CALL, id="t" * 32, channel=Channel.TEXT, state=AttemptState.PLACED, due_at=None)


def told(status: CallStatus, sid: str = "CA1") -> CarrierCall:
    return CarrierCall(sid=sid, status=status)


def after(*words: CarrierCall, attempt: Attempt = CALL) -> tuple[Escalation, list[Kind]]:
    one, kinds = escalation(attempts=(attempt,)), []
    for word in words:
        change = call_moved(one, attempt.id, word, LATER)
        one = change.escalation
        kinds += [event.kind for event in change.events]
    return one, kinds


def only(one: Escalation) -> Attempt:
    return one.attempts[0]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (CallStatus.COMPLETED, Outcome.NO_KEY),
        (CallStatus.BUSY, Outcome.BUSY),
        (CallStatus.NO_ANSWER, Outcome.NO_ANSWER),
        (CallStatus.FAILED, Outcome.FAILED),
        (CallStatus.CANCELED, Outcome.NO_ANSWER),
    ],
)
def test_a_call_that_is_over_ends_its_attempt(status, outcome):
    one, kinds = after(told(CallStatus.RINGING), told(status))
    assert only(one).outcome is outcome
    assert only(one).ended_at == LATER
    assert kinds == [Kind.RINGING, Kind.ENDED]
    assert one.due_at == LATER


def test_only_a_failed_call_says_whose_fault_it_was():
    assert only(after(told(CallStatus.FAILED))[0]).failure is Failure.PERSON
    assert only(after(told(CallStatus.BUSY))[0]).failure is None


ALL = (CallStatus.INITIATED, CallStatus.RINGING, CallStatus.IN_PROGRESS, CallStatus.COMPLETED)


@pytest.mark.parametrize("order", list(permutations(ALL)))
def test_in_any_order_and_doubled_it_comes_to_the_same_end(order):
    one, kinds = after(*(told(status) for status in order for _ in range(2)))
    assert only(one).outcome is Outcome.NO_KEY
    assert only(one).calls[0].status is CallStatus.COMPLETED
    assert kinds.count(Kind.ENDED) == 1


def test_the_first_word_adopts_a_call_whose_answer_is_still_to_come():
    one, _ = after(told(CallStatus.INITIATED))
    assert only(one).state is AttemptState.PLACED
    assert only(one).due_at == LATER + timedelta(seconds=32)


def test_a_quiet_call_is_asked_about_after_its_window():
    one, _ = after(told(CallStatus.RINGING))
    plan = next_actions(one, LATER + timedelta(seconds=32))
    assert AskCarrier(CALL.id) in plan.errands


def test_a_second_call_of_one_attempt_is_hung_up():
    one, _ = after(told(CallStatus.RINGING), told(CallStatus.RINGING, "CA2"))
    assert [call.hang_up_at for call in only(one).calls] == [None, LATER]
    assert HangUp(CALL.id, "CA2") in next_actions(one, LATER).errands


def test_the_end_of_one_of_two_calls_does_not_end_the_attempt():
    one, _ = after(
        told(CallStatus.RINGING), told(CallStatus.RINGING, "CA2"), told(CallStatus.CANCELED, "CA2")
    )
    assert only(one).live


def test_a_call_that_rings_after_it_was_withdrawn_is_hung_up():
    gone = CALL.end(Outcome.WITHDRAWN, START)
    one, kinds = after(told(CallStatus.RINGING), attempt=gone)
    assert only(one).calls[0].hang_up_at == LATER
    assert only(one).outcome is Outcome.WITHDRAWN
    assert kinds == []


def test_a_call_somebody_answered_is_not_hung_up_under_their_ear():
    gone = CALL.end(Outcome.WITHDRAWN, START)
    one, _ = after(told(CallStatus.IN_PROGRESS), attempt=gone)
    assert only(one).calls[0].hang_up_at is None


def test_a_word_about_an_unknown_attempt_or_a_text_changes_nothing():
    one = escalation(attempts=(CALL, TEXT))
    assert call_moved(one, "nobody", told(CallStatus.BUSY), LATER).escalation is one
    assert call_moved(one, TEXT.id, told(CallStatus.BUSY), LATER).escalation is one


def test_a_notice_is_no_part_of_the_history_of_calls():
    notice = replace(CALL, purpose=Purpose.TAKEN)
    assert after(told(CallStatus.RINGING), attempt=notice)[1] == []


def test_a_text_that_did_not_arrive_ends_at_once():
    change = text_failed(escalation(attempts=(TEXT,)), TEXT.id, Failure.PERSON, LATER)
    assert only(change.escalation).outcome is Outcome.FAILED
    assert [event.kind for event in change.events] == [Kind.ENDED]
    assert text_failed(change.escalation, TEXT.id, Failure.PERSON, LATER).events == ()
    assert text_failed(change.escalation, "nobody", Failure.PERSON, LATER).events == ()


@pytest.mark.parametrize(
    ("state", "errand"),
    [
        (AttemptState.INTENT, Dial),
        (AttemptState.DIALLING, FindOut),
        (AttemptState.PLACED, AskCarrier),
    ],
)
def test_what_a_dead_process_left_is_taken_up_by_how_far_it_came(state, errand):
    left = replace(CALL, state=state)
    early = next_actions(escalation(attempts=(left,)), START)
    assert [one for one in early.errands if one.attempt == CALL.id] == []
    assert early.due_at == left.due_at
    late = next_actions(escalation(attempts=(left,)), START + timedelta(seconds=3))
    assert errand(CALL.id) in late.errands


def test_an_answer_about_a_call_that_is_over_meanwhile_changes_nothing():
    over = replace(CALL, state=AttemptState.ENDED, outcome=Outcome.BUSY)
    before = replace(escalation(), attempts=(over,))
    assert not_over(before, over.id, LATER, told=True).escalation is before
