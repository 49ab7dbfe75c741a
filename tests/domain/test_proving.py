"""Which numbers count as cover, and for how long each phone is rung."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.attempt import CallStatus
from service.domain.ladder import Ladder, Rung
from service.domain.people import NumberMarks, Person, PhoneNumber
from service.domain.proving import (
    Found,
    Measuring,
    counts,
    own_ring,
    own_rings,
    proved_phones,
    to_prove_anew,
    unproved,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PRIYA, TOM = PhoneNumber("+447700900111"), PhoneNumber("+447700900112")
JUST_PROVED = NumberMarks(proved_at=NOW)


def seconds(count):
    return timedelta(seconds=count)


def measured(mailbox=None):
    return replace(JUST_PROVED, measured_at=NOW, mailbox=mailbox and seconds(mailbox))


def test_a_number_that_was_never_proved_counts_for_nothing():
    assert not counts(PRIYA, {}, NOW)
    assert not counts(PRIYA, {PRIYA: NumberMarks()}, NOW)
    assert not counts(PRIYA, {TOM: JUST_PROVED}, NOW)


def test_a_proof_counts_for_ninety_days_to_the_second():
    marks = {PRIYA: JUST_PROVED}
    assert counts(PRIYA, marks, NOW)
    assert counts(PRIYA, marks, NOW + timedelta(days=90) - seconds(1))
    assert not counts(PRIYA, marks, NOW + timedelta(days=90))


def test_wrong_person_ends_it_at_once():
    assert not counts(PRIYA, {PRIYA: replace(JUST_PROVED, prove_again=True)}, NOW)


def test_all_that_count_are_named():
    old = NumberMarks(proved_at=NOW - timedelta(days=91))
    assert proved_phones({PRIYA: JUST_PROVED, TOM: old}, NOW) == {PRIYA}


@pytest.mark.parametrize(
    ("mailbox", "ring"), [(25, 21), (None, 30), (9, 12), (16, 12), (17, 13), (34, 30), (50, 30)]
)
def test_a_phone_is_rung_until_just_before_its_mailbox_answers(mailbox, ring):
    assert own_ring(measured(mailbox)) == seconds(ring)


def test_a_phone_that_was_not_measured_is_rung_as_its_ladder_says():
    assert own_ring(JUST_PROVED) is None


def test_each_rung_gets_the_time_of_its_own_phone_and_keeps_the_rest():
    rungs = (
        Rung(role="Officer", person="priya", name="Priya", phone=PRIYA),
        Rung(role="Deputy", person="tom", name="Tom", phone=TOM),
        Rung(role="Deputy"),
    )
    ladder = Ladder(name="safeguarding", rungs=rungs)
    own = own_rings(ladder, {PRIYA: measured(20)})
    assert [rung.pace.ring for rung in own.rungs] == [seconds(16), seconds(22), seconds(22)]
    assert own.rungs[1:] == rungs[1:]
    assert replace(own.rungs[0].pace, ring=seconds(22)) == rungs[0].pace


def person(key, phone):
    return Person(key=key, name=key.title(), phone=phone)


def test_a_number_is_proved_anew_where_it_comes_to_somebody_else():
    before = {"priya": person("priya", PRIYA), "tom": person("tom", TOM)}
    swapped = {"priya": person("priya", TOM), "tom": person("tom", PRIYA)}
    assert to_prove_anew(before, before) == set()
    assert to_prove_anew(before, swapped) == {PRIYA, TOM}
    assert to_prove_anew({}, before) == {PRIYA, TOM}
    assert to_prove_anew(before, before | {"tom": person("tom", PRIYA)}) == set()
    assert to_prove_anew(before, {"tom": person("tom", PRIYA)}) == {PRIYA}


def test_what_is_to_be_proved_anew_keeps_what_its_owner_said_of_texts():
    known = replace(measured(20), texts_off=True, prove_again=True)
    assert unproved(known) == NumberMarks(texts_off=True, prove_again=True)


def ringing(**more):
    return Measuring(id="0" * 32, phone=PRIYA, person="priya", asked_at=NOW, **more)


def told(*statuses, **more):
    """Return a measuring that was told each status, so many seconds after it was asked for."""
    found = ringing(**more)
    for status, after in statuses:
        found = found.told(CallStatus(status), NOW + seconds(after))
    return found


RANG, ANSWERED, COMPLETED = ("ringing", 2), ("in-progress", 27), ("completed", 50)
LATER = NOW + seconds(60)


@pytest.mark.parametrize(
    ("statuses", "found"),
    [
        ([RANG, ANSWERED, COMPLETED], Found.MAILBOX),
        ([COMPLETED, ANSWERED, RANG], Found.MAILBOX),
        ([RANG, ANSWERED], None),
        ([RANG], None),
        ([RANG, ("no-answer", 62)], Found.NO_MAILBOX),
        ([RANG, ("in-progress", 6), COMPLETED], Found.TOO_SOON),
        ([RANG, COMPLETED], Found.NOT_DONE),
        ([ANSWERED, COMPLETED], Found.NOT_DONE),
        ([("busy", 2)], Found.NOT_DONE),
        ([RANG, ("failed", 3)], Found.NOT_DONE),
        ([RANG, ("canceled", 9)], Found.NOT_DONE),
    ],
)
def test_letting_it_ring_finds_what_the_carrier_tells_in_any_order(statuses, found):
    assert told(*statuses).found(LATER) is found


def test_what_is_told_twice_counts_as_it_was_first():
    found = told(RANG, ("ringing", 20), ANSWERED, ("in-progress", 40), COMPLETED)
    assert found.waited == seconds(25)


def test_the_key_of_a_person_leaves_nothing_measured():
    found = told(RANG, ANSWERED, by_person=True)
    assert found.found(LATER) is Found.PERSON
    assert found.marks(JUST_PROVED, LATER) == JUST_PROVED


def test_silence_through_the_offer_is_a_mailbox_before_it_has_hung_up():
    assert told(RANG, ANSWERED, silent=True).found(LATER) is Found.MAILBOX


def test_what_we_ended_tells_nothing_whatever_comes_after():
    found = told(RANG, ANSWERED, COMPLETED, stopped=True)
    assert found.found(LATER) is Found.NOT_DONE
    assert found.marks(JUST_PROVED, LATER) == JUST_PROVED


def test_one_of_which_nothing_more_is_heard_came_to_nothing():
    assert told(RANG).found(NOW + timedelta(minutes=4) - seconds(1)) is None
    assert told(RANG).found(NOW + timedelta(minutes=4)) is Found.NOT_DONE


def test_what_was_found_is_kept_with_the_number():
    known = told(RANG, ANSWERED, COMPLETED).marks(JUST_PROVED, LATER)
    assert known == replace(JUST_PROVED, measured_at=LATER, mailbox=seconds(25))
    none = told(RANG, ("no-answer", 62)).marks(known, LATER)
    assert none == replace(JUST_PROVED, measured_at=LATER)
