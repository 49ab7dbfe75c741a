"""Alarms in the book: one to a fault, told by one process at a time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

from book.examples import NOW, press
from book.steps import add, save

from service.book.alarm_tables import alarms
from service.domain.alarms import TELLING_TAKES, Alarm, Told, ToTell, Word
from service.domain.escalation import State
from service.domain.faults import Fault

SECOND = timedelta(seconds=1)
WEEK = timedelta(days=7)


def notice(book, fault=Fault.STALLED, at=NOW):
    with book.writing() as page:
        page.notice(fault, at)


def kept(book, after=NOW - WEEK):
    with book.reading() as page:
        return page.alarms(after)


def test_a_fault_that_is_seen_again_is_one_alarm(book):
    notice(book)
    notice(book, at=NOW + SECOND)
    assert kept(book) == [Alarm(fault=Fault.STALLED, since=NOW, seen_at=NOW + SECOND)]


def test_each_fault_has_its_own_the_newest_first(book):
    notice(book)
    notice(book, Fault.ACCOUNT, NOW + SECOND)
    assert [one.fault for one in kept(book)] == [Fault.ACCOUNT, Fault.STALLED]


def test_one_that_was_over_is_raised_anew(book):
    notice(book)
    with book.writing() as page:
        page.end_alarm(page.alarms(NOW)[0], NOW + SECOND)
    notice(book, at=NOW + 2 * SECOND)
    again, over = kept(book)
    assert (over.since, over.over_at) == (NOW, NOW + SECOND)
    assert (again.since, again.over_at) == (NOW + 2 * SECOND, None)
    assert kept(book, after=NOW + SECOND) == [again]


def test_one_that_somebody_has_seen_meanwhile_is_not_over(book):
    notice(book)
    (loaded,) = kept(book)
    notice(book, at=NOW + SECOND)
    with book.writing() as page:
        page.end_alarm(loaded, NOW + 2 * SECOND)
    assert kept(book)[0].stands


def test_what_was_over_long_ago_is_cleared_away_with_what_was_told_of_it(book):
    notice(book)
    telling = ToTell(kept(book)[0], "webhook", Word.RAISED)
    with book.writing() as page:
        assert page.take_telling(telling, NOW)
        page.end_alarm(telling.alarm, NOW + SECOND)
    notice(book, Fault.ACCOUNT, NOW + timedelta(days=91))
    assert [one.fault for one in kept(book)] == [Fault.ACCOUNT]


def test_processes_that_see_it_at_once_raise_one_alarm(book):
    start = Barrier(4)

    def one(index):
        start.wait()
        notice(book, at=NOW + index * SECOND)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
    assert len(kept(book)) == 1


def test_one_process_takes_it_upon_itself_to_tell(book):
    notice(book)
    telling = ToTell(kept(book)[0], "webhook", Word.RAISED)
    start = Barrier(4)

    def take(at):
        start.wait()
        with book.writing() as page:
            return page.take_telling(telling, at)

    # The first time there is no row yet; then there is one to compare.
    for at in (NOW, NOW + TELLING_TAKES):
        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(take, [at] * 4)) == [False, False, False, True]
        telling = ToTell(kept(book)[0], "webhook", Word.RAISED)
        assert telling.alarm.told["webhook"].held_until == at + TELLING_TAKES


def test_what_was_told_is_kept_by_path(book):
    notice(book)
    raised = ToTell(kept(book)[0], "webhook", Word.RAISED)
    with book.writing() as page:
        assert page.take_telling(raised, NOW)
        page.note_told(raised, NOW + SECOND)
        assert page.take_telling(replace(raised, path="email"), NOW)
    assert kept(book)[0].told == {
        "webhook": Told(at=NOW + SECOND),
        "email": Told(held_until=NOW + TELLING_TAKES),
    }
    over = ToTell(kept(book)[0], "webhook", Word.OVER)
    with book.writing() as page:
        assert page.take_telling(over, NOW + SECOND)
        page.note_told(over, NOW + 2 * SECOND)
        assert not page.take_telling(over, NOW + 2 * SECOND), "by what was known before"
    assert kept(book)[0].told["webhook"] == Told(at=NOW + 2 * SECOND, over=True)


def test_a_fault_of_a_newer_version_is_left_out(book):
    notice(book)
    with book.writing() as page:
        page._connection.execute(alarms.update().values(seen_at=NOW))
        page._connection.exec_driver_sql("UPDATE alarms SET fault = 'of a newer version'")
    assert kept(book) == []


def test_only_what_is_open_with_nothing_due_lies_there(book):
    lying = add(book, press(due_at=None))
    add(book, press())
    taken = add(book, press())
    save(book, replace(taken, state=State.ACKNOWLEDGED, due_at=None))
    with book.reading() as page:
        assert page.left_lying() == [lying.id]
