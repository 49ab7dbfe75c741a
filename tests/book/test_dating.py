"""The wall clock is set: what was written under the old one is dated anew, once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from book.examples import NOW, call, press
from servers.migrated import RING

from service.book import migrate, open_book
from service.domain.dating import Dating, moved
from service.ports import BookUnavailable

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


class Clocks:
    """A machine's clocks; the wall clock can be set."""

    def __init__(self) -> None:
        self.at, self.offset, self.boot = NOW, timedelta(days=20_000), "one"

    def __call__(self) -> Dating:
        return Dating(self.boot, self.offset, self.at)

    def passes(self, span) -> None:
        self.at += span

    def set_by(self, span) -> None:
        self.at += span
        self.offset += span


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def book(database_url, clocks):
    migrate(database_url, RING)
    book = open_book(database_url, RING, clocks=clocks)
    yield book
    book.close()


def add(book, escalation):
    with book.writing() as page:
        assert page.add(escalation, [], key=None, digest="")
    return escalation


def read(book, escalation):
    with book.reading() as page:
        return page.escalation(escalation.id)


def same(one, other):
    return replace(one, version=0) == replace(other, version=0)


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_whoever_reads_it_sees_it_by_the_clock_as_it_is_now(book, clocks, by):
    one = add(book, press(attempts=(call(),)))
    clocks.set_by(by)
    assert read(book, one) == moved(one, by)
    with book.reading() as page:
        assert page.misdated() == [one.id], "and has written nothing"


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_whoever_reads_it_to_write_dates_it_anew_once(book, clocks, by):
    one = add(book, press(attempts=(call(),)))
    clocks.set_by(by)
    for _ in range(2):
        with book.writing() as page:
            assert same(page.escalation(one.id), moved(one, by))
            assert page.misdated() == []
    assert same(read(book, one), moved(one, by))
    clocks.set_by(-by)
    assert same(read(book, one), one)


def test_what_only_looks_due_by_the_new_clock_is_not_claimed(book, clocks):
    one = add(book, press(due_at=NOW + SECOND))
    clocks.set_by(HOUR)
    with book.writing() as page:
        assert page.due(clocks.at, 9) == [one.id]
        assert page.claim(one.id, clocks.at) is None
    with book.writing() as page:
        assert page.due(clocks.at, 9) == []
        assert same(page.claim(one.id, clocks.at + SECOND), moved(one, HOUR))


def test_steps_of_attempts_are_written_by_the_new_clock(book, clocks):
    attempt = call()
    one = add(book, press(attempts=(attempt,)))
    clocks.set_by(-HOUR)
    with book.writing() as page:
        assert page.start_dialling(attempt.id, attempt.fence, clocks.at)
    assert read(book, one).attempts[0].dialled_at == clocks.at
    clocks.set_by(HOUR)
    with book.writing() as page:
        page.renew([attempt.id], [attempt.fence], clocks.at + SECOND)
    (renewed,) = read(book, one).attempts
    assert (renewed.dialled_at, renewed.due_at) == (NOW, NOW + SECOND)


def test_only_what_is_due_some_time_is_looked_for(book, clocks):
    late, _done = add(book, press()), add(book, press(due_at=None))
    clocks.set_by(-HOUR)
    with book.reading() as page:
        assert page.misdated() == [late.id]


def test_drift_moves_nothing(book, clocks):
    one = add(book, press())
    clocks.set_by(SECOND)
    assert read(book, one) == one
    with book.reading() as page:
        assert page.misdated() == []


def test_a_machine_that_starts_with_its_clock_behind_begins_the_wait_anew(book, clocks):
    one = add(book, press(due_at=NOW + 30 * SECOND))
    clocks.boot = "two"
    clocks.set_by(-HOUR)
    with book.writing() as page:
        assert page.misdated() == [one.id]
        assert page.escalation(one.id).due_at == clocks.at + 30 * SECOND


def test_a_machine_that_was_off_for_an_hour_changes_nothing(book, clocks):
    one = add(book, press())
    clocks.boot = "two"
    clocks.passes(HOUR)
    with book.reading() as page:
        assert page.misdated() == []
    assert read(book, one) == one


def test_what_an_older_version_wrote_is_left_as_it_is(book, clocks):
    one = add(book, press())
    with book.writing() as page:
        page._connection.exec_driver_sql("UPDATE escalations SET dated_boot = NULL")
    clocks.set_by(HOUR)
    with book.writing() as page:
        assert page.misdated() == []
        assert same(page.escalation(one.id), one)


def test_nothing_is_kept_of_a_page_in_which_the_clock_was_set(book, clocks):
    one = press()

    def meanwhile():
        with book.writing() as page:
            page.add(one, [], key=None, digest="")
            clocks.set_by(HOUR)

    with pytest.raises(BookUnavailable, match="clock"):
        meanwhile()
    assert read(book, one) is None
    add(book, one)
    assert read(book, one) == one
