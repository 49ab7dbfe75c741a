"""Which numbers count as cover, and for how long each phone is rung."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.ladder import Ladder, Rung
from service.domain.people import NumberMarks, Person, PhoneNumber
from service.domain.proving import (
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
