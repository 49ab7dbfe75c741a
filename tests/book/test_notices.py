"""What is done once a day, who was told of which gap, and calendar addresses, in the book."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

from book.examples import NOW

from service.domain.gap_warnings import DayTask, ToldOfGap
from service.domain.people import Person, PhoneNumber
from service.domain.rota import Rota
from service.domain.standing import TokenKind

DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)
TOLD = ToldOfGap(
    person="noor", ladder="safeguarding", gap=True, days=14, starts=NOW + DAY, ends=NOW + 2 * DAY
)


def takes(book, task=DayTask.WARNING, day=TODAY, person="noor"):
    with book.writing() as page:
        return page.take_day(task, day, person)


def test_a_day_is_taken_once_for_each_task_and_person(book):
    assert takes(book)
    assert not takes(book)
    assert takes(book, DayTask.PRACTICE)
    assert takes(book, person="priya")
    assert takes(book, day=TODAY + DAY)


def test_of_several_who_take_it_at_once_one_does(book):
    together = Barrier(4)

    def try_it(_):
        together.wait()
        return takes(book)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(try_it, range(4))) == [False, False, False, True]


def test_days_of_long_ago_are_cleared_away(book):
    takes(book)
    takes(book, day=TODAY + 91 * DAY)
    assert takes(book)


def test_what_was_told_is_kept_until_the_gap_is_long_over(book):
    with book.writing() as page:
        page.note_told_of_gap(TOLD, NOW)
        page.note_told_of_gap(TOLD, NOW)  # Again is no error.
    with book.reading() as page:
        assert page.told_of_gaps(NOW) == [TOLD]
        assert page.told_of_gaps(NOW + 2 * DAY) == []
    later = replace(TOLD, starts=NOW + 200 * DAY, ends=NOW + 201 * DAY)
    with book.writing() as page:
        page.note_told_of_gap(later, NOW + 180 * DAY)
        assert page.told_of_gaps(NOW) == [later]


def test_a_calendar_address_is_known_until_it_is_revoked(book):
    priya = Person(key="priya", name="Priya Shah", phone=PhoneNumber("+447700900111"))
    with book.writing() as page:
        page.replace_rota(Rota(organisation="Harbour Lane", people={"priya": priya}))
        assert page.calendar_of("priya") is None
        page.add_token("one", TokenKind.CALENDAR, "priya", NOW)
        page.add_token("other", TokenKind.SESSION, "priya", NOW + DAY)
        assert page.calendar_of("priya") == NOW
        assert page.calendar_of("tom") is None
        page.revoke_calendar("priya", NOW + DAY)
        assert page.calendar_of("priya") is None
        assert page.token("one", TokenKind.CALENDAR) is None
        assert page.token("other", TokenKind.SESSION) == priya
