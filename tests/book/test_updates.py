"""Old and new processes share the book while a site is updated."""

import threading
from dataclasses import replace

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from book.examples import NOW, call, press, rota
from book.schema import breaks_for_the_version_before, seen_in
from book.steps import add, read, save
from servers.migrated import RING
from sqlalchemy import text

from service.book import migrating, open_book
from service.book.opening import alone, read_address
from service.book.tables import metadata
from service.domain.events import Event, Kind
from service.domain.standing import Beat, CarrierStanding


def change(book_url, *statements):
    """Do to the tables what the next version's migration would."""
    with alone(read_address(book_url), RING) as connection:
        before = seen_in(connection)
        for statement in statements:
            connection.execute(text(statement))
        return breaks_for_the_version_before(before, seen_in(connection))


def additions():
    """Every table gains a column that may be empty and one with a default."""
    for table in metadata.tables:
        yield f"ALTER TABLE {table} ADD COLUMN of_the_next_version TEXT"
        yield f"ALTER TABLE {table} ADD COLUMN counted INTEGER NOT NULL DEFAULT 0"
    yield "CREATE TABLE of_the_next_version (id INTEGER PRIMARY KEY, word TEXT NOT NULL)"
    yield "UPDATE alembic_version SET version_num = '9999'"


def test_each_migration_leaves_the_version_before_at_work(database_url):
    scripts = ScriptDirectory.from_config(migrating._config())
    revisions = [script.revision for script in reversed(list(scripts.walk_revisions()))]
    with alone(read_address(database_url), RING) as connection:
        command.upgrade(migrating._config(connection), revisions[0])
        for revision in revisions[1:]:
            before = seen_in(connection)
            command.upgrade(migrating._config(connection), revision)
            assert breaks_for_the_version_before(before, seen_in(connection)) == []


def test_what_only_adds_breaks_nothing(book_url):
    assert change(book_url, *additions()) == []


@pytest.mark.parametrize(
    ("statement", "breaks"),
    [
        (
            "ALTER TABLE events RENAME COLUMN kind TO sort",
            ["events.kind is gone", "events.sort must be given"],
        ),
        ("ALTER TABLE carrier DROP COLUMN code", ["carrier.code is gone"]),
        ("DROP TABLE tickers", ["tickers is gone"]),
        (
            "CREATE UNIQUE INDEX one_each ON escalations (raiser_person)",
            ["escalations: only one row may have the same raiser_person"],
        ),
    ],
)
def test_what_would_break_the_version_before_is_named(book_url, statement, breaks):
    assert change(book_url, statement) == breaks


def test_a_column_that_must_be_given_is_named(postgres_book_url):
    assert change(postgres_book_url, "ALTER TABLE events ADD COLUMN who TEXT NOT NULL") == [
        "events.who must be given"
    ]


def test_this_version_works_on_the_tables_of_the_next_one(book_url):
    """With connections that were open before, and statements that the server has prepared."""
    book = open_book(book_url, RING)
    one = add(book, press())
    for _ in range(8):  # The driver has a statement prepared from its fifth time on.
        assert read(book, one) == one

    change(book_url, *additions())

    assert read(book, one) == one
    save(book, replace(one, attempts=(call(),)), [Event(NOW, Kind.RINGING)])
    two = add(book, press(), [Event(NOW, Kind.RAISED)], key="a key")
    with book.writing() as page:
        page.replace_rota(rota())
        page.beat(Beat("one", "watch", NOW))
        page.note_carrier(CarrierStanding(checked_at=NOW))
        assert not page.seen("a webhook", NOW)
        assert page.due(NOW, 9) == sorted([one.id, two.id])
        assert len(page.history(one.id)) == 1
    book.close()


def test_presses_go_on_while_the_tables_change(book_url):
    book, done, kept, failed = open_book(book_url, RING), threading.Event(), [], []

    def press_on():
        while not done.is_set():
            try:
                kept.append(add(book, press(), [Event(NOW, Kind.RAISED)]))
            except Exception as error:  # noqa: BLE001 - whatever it is fails the test
                failed.append(error)

    pressing = [threading.Thread(target=press_on) for _ in range(3)]
    for one in pressing:
        one.start()
    try:
        change(book_url, *additions())
    finally:
        done.set()
        for one in pressing:
            one.join()
    assert not failed
    with book.reading() as page:
        assert page.count_open() == len(kept)
    book.close()


def test_a_line_in_a_word_that_only_a_newer_version_knows_is_left_out(book_url):
    book = open_book(book_url, RING)
    one = add(book, press(), [Event(NOW, Kind.RAISED), Event(NOW, Kind.RINGING)])
    with book.writing() as page:
        page._connection.execute(
            text("UPDATE events SET kind = 'of_the_next_version' WHERE kind = 'ringing'")
        )
        assert page.history(one.id) == [Event(NOW, Kind.RAISED)]
    book.close()
