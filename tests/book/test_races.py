"""Several hands on one book: one of them is first, and the others are told."""

import threading
from dataclasses import replace
from datetime import timedelta

from book.examples import AMARA, NOW, call, press, rota
from book.steps import add, at_once, read
from servers.migrated import RING

from service.book import migrate, open_book
from service.domain.escalation import Holder, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel
from service.domain.standing import TokenKind


def test_of_twenty_who_take_it_at_once_one_has_it(book):
    one = add(book, press())

    def take(index):
        holder = Holder(
            person=f"p{index}", name="Somebody", phone=AMARA, at=NOW, channel=Channel.CALL
        )
        with book.writing() as page:
            found = page.escalation(one.id)
            if found.state is not State.OPEN:
                return None
            taken = replace(found, state=State.ACKNOWLEDGED, holder=holder)
            page.save(taken, [Event(NOW, Kind.ACKNOWLEDGED, holder.person)])
            return holder.person

    winners = [winner for winner in at_once(20, take) if winner]

    assert winners == [read(book, one).holder.person]
    with book.reading() as page:
        assert [event.name for event in page.history(one.id)] == winners


def test_of_two_who_claim_it_at_once_one_gets_it(book):
    for _ in range(10):
        one = add(book, press())

        def claim(_index, one=one):
            with book.writing() as page:
                found = page.claim(one.id, NOW)
                if found is not None:
                    page.save(replace(found, due_at=NOW + timedelta(seconds=3)))
                return found

        assert sorted(found is None for found in at_once(2, claim)) == [False, True]


def test_of_ten_presses_with_one_key_one_is_written(book):
    def push(_index):
        with book.writing() as page:
            page.by_key("sam", "one key")
            return page.add(press(), [Event(NOW, Kind.RAISED)], key="one key", digest=""), (
                page.by_key("sam", "one key")
            )

    said = at_once(10, push)

    assert sorted(written for written, _ in said) == [False] * 9 + [True]
    assert len({found for _, found in said}) == 1
    with book.reading() as page:
        assert page.count_open() == 1


def test_of_ten_who_use_one_token_one_gets_in(book):
    with book.writing() as page:
        page.replace_rota(rota())
        page.add_token("digest", TokenKind.SIGN_IN, "sam", NOW)

    def use(_index):
        with book.writing() as page:
            return page.use_token("digest", TokenKind.SIGN_IN, NOW, NOW)

    assert len([person for person in at_once(10, use) if person]) == 1


def test_of_ten_who_see_one_webhook_one_is_first(book):
    def see(_index):
        with book.writing() as page:
            return page.seen("token", NOW)

    assert sorted(at_once(10, see)) == [False] + [True] * 9


def test_of_ten_who_want_to_dial_now_one_may(book):
    def take(_index):
        with book.writing() as page:
            return page.take_slot(NOW, 1)

    assert sorted(at_once(10, take)) == [NOW] + [NOW + timedelta(seconds=1)] * 9


def test_no_attempt_starts_once_it_is_taken(book):
    """Whichever is first: a dial that came later than the acknowledgement never happens."""
    for _ in range(10):
        attempt = call()
        one = add(book, press(attempts=(attempt,)))

        def act(index, one=one, attempt=attempt):
            with book.writing() as page:
                if index == 0:
                    found = page.escalation(one.id)
                    page.save(replace(found, state=State.ACKNOWLEDGED))
                    return found.attempts[0].dialled_at
                return NOW if page.start_dialling(attempt.id, 1, NOW) else None

        seen_by_the_taker, dialled = at_once(2, act)
        assert seen_by_the_taker == dialled
        assert read(book, one).attempts[0].dialled_at == dialled


def test_an_occasional_writer_gets_through_a_crowd(book, database_url):
    """Four threads on books of their own, as processes have, write all the time."""
    add(book, press())
    stop = threading.Event()

    def crowd():
        own = open_book(database_url, RING)
        while not stop.is_set():
            with own.writing() as page:
                page.take_slot(NOW, 1)
        own.close()

    writers = [threading.Thread(target=crowd) for _ in range(4)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(20):
            add(book, press())
    finally:
        stop.set()
        for writer in writers:
            writer.join()


# PostgreSQL lets writers side by side; what they may touch is the row locks' to say.


def test_what_somebody_looks_at_is_passed_over_and_its_history_still_grows(postgres_url):
    migrate(postgres_url, RING)
    book = open_book(postgres_url, RING)
    one = add(book, press(attempts=(call(),)))
    with book.writing() as first, book.writing() as second:
        assert first.claim(one.id, NOW) == one
        assert second.claim(one.id, NOW) is None
        second.record(one.id, [Event(NOW, Kind.RINGING)])
        assert second.raised_by("sam") == [one]
    book.close()
