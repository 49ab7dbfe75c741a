"""What people and their phones told us, as the book keeps it."""

from datetime import timedelta

import pytest
from book.examples import NOW

from service.domain.people import NumberMarks, PhoneNumber

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
