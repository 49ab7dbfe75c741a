"""What is sought in the book is found, whole and in its order, and nothing else."""

from dataclasses import replace
from datetime import timedelta

from book.examples import AMARA, BEN, NOW, call, press
from book.steps import add, read, save

from service.domain.attempt import CarrierCall
from service.domain.escalation import Climb, State
from service.domain.events import Event, Kind


def test_an_unknown_one_is_none(book):
    with book.writing() as page:
        assert page.escalation("nowhere") is None
        assert page.of_attempt("nowhere") is None
        assert page.claim("nowhere", NOW) is None


def test_calls_that_are_known_are_told_from_others(book):
    add(book, press(attempts=(call(calls=(CarrierCall(sid="CA1"),)),)))
    with book.reading() as page:
        assert page.known_calls(["CA1", "CA2"]) == {"CA1"}
        assert page.known_calls([]) == frozenset()


def test_one_is_found_for_whoever_raised_it_or_is_on_its_list_and_for_nobody_else(book):
    one = add(book, press())
    seen = {who: one.visible_to(who) for who in ("sam", "amara", "noor", "")}
    assert len(set(seen.values())) == 2
    for how in (book.reading, book.writing):
        with how() as page:
            assert {who: page.escalation(one.id, seen_by=who) == one for who in seen} == seen
            assert page.escalation("nowhere", seen_by="sam") is None


def test_an_attempt_leads_to_its_escalation(book):
    add(book, press(attempts=(call(),)))
    one = add(book, press(attempts=(call(), call())))
    with book.writing() as page:
        assert page.of_attempt(one.attempts[1].id) == one


def test_what_is_due_is_named_longest_due_first(book):
    late = add(book, press(due_at=NOW - timedelta(seconds=1)))
    just = add(book, press(due_at=NOW))
    add(book, press(due_at=NOW + timedelta(microseconds=1)))
    add(book, press(due_at=None))
    with book.reading() as page:
        assert page.due(NOW, 10) == [late.id, just.id]
        assert page.due(NOW, 1) == [late.id]


def test_only_what_is_due_can_be_claimed(book):
    one = add(book, press(due_at=NOW))
    with book.writing() as page:
        assert page.claim(one.id, NOW - timedelta(microseconds=1)) is None
        assert page.claim(one.id, NOW) == one
        page.save(replace(one, due_at=None))
        assert page.claim(one.id, NOW) is None


def test_a_person_finds_what_they_raised_newest_first_and_not_closed(book):
    first = add(book, press())
    taken = add(book, press(raised_at=NOW + timedelta(1), state=State.ACKNOWLEDGED))
    for state in (State.SPOKEN, State.CANCELLED):
        add(book, press(state=state))
    add(book, press(person="amara"))
    with book.reading() as page:
        assert page.raised_by("sam") == [taken, first]
        assert page.raised_by("nobody") == []
        assert page.count_open() == 3


def test_whether_anything_is_open_that_was_raised_by_then(book):
    before, after = NOW - timedelta(microseconds=1), NOW + timedelta(days=1)
    for state in (State.SPOKEN, State.CANCELLED):
        add(book, press(state=state))
    with book.reading() as page:
        assert not page.open_since(after)
    practice = add(book, press(drill=True))
    with book.reading() as page:
        assert (page.open_since(before), page.open_since(NOW)) == (False, True)
    save(book, replace(practice, state=State.CANCELLED))
    add(book, press(raised_at=after, state=State.ACKNOWLEDGED))
    with book.reading() as page:
        assert (page.open_since(NOW), page.open_since(after)) == (False, True)


def test_an_officer_finds_what_lists_them_oldest_first_and_not_closed(book):
    late = add(book, press(raised_at=NOW + timedelta(1)))
    first = add(book, press())
    again = replace(first, climb=Climb(started_at=NOW, number=2), rungs=(), version=0)
    save(book, again)
    add(book, press(state=State.CANCELLED))
    with book.reading() as page:
        assert [one.id for one in page.concerning("amara")] == [first.id, late.id]
        assert page.concerning("sam") == []


def test_an_officer_finds_what_was_called_off_lately_newest_first(book):
    def closed(hours, **facts):
        state = facts.pop("state", State.CANCELLED)
        return add(book, press(state=state, closed_at=NOW + timedelta(hours=hours), **facts))

    first, last = closed(1), closed(2)
    closed(-1)
    closed(1, state=State.SPOKEN)
    closed(1, drill=True)
    add(book, press())
    with book.reading() as page:
        assert [one.id for one in page.called_off("amara", NOW)] == [last.id, first.id]
        assert page.called_off("sam", NOW) == []


def test_a_number_leads_to_what_was_tried_there_or_raised_from_there(book):
    tried = add(book, press(phone=BEN, attempts=(call(AMARA), call(AMARA))))
    raised = add(book, press(phone=AMARA, raised_at=NOW - timedelta(1)))
    add(book, press(phone=BEN, attempts=(call(BEN),)))
    add(book, press(phone=AMARA, state=State.SPOKEN))
    with book.writing() as page:
        assert page.at_number(AMARA) == [raised, tried]
        page.save(replace(tried, state=State.CANCELLED))
    assert read(book, tried).state is State.CANCELLED


def test_a_page_for_reading_sees_one_state_of_the_book(book):
    one = add(book, press())
    with book.reading() as page:
        assert page.escalation(one.id).state is State.OPEN
        save(book, replace(one, state=State.CANCELLED), [Event(NOW, Kind.CANCELLED)])
        assert page.escalation(one.id).state is State.OPEN
        assert page.history(one.id) == []
