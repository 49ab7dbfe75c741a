"""A phone is tried by a call and a text; call-outs go first, and nothing else is touched."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk.proofs import DAY, PRIYA

from service.desk import code_calls, proving_calls, trying, trying_texts
from service.desk.access import NoSuchPerson
from service.desk.proving import RingsAlready, RungOften
from service.desk.raising import Press, raise_escalation
from service.desk.trying import Came, Result, Step
from service.domain.attempt import CallStatus
from service.domain.people import NumberMarks
from service.ports import NotPlaced, Refused, Uncertain


def rung(day, glass):
    return trying.ring(day, PRIYA, "priya", glass.wait)


def tells(day, code, *statuses, said=None):
    """Have the carrier tell of the call, and ask what to say where it is answered."""
    for status in statuses:
        code_calls.told(day.desk, code.id, code.sid, status)
        if status is CallStatus.IN_PROGRESS:
            code_calls.answered(day.desk, code.id, code.sid)
    if said:
        return code_calls.pressed(day.desk, "a secret", code.id, said, 1)
    return None


def steps(day, glass, code):
    return [step for step, _ in trying.follow(day, code.id, glass.wait)]


def test_a_call_that_is_answered_too_late_asks_nothing_of_anybody(day, glass):
    code = rung(day, glass)
    glass.wait(10 * 60)
    for heard in (
        code_calls.answered(day.desk, code.id, code.sid),
        code_calls.pressed(day.desk, "a secret", code.id, "1", 1),
    ):
        assert heard.said == ("Thank you. You do not need to do anything. You can hang up.",)


def test_each_step_is_told_once_and_the_key_makes_it_right(day, glass):
    code = rung(day, glass)
    glass.wait(3)
    heard = tells(day, code, CallStatus.RINGING, CallStatus.IN_PROGRESS, said="1")
    tells(day, code, CallStatus.COMPLETED)
    assert "This was a test, and nobody needs you now." in heard.said
    assert steps(day, glass, code) == list(Step)
    assert trying.result_of(day, code.id) == Result(Came.BACK)
    with day.desk.book.reading() as page:
        assert page.due(glass.now(), 5) == []


def test_another_key_says_it_again_and_is_no_answer(day, glass):
    code = rung(day, glass)
    tells(day, code, CallStatus.RINGING, CallStatus.IN_PROGRESS)
    again = code_calls.pressed(day.desk, "a secret", code.id, "5", 1)
    assert "test call" in " ".join(again.menu)
    assert again.turn == 2
    tells(day, code, CallStatus.COMPLETED)
    day.telephone.announced_are[code.sid] = CallStatus.COMPLETED
    assert trying.result_of(day, code.id) == Result(Came.NO_KEY)


@pytest.mark.parametrize(
    ("status", "came"),
    [
        (CallStatus.NO_ANSWER, Came.NO_ANSWER),
        (CallStatus.BUSY, Came.BUSY),
        (CallStatus.FAILED, Came.FAILED),
        (CallStatus.CANCELED, Came.NOT_DONE),
    ],
)
def test_a_call_that_nobody_answers_says_how_it_ended(day, glass, status, came):
    code = rung(day, glass)
    tells(day, code, CallStatus.RINGING, status)
    day.telephone.announced_are[code.sid] = status
    assert steps(day, glass, code)[-1] is Step.OVER
    assert trying.result_of(day, code.id) == Result(came)


def test_a_call_of_which_nothing_is_told_is_asked_for_and_shows_that_we_are_not_reached(day, glass):
    code = rung(day, glass)
    day.telephone.announced_are[code.sid] = CallStatus.COMPLETED
    assert steps(day, glass, code) == [Step.ASKED]
    assert glass.now() - DAY < timedelta(seconds=12)
    assert trying.result_of(day, code.id) == Result(Came.UNHEARD)


def test_it_ends_where_neither_side_says_anything(day, glass):
    code = rung(day, glass)
    assert steps(day, glass, code) == [Step.ASKED]
    assert glass.now() - DAY <= trying.LONGEST_CALL + timedelta(seconds=1)
    assert trying.result_of(day, code.id) == Result(Came.UNKNOWN)


@pytest.mark.parametrize(
    ("failure", "result"),
    [
        (Refused(21211), Result(Came.REFUSED, 21211)),
        (NotPlaced(20003, account=True), Result(Came.ACCOUNT, 20003)),
        (NotPlaced(20429), Result(Came.CARRIER, 20429)),
    ],
)
def test_what_the_carrier_refuses_is_named_by_its_code(day, glass, failure, result):
    day.telephone.fails_next(failure)
    assert rung(day, glass) == result
    day.telephone.fails_next(failure)
    assert trying_texts.text(day, PRIYA, "priya") == result


def test_a_call_whose_answer_was_lost_is_followed_by_what_is_told_of_it(day, glass):
    day.telephone.fails_next(Uncertain(), after_taking=True)
    code = rung(day, glass)
    tells(day, replace(code, sid="CA" + "f" * 32), CallStatus.RINGING, CallStatus.IN_PROGRESS)
    tells(day, replace(code, sid="CA" + "f" * 32), CallStatus.COMPLETED, said="1")
    assert steps(day, glass, code) == list(Step)


def test_a_call_out_goes_first_and_it_reads_as_where_the_lot_puts_it_off(day, glass):
    unlucky = replace(day, desk=replace(day.desk, draw=lambda _odds: 0))
    assert rung(unlucky, glass) == Result(Came.NOT_DONE)
    waited, glass.at = glass.now() - DAY, DAY

    raise_escalation(day.desk, Press(person="sam"))
    assert rung(day, glass) == Result(Came.NOT_DONE)
    assert glass.now() - DAY == waited
    assert not day.telephone.announced


def test_a_call_out_that_needs_the_phone_ends_the_call(day, glass):
    code = rung(day, glass)
    tells(day, code, CallStatus.RINGING)
    proving_calls.free_phone(day.desk, day.telephone, PRIYA)
    assert day.telephone.hung_up == [code.sid]


def test_by_night_a_phone_is_tried_only_where_its_owner_expects_it(day, glass):
    glass.at = DAY + timedelta(hours=11)
    with pytest.raises(trying.AtNight):
        trying.begin(day.desk, "priya", at_night=False, text=True)
    person, _ = trying.begin(day.desk, "priya", at_night=True, text=True)
    assert person.phone == PRIYA


def test_only_a_number_of_the_rota_is_tried(day):
    with pytest.raises(NoSuchPerson, match="priya"):
        trying.begin(day.desk, "+447700900999", at_night=False, text=True)


def test_a_phone_that_takes_no_texts_is_tried_by_a_call_alone(day):
    with day.desk.book.writing() as page:
        page.mark(PRIYA, NumberMarks(texts_off=True))
    with pytest.raises(trying.TakesNoTexts):
        trying.begin(day.desk, "priya", at_night=False, text=True)
    assert trying.begin(day.desk, "priya", at_night=False, text=False)


def test_one_phone_is_tried_one_call_at_a_time_and_not_too_often(day, glass):
    code = rung(day, glass)
    with pytest.raises(RingsAlready):
        trying.begin(day.desk, "priya", at_night=False, text=True)
    tells(day, code, CallStatus.COMPLETED)
    for _ in range(6):
        trying.begin(day.desk, "priya", at_night=False, text=True)
    with pytest.raises(RungOften):
        trying.begin(day.desk, "priya", at_night=False, text=True)
