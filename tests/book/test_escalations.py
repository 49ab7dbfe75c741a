"""An escalation comes back from the book as it went in, and changes only as it was changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from book.anything import escalations, events
from book.examples import AMARA, BEN, NOW, SAM, call, press
from book.steps import add, read, save
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from service.book import tables
from service.domain.attempt import AttemptState, CallStatus, CarrierCall, Outcome
from service.domain.escalation import Climb, Holder, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel, Rung
from service.ports import BookUnavailable

every_example = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def empty(book):
    with book.writing() as page:
        page._connection.execute(delete(tables.escalations))


@every_example
@given(one=escalations())
def test_it_comes_back_as_it_was_added(book, one):
    empty(book)
    add(book, one)
    assert read(book, one) == one


@every_example
@given(before=escalations(), after=escalations())
def test_it_comes_back_as_it_was_saved(book, before, after):
    """Any change at all, but that attempts and calls are never taken out."""
    empty(book)
    add(book, before)
    new = {one.id: one for one in after.attempts}
    kept = [new.pop(one.id, one) for one in before.attempts]
    kept = [
        replace(one, calls=(*(c for c in was.calls if one.call(c.sid) is None), *one.calls))
        for one, was in zip(kept, before.attempts, strict=True)
    ]
    climb = replace(after.climb, number=before.climb.number + 1)
    after = replace(
        after,
        reference=before.reference,
        climb=climb,
        earlier_rungs=before.rungs,
        listed=before.listed | after.listed,
        attempts=(*kept, *new.values()),
    )

    save(book, after)

    assert read(book, after) == replace(after, version=1)


@every_example
@given(happened=st.lists(events))
def test_its_history_comes_back_oldest_first(book, happened):
    empty(book)
    one = add(book, press(), happened)
    with book.reading() as page:
        assert page.history(one.id) == sorted(happened, key=lambda event: event.at)


def test_events_of_one_moment_keep_the_order_in_which_they_were_written(book):
    first, second, third = (Event(NOW, kind) for kind in (Kind.ROUND, Kind.MOVED_ON, Kind.EVERYONE))
    one = add(book, press(), [first])
    save(book, one, [second])
    with book.writing() as page:
        page.record(one.id, [third])
    with book.reading() as page:
        assert page.history(one.id) == [first, second, third]


def test_an_instant_comes_back_in_utc_whatever_zone_it_went_in_with(book):
    summer = datetime(2026, 7, 1, 12, 0, 0, 1, tzinfo=ZoneInfo("Europe/London"))
    one = add(book, press(raised_at=summer))
    back = read(book, one).raised_at
    assert back == summer
    assert back.tzinfo is UTC


@pytest.mark.parametrize("field", ["raised_at", "due_at", "closed_at"])
def test_an_instant_without_a_zone_is_refused(book, field):
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no place in the book"):
        add(book, press(**{field: naive}))


def test_a_naive_instant_inside_a_climb_is_refused(book):
    climb = Climb(started_at=NOW, begun={0: NOW.replace(tzinfo=None)})
    with pytest.raises(ValueError, match="no place in the book"):
        add(book, press(climb=climb))


def test_a_wait_with_a_fraction_is_refused(book):
    pace = replace(press().pace, between_rounds=timedelta(seconds=1.5))
    with pytest.raises(ValueError, match="whole seconds"):
        add(book, press(pace=pace))


def add_and_fail(book, one):
    with book.writing() as page:
        page.add(one, [Event(NOW, Kind.RAISED)], key=None, digest="")
        raise ZeroDivisionError


def test_what_was_not_committed_is_not_there(book):
    one = press()
    with pytest.raises(ZeroDivisionError):
        add_and_fail(book, one)
    assert read(book, one) is None
    add(book, one)


def test_the_same_key_of_the_same_person_is_refused_and_found(book):
    one = add(book, press(), key="again")
    with book.writing() as page:
        assert not page.add(press(), [Event(NOW, Kind.RAISED)], key="again", digest="other")
        assert page.by_key("sam", "again") == (one.id, "digest")
        assert page.by_key("amara", "again") is None
        assert page.by_key("sam", "another") is None
        assert page.count_open() == 1


def test_the_key_of_another_person_is_another_key(book):
    add(book, press(), key="again")
    add(book, press(person="amara"), key="again")


def test_without_a_key_each_press_is_new(book):
    add(book, press())
    add(book, press())


def test_a_reference_in_use_is_refused_and_the_page_goes_on(book):
    one = add(book, press())
    other = press(reference=one.reference)
    with book.writing() as page:
        assert not page.add(other, [], key="key", digest="")
        assert page.by_key("sam", "key") is None
        assert page.add(replace(other, reference="OTHER"), [], key="key", digest="")
    assert read(book, other).reference == "OTHER"


def test_nothing_is_written_where_nothing_changed(book):
    one = add(book, press(attempts=(call(),)))
    with book.writing() as page:
        page.save(page.escalation(one.id))
    assert read(book, one) == one


def test_two_saves_in_one_page_both_count(book):
    one = add(book, press())
    first = replace(one, attempts=(call(),))
    second = replace(first, state=State.CANCELLED)
    with book.writing() as page:
        page.escalation(one.id)
        page.save(first)
        page.save(second)
    assert read(book, one) == replace(second, version=2)


def test_one_that_was_just_added_can_be_saved_in_the_same_page(book):
    one = press()
    with book.writing() as page:
        page.add(one, [], key=None, digest="")
        page.save(replace(one, drill=True))
    assert read(book, one).drill


def test_one_read_in_another_page_is_saved_if_nobody_changed_it(book):
    one = add(book, press())
    old = read(book, one)
    with book.writing() as page:
        page.save(replace(old, drill=True))
    assert read(book, one).drill


def test_one_read_in_another_page_is_refused_if_somebody_changed_it(book):
    one = add(book, press())
    old = read(book, one)
    save(book, replace(one, drill=True))
    with pytest.raises(BookUnavailable), book.writing() as page:
        page.save(replace(old, state=State.CANCELLED), [Event(NOW, Kind.CANCELLED)])
    assert read(book, one).state is State.OPEN
    with book.reading() as page:
        assert not page.history(one.id)


def test_one_that_is_in_no_book_cannot_be_saved(book):
    with pytest.raises(BookUnavailable), book.writing() as page:
        page.save(press())


def test_the_belt_holds_where_the_braces_do_not(book):
    """Nobody can get past the lock; if somebody did, the older state would not be written."""
    one = add(book, press())
    with book.writing() as page:
        page.escalation(one.id)
        page._known[one.id] = replace(one, version=7)
        with pytest.raises(BookUnavailable):
            page.save(replace(one, drill=True))


def test_a_new_climb_has_its_own_rungs_and_those_before_stay_listed(book):
    one = add(book, press())
    tonight = (Rung(role="Deputy", person="cara", name="Cara Finn", phone=SAM),)
    again = replace(one, climb=Climb(started_at=NOW, number=2), rungs=tonight)

    save(book, again)

    back = read(book, one)
    assert back.rungs == tonight
    assert back.listed == {"amara", "ben", "cara"}


def test_calls_are_added_and_changed_in_place(book):
    attempt = call(calls=(CarrierCall(sid="CA1"), CarrierCall(sid="CA2")))
    one = add(book, press(attempts=(attempt, call(BEN))))
    moved = attempt.with_call(CarrierCall(sid="CA1", status=CallStatus.RINGING, hang_up_at=NOW))
    moved = moved.with_call(CarrierCall(sid="CA3"))

    save(book, one.with_attempt(moved))

    assert read(book, one).attempts == (moved, one.attempts[1])


def test_two_attempts_may_own_one_call(book):
    sid = CarrierCall(sid="CA1")
    one = add(book, press(attempts=(call(calls=(sid,)), call(calls=(sid,)))))
    assert [attempt.calls for attempt in read(book, one).attempts] == [(sid,), (sid,)]


def test_a_holder_is_kept_and_let_go(book):
    holder = Holder(person="amara", name="Amara Osei", phone=AMARA, at=NOW, channel=Channel.CALL)
    one = add(book, press())
    taken = replace(one, state=State.ACKNOWLEDGED, holder=holder)
    save(book, taken)
    assert read(book, one).holder == holder
    save(book, replace(taken, state=State.OPEN, holder=None, earlier=(holder,)))
    assert read(book, one).holder is None
    assert read(book, one).earlier == (holder,)


def test_a_page_for_reading_writes_nothing(book):
    one = add(book, press())
    with pytest.raises(BookUnavailable), book.reading() as page:
        page.record(one.id, [Event(NOW, Kind.CANCELLED)])
    with pytest.raises(BookUnavailable), book.reading() as page:
        page.add(press(), [], key=None, digest="")


def test_an_ended_attempt_is_saved_as_ended(book):
    attempt = call(state=AttemptState.PLACED, calls=(CarrierCall(sid="CA1"),))
    one = add(book, press(attempts=(attempt,)))
    ended = attempt.end(Outcome.NO_ANSWER, NOW)
    save(book, one.with_attempt(ended))
    assert read(book, one).attempts == (ended,)
