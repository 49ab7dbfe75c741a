"""What is unknown and what is not yours are one: to the byte, and in what the book is asked."""

import threading
from contextlib import contextmanager

import pytest
from web.test_guard_call_outs import ACTS, SIGHTS

from service.book.pen import Pen

UNKNOWN = "0" * 32


@contextmanager
def counted():
    """Every statement that a book is asked for an answer, in order.

    What is done beside it, such as noting that a device was used today, holds up no answer.
    """
    asked, done, here = [], Pen._done, threading.get_ident()

    def note(pen, ready, row):
        if threading.get_ident() == here:
            asked.append(ready.text)
        return done(pen, ready, row)

    Pen._done = note
    yield asked
    Pen._done = done


@pytest.mark.parametrize("person", ["priya", "noor", "grace"])
@pytest.mark.parametrize(
    ("method", "path"), [("GET", one) for one in SIGHTS] + [("POST", one) for one in ACTS]
)
def test_the_book_is_asked_the_same_about_both(any_house, person, method, path):
    about_priya = any_house.raises("sam", ring=["tom"])["id"]
    any_house.rings(about_priya)
    browser = any_house.browses(person)
    browser.open(method, path.format(UNKNOWN))  # what only the first request does
    found = {}
    for which in (about_priya, UNKNOWN, about_priya):
        with counted() as asked:
            answer = browser.open(method, path.format(which))
        found[which] = (answer.status_code, answer.data, sorted(answer.headers), asked)
    assert found[about_priya][0] == 404
    assert found[about_priya] == found[UNKNOWN]
    assert found[UNKNOWN][3], "something was asked"
