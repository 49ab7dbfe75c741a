"""A number is measured by letting it ring; call-outs go first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk.proofs import (
    ANSWERED,
    DAY,
    OVER,
    PRIYA,
    RINGING,
    SECRET,
    TOM,
    found,
    has_code_spoken,
    looks,
    marks,
    measures,
    proves,
    tells,
)

from service.desk import code_calls, proving, proving_calls
from service.desk.raising import Press, raise_escalation
from service.domain import words
from service.domain.attempt import CallStatus
from service.domain.people import NumberMarks
from service.domain.proving import Found
from service.ports import NotPlaced, Uncertain


def test_a_number_is_proved_before_it_is_measured(day):
    with pytest.raises(proving.NotProvedYet):
        proving.ask_measuring(day.desk, "priya", "tom")


def test_a_mailbox_is_measured_from_the_ring_to_the_answer_by_the_carriers_clock(day, glass):
    proves(day)
    measuring = measures(day, glass)
    assert [one.token for one in day.telephone.announced] == [measuring.id]
    assert proving.proof_of(day.desk, "priya").rings
    glass.wait(300 / 2)
    tells(day, measuring, (RINGING, 3), (ANSWERED, 27))
    assert proving_calls.answered(day.desk, measuring.id, "CA1").listens
    assert found(day) is None
    glass.at = DAY + timedelta(seconds=50)
    tells(day, measuring, (OVER, 50))
    assert found(day) is Found.MAILBOX
    assert marks(day) == NumberMarks(
        proved_at=DAY, measured_at=glass.at, mailbox=timedelta(seconds=24)
    )


def test_silence_after_the_last_turn_counts_where_the_end_is_never_told(day, glass):
    proves(day)
    measuring = measures(day, glass)
    tells(day, measuring, (RINGING, 3), (ANSWERED, 27))
    for turn in range(1, words.TURNS + 1):
        assert proving_calls.answered(day.desk, measuring.id, "CA1", turn).listens
    assert marks(day).mailbox is None
    assert not proving_calls.answered(day.desk, measuring.id, "CA1", words.TURNS + 1).said
    assert marks(day).mailbox == timedelta(seconds=24)


def test_a_person_presses_one_and_nothing_is_measured(day, glass):
    proves(day)
    measuring = measures(day, glass)
    tells(day, measuring, (RINGING, 3), (ANSWERED, 27))
    again = proving_calls.pressed(day.desk, measuring.id, "CA1", "7", 1)
    assert again.turn == 2
    assert proving_calls.pressed(day.desk, measuring.id, "CA1", "1", 2) == words.measured_nothing()
    tells(day, measuring, (OVER, 40))
    assert found(day) is Found.PERSON
    assert marks(day) == NumberMarks(proved_at=DAY)


def test_no_answer_in_a_minute_is_no_mailbox(day, glass):
    proves(day, mailbox=timedelta(seconds=20))
    tells(day, measures(day, glass), (RINGING, 3), (CallStatus.NO_ANSWER, 64))
    assert found(day) is Found.NO_MAILBOX
    assert marks(day) == NumberMarks(proved_at=DAY, measured_at=glass.at)


def test_a_phone_that_a_call_out_rings_is_not_rung_and_the_carrier_neither(day, glass):
    proves(day)
    call_out = raise_escalation(day.desk, Press(person="sam"))
    looks(day, call_out)
    measuring = measures(day, glass)
    assert not day.telephone.announced
    assert glass.at - DAY == timedelta(minutes=1)
    assert found(day) is Found.NOT_DONE
    assert not proving.proof_of(day.desk, "priya").rings
    assert measuring.phone == PRIYA


def test_one_that_is_stopped_by_lot_looks_the_same_to_the_second(day, glass):
    proves(day)
    measures(replace(day, desk=replace(day.desk, draw=lambda _odds: 0)), glass)
    assert not day.telephone.announced
    assert glass.at - DAY == timedelta(minutes=1)
    assert found(day) is Found.NOT_DONE


def test_what_the_carrier_does_not_take_comes_to_nothing(day, glass):
    proves(day)
    day.telephone.fails_next(NotPlaced())
    measures(day, glass)
    assert found(day) is Found.NOT_DONE


def test_a_lost_answer_is_waited_for(day, glass):
    proves(day)
    day.telephone.fails_next(Uncertain(), after_taking=True)
    measuring = measures(day, glass)
    assert found(day) is None
    tells(day, measuring, (RINGING, 3), (ANSWERED, 27), (OVER, 50))
    assert found(day) is Found.MAILBOX


def test_a_call_of_ours_that_is_let_ring_is_never_taken_for_a_lost_one(day, glass):
    proves(day)
    measures(day, glass)
    (call,) = day.telephone.announced
    with day.desk.book.reading() as page:
        assert page.known_calls([call.sid, "CA2"]) == {call.sid}


def test_a_call_out_ends_what_rings_its_phone_before_it_rings_it(day, glass):
    proves(day)
    measuring = measures(day, glass)
    (call,) = day.telephone.announced
    tells(day, measuring, (RINGING, 3))
    looks(day, raise_escalation(day.desk, Press(person="sam")))
    assert day.telephone.hung_up == [call.sid]
    assert len(day.telephone.calls) == 1
    tells(day, measuring, (ANSWERED, 27), (OVER, 50))
    assert found(day) is Found.NOT_DONE
    assert marks(day) == NumberMarks(proved_at=DAY)


def test_a_call_out_rings_also_where_the_other_call_cannot_be_ended(day, glass):
    proves(day)
    measures(day, glass)
    day.telephone.fails_next(NotPlaced())  # to whatever is asked of the carrier first
    looks(day, raise_escalation(day.desk, Press(person="sam")))
    assert len(day.telephone.calls) == 1
    assert found(day) is Found.NOT_DONE


def test_one_that_is_just_being_placed_is_ended_as_soon_as_it_has_an_id(day, glass):
    proves(day)
    measuring = proving.ask_measuring(day.desk, "priya", "tom")
    proving_calls.free_phone(day.desk, day.telephone, PRIYA)
    assert not day.telephone.hung_up
    proving._place(day, measuring)
    assert day.telephone.hung_up == [day.telephone.announced[0].sid]


def test_a_call_that_speaks_a_code_gives_way_too_and_other_phones_are_left_alone(day):
    has_code_spoken(day)
    (call,) = day.telephone.announced
    proving_calls.free_phone(day.desk, day.telephone, TOM)
    assert not day.telephone.hung_up
    proving_calls.free_phone(day.desk, day.telephone, PRIYA)
    assert day.telephone.hung_up == [call.sid]


def test_a_phone_that_still_hears_the_code_is_let_ring_after_it(day, glass):
    code = has_code_spoken(day)
    proving.type_code(day.desk, SECRET, "priya", code)
    (call,) = day.telephone.announced
    measuring = proving.ask_measuring(day.desk, "priya", "tom")

    def waits(seconds):
        assert day.telephone.announced == [call]
        glass.wait(seconds)
        if glass.at - DAY >= timedelta(seconds=5):
            code_calls.told(day.desk, call.token, call.sid, OVER)

    proving.let_ring(day, measuring, wait=waits)
    assert glass.at - DAY == timedelta(seconds=5)
    assert [one.token for one in day.telephone.announced] == [call.token, measuring.id]
