"""Raising where the reference that was drawn is somebody else's."""

from contextlib import contextmanager

import pytest
from book.examples import rota
from desk.line import line_over

from service.desk import raising
from service.desk.raising import Press, raise_escalation
from service.ports import BookUnavailable


class Counted:
    """A book that counts its transactions."""

    def __init__(self, book):
        self._book = book
        self.begun = 0

    @contextmanager
    def writing(self):
        self.begun += 1
        with self._book.writing() as page:
            yield page


@pytest.fixture
def book(line):
    with line.desk.book.writing() as page:
        page.replace_rota(rota())
    return Counted(line.desk.book)


@pytest.fixture
def desk(book):
    return line_over(book).desk


def drawing(monkeypatch, *references):
    left = iter(references)
    monkeypatch.setattr(raising, "draw_reference", lambda: next(left))


def test_a_reference_in_use_is_drawn_anew_in_the_same_transaction(desk, book, monkeypatch):
    drawing(monkeypatch, "K7Q2", "K7Q2", "K7Q2", "M4RW")
    assert raise_escalation(desk, Press(person="sam")).reference == "K7Q2"
    begun = book.begun
    assert raise_escalation(desk, Press(person="sam", key="once")).reference == "M4RW"
    assert book.begun == begun + 1
    again = raise_escalation(desk, Press(person="sam", key="once"))
    assert again.reference == "M4RW"


def test_where_no_reference_is_free_nothing_is_written(desk, book, monkeypatch):
    drawing(monkeypatch, *["K7Q2"] * 20)
    raise_escalation(desk, Press(person="sam"))
    with pytest.raises(BookUnavailable):
        raise_escalation(desk, Press(person="sam", key="twice"))
    with book.writing() as page:
        assert page.by_key("sam", "twice") is None
        assert page.count_open() == 1
