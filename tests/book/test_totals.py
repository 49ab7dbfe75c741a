"""What is over is read without anybody in it."""

from dataclasses import fields
from datetime import timedelta

import pytest
from book.examples import AMARA, BEN, NOW, call, press, rota
from sqlalchemy import delete

from service.book.version_tables import rota_versions
from service.domain.attempt import Purpose
from service.domain.escalation import Holder, State
from service.domain.ladder import Channel
from service.domain.oversight import stood
from service.domain.totals import Past
from service.domain.versions import Author, Source, Version

LATER = NOW + timedelta(minutes=12)


def holder(person, phone, after):
    return Holder(
        person=person,
        name="Amara Osei",
        phone=phone,
        at=NOW + timedelta(seconds=after),
        channel=Channel.CALL,
    )


def keep(book, *those):
    with book.writing() as page:
        for one in those:
            assert page.add(one, [], key=None, digest="")


def closed(book, before=LATER + timedelta(seconds=1)):
    with book.reading() as page:
        return list(page.closed(before))


def over(state=State.SPOKEN, **changed):
    return press(state=state, closed_at=LATER, **changed)


def test_it_says_when_it_was_raised_first_taken_spoken_and_on_which_ladder(book):
    had = holder("amara", AMARA, 90)
    keep(book, over(earlier=(had,), holder=holder("ben", BEN, 400)))
    taken = NOW + timedelta(seconds=90)
    assert closed(book) == [
        Past(
            ladder="safeguarding",
            raised_at=NOW,
            closed_at=LATER,
            taken_at=taken,
            spoken_at=LATER,
            tried=False,
        )
    ]


def test_one_that_was_called_off_was_never_spoken_and_may_never_have_been_taken(book):
    keep(book, over(State.CANCELLED))
    (found,) = closed(book)
    assert (found.taken_at, found.spoken_at) == (None, None)


@pytest.mark.parametrize(
    ("one", "tried"),
    [
        (call(), False),  # Meant, and never dialled.
        (call(dialled_at=NOW), True),
        (call(dialled_at=NOW, purpose=Purpose.MOVED_ON), False),
    ],
)
def test_it_says_whether_the_phone_of_anybody_who_could_take_it_was_tried(book, one, tried):
    keep(book, over(State.CANCELLED, attempts=(one,)))
    assert [found.tried for found in closed(book)] == [tried]


def test_neither_open_ones_nor_practices_nor_later_ones_are_there(book):
    keep(
        book,
        press(),
        press(state=State.ACKNOWLEDGED, holder=holder("amara", AMARA, 9)),
        over(drill=True),
        over(State.CANCELLED, drill=True),
        over(),
    )
    assert len(closed(book)) == 1
    assert closed(book, before=LATER) == []


def version(number, at=NOW):
    return Version(
        number=number,
        at=at,
        author=Author("amara", "Amara Osei"),
        source=Source.PAGE,
        changed=(),
    )


def keep_versions(book, *those):
    with book.writing() as page:
        for one, rota in those:
            page.keep_version(one, rota)


def stood_in(book, most=9):
    with book.reading() as page:
        return page.stood(most)


def test_who_could_be_rung_is_known_of_the_latest_versions_newest_first(book):
    first, second = rota(), rota(people={}, ladders=())
    keep_versions(book, (version(1), first), (version(2, LATER), second))
    assert stood_in(book) == [stood(LATER, second), stood(NOW, first)]
    assert stood_in(book, most=1) == [stood(LATER, second)]


def test_a_version_is_read_once_and_no_older_one_is_kept_that_nobody_asks_for(book):
    keep_versions(book, (version(1), rota()), (version(2, LATER), rota()))
    before = stood_in(book)
    assert all(one is same for one, same in zip(before, stood_in(book), strict=True))
    stood_in(book, most=1)
    newest, oldest = stood_in(book)
    assert newest is before[0]
    assert oldest is not before[1]


def test_a_number_that_is_given_anew_is_another_version(book):
    """A backup that was restored goes on from an older number."""
    keep_versions(book, (version(1), rota()))
    assert stood_in(book) == [stood(NOW, rota())]
    nobody = rota(people={}, ladders=())
    with book.writing() as page:
        page._pen.execute(delete(rota_versions))
        page.keep_version(version(1, LATER), nobody)
    assert stood_in(book) == [stood(LATER, nobody)]


def test_nobody_is_in_it():
    assert [one.name for one in fields(Past)] == [
        *("ladder", "raised_at", "closed_at", "taken_at", "spoken_at", "tried")
    ]
