"""What people and their phones told us, as the book keeps it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from book.examples import NOW

from service.domain.attempt import CallStatus
from service.domain.people import NumberMarks, PhoneNumber
from service.domain.proving import Measuring

PRIYA, DESK = PhoneNumber("+447700900111"), PhoneNumber("+442079460000", "12")

ALL = [
    NumberMarks(),
    NumberMarks(texts_off=True),
    NumberMarks(prove_again=True),
    NumberMarks(proved_at=NOW),
    NumberMarks(proved_at=NOW, measured_at=NOW + timedelta(minutes=1)),
    NumberMarks(measured_at=NOW, mailbox=timedelta(seconds=25)),
]


@pytest.mark.parametrize("known", ALL)
def test_what_was_learnt_of_a_number_comes_back(book, known):
    with book.writing() as page:
        page.mark(PRIYA, NumberMarks(texts_off=True, prove_again=True, proved_at=NOW))
        page.mark(PRIYA, known)
        page.mark(DESK, known)
    with book.reading() as page:
        assert page.marks(PRIYA) == known
        assert page.marked() == {PRIYA: known, DESK: known}


def test_nothing_is_known_of_other_numbers(book):
    with book.writing() as page:
        page.mark(DESK, NumberMarks(proved_at=NOW))
    with book.reading() as page:
        assert page.marks(PhoneNumber(DESK.e164)) == NumberMarks()


ASKED = Measuring(id="0" * 32, phone=PRIYA, person="priya", asked_at=NOW)


def test_the_latest_measuring_of_a_phone_is_found_by_both(book):
    then = replace(ASKED, id="1" * 32, asked_at=NOW + timedelta(minutes=1))
    whole = replace(
        then, sid="CA1", rang_at=NOW, answered_at=NOW, by_person=True, silent=True, stopped=True
    )
    with book.writing() as page:
        for one in (ASKED, then, replace(whole, ended=CallStatus.NO_ANSWER)):
            page.keep_measuring(one)
            assert page.measuring(one.id) == page.measuring_at(PRIYA) == one
    with book.reading() as page:
        assert page.measuring(ASKED.id) is None
        assert page.measuring_at(DESK) is None
        assert page.measuring(then.id).ended is CallStatus.NO_ANSWER
