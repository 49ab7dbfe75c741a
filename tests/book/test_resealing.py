"""The key of the book is changed while everything runs, and nobody is missed."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from book.examples import AMARA, BEN, NOW, SAM, press
from book.filled import HELD, fill, rota, stolen, told
from book.steps import add, read
from servers.migrated import BOOK_KEY, RING

from service.book import (
    KeyMissing,
    migrate,
    needs_migration,
    open_book,
    read_ring,
    reseal,
    resealing,
    sql_book,
)
from service.book.leaf import Leaf
from service.domain.gap_warnings import DayTask
from service.domain.people import NumberMarks
from service.domain.standing import Beat, TokenKind

NEW = "a-new-key-that-is-made-up-012345678901"
TURNING, TURNED = read_ring(f"{NEW},{BOOK_KEY}"), read_ring(NEW)
ABOUT_TO = read_ring(f"{BOOK_KEY},{NEW}")


@pytest.fixture
def opened(book_url):
    """Open the same book with any keys."""
    books = []

    def open_with(ring):
        books.append(open_book(book_url, ring))
        return books[-1]

    fill(open_with(RING))
    yield open_with
    for book in books:
        book.close()


def test_while_both_keys_are_held_everything_is_found_under_either(opened):
    before = told(opened(RING))
    assert told(opened(TURNING)) == before
    assert told(opened(ABOUT_TO)) == before


def test_a_process_that_still_seals_with_the_old_key_reads_what_the_new_one_wrote(opened):
    book, still = opened(TURNING), opened(ABOUT_TO)
    raised = add(book, press(person="samuelson", phone=SAM), key="another key")
    for one in (book, still):
        assert read(one, raised) == raised
        with one.reading() as page:
            assert {found.id for found in page.at_number(SAM)} == {raised.id, HELD.id}
            assert {found.id for found in page.raised_by("samuelson")} == {raised.id, HELD.id}
            assert page.by_key("samuelson", "another key") == (raised.id, "digest")


def test_what_there_is_one_of_stays_one_of(opened):
    book = opened(TURNING)
    with book.writing() as page:
        assert page.seen("07700 900333", NOW)
        assert not page.take_day(DayTask.WARNING, NOW.date() - timedelta(days=13), "amarantha")
        page.mark(AMARA, NumberMarks(prove_again=True))
        page.set_pin("amarantha", "another")
        page.give_number("amarantha", NOW + timedelta(days=1))
        page.beat(Beat("amaranthas-laptop/worker-1", "worker", NOW + timedelta(seconds=1)))
        page.keep_measuring(replace(page.measuring_at(AMARA), silent=True))
    with book.reading() as page:
        assert page.marked() == {AMARA: NumberMarks(prove_again=True)}
        assert page.pin("amarantha") == "another"
        assert page.number_given_at("amarantha") == NOW + timedelta(days=1)
        assert [beat.at for beat in page.beats()] == [NOW + timedelta(seconds=1)]
        assert page.measuring_at(AMARA).silent


def test_who_is_signed_in_stays_so_when_the_rota_is_written_under_the_new_key(opened):
    book = opened(TURNING)
    with opened(ABOUT_TO).writing() as page:
        page.add_token("for a program", TokenKind.API, "benedikta", NOW)
    with book.writing() as page:
        page.replace_rota(rota())
    with book.reading() as page:
        assert page.device("digest")[0].key == "amarantha"
        assert page.token("for a program", TokenKind.API).key == "benedikta"


def test_sealed_anew_it_tells_the_same_and_the_old_key_opens_nothing(opened, book_url):
    before = told(opened(RING))
    done = reseal(book_url, TURNING)
    assert done.rows > 20
    assert (done.whole, done.swept) == (True, True)
    assert told(opened(TURNED)) == before
    assert not needs_migration(book_url, TURNED)
    for refused in (RING, read_ring("a-third-key-that-is-made-up-01234567890")):
        with pytest.raises(KeyMissing):
            needs_migration(book_url, refused)
    assert not [part for part, held in stolen(book_url).items() if RING.first.name.encode() in held]
    assert reseal(book_url, TURNED).rows == len(resealing._ROTA)


def test_what_is_pressed_meanwhile_is_kept(opened, book_url):
    book, done, kept, failed = opened(TURNING), threading.Event(), [], []

    def press_on():
        while not done.is_set():
            try:
                kept.append(add(book, press(person="samuelson", phone=BEN)))
            except Exception as error:  # noqa: BLE001 - whatever it is fails the test
                failed.append(error)

    pressing = threading.Thread(target=press_on)
    pressing.start()
    try:
        assert reseal(book_url, TURNING).whole
    finally:
        done.set()
        pressing.join()
    assert not failed
    fresh = opened(TURNED)
    assert [read(fresh, one) for one in kept] == kept


def test_a_row_that_somebody_changed_meanwhile_stays_as_it_was_changed(
    opened, book_url, monkeypatch
):
    book, seal_row = opened(TURNING), resealing._reseal_row

    def after_somebody(connection, ring, name, row):
        if name == "number_marks" and not book_changed:
            book_changed.append(name)
            # As a process would that was a moment earlier: the row that was read is gone.
            connection.exec_driver_sql("UPDATE pins SET hashed = 'newer'")
            connection.execute(resealing._TABLES[name][1].delete())
        return seal_row(connection, ring, name, row)

    book_changed = []
    monkeypatch.setattr(resealing, "_reseal_row", after_somebody)
    assert reseal(book_url, TURNING).whole
    with opened(TURNED).reading() as page:
        assert page.marked() == {}
        assert page.pin("amarantha") == "newer"
    book.close()


def test_the_same_number_under_both_keys_becomes_one_and_the_newer_holds(
    opened, book_url, monkeypatch
):
    old, new = NumberMarks(texts_off=True), NumberMarks(prove_again=True)
    with opened(RING).writing() as page:
        page.mark(BEN, old)
    with monkeypatch.context() as at_once, opened(TURNING).writing() as page:
        at_once.setattr(Leaf, "_turning", False)  # Neither finds the other's, as in a race.
        page.mark(BEN, new)
    assert reseal(book_url, TURNING).whole
    with opened(TURNED).reading() as page:
        assert page.marks(BEN) == new


def test_a_process_that_goes_on_with_the_old_key_marks_the_book_again(
    opened, book_url, monkeypatch
):
    monkeypatch.setattr(sql_book, "MARK_AGAIN_SECONDS", 0.0)
    stale = opened(ABOUT_TO)
    assert reseal(book_url, TURNING).whole
    with stale.writing() as page:
        page.mark(SAM, NumberMarks(texts_off=True))
    with pytest.raises(KeyMissing):
        migrate(book_url, TURNED)
    assert reseal(book_url, TURNING).whole
    migrate(book_url, TURNED)
