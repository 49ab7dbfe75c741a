"""A stolen book reads as nothing, and one from before is sealed with all that is in it."""

import pytest
from alembic import command
from book.filled import fill, found_in, spellings, stolen, told
from servers.migrated import BOOK_KEY, RING
from sqlalchemy import func, select

from service.book import (
    KeyMissing,
    migrate,
    migrating,
    needs_migration,
    open_book,
    read_ring,
    sqlite,
)
from service.book.opening import alone, read_address
from service.book.seal import Unopened
from service.book.sealed_columns import Findable, Sealed, SealedJson
from service.book.tables import metadata
from service.ports import BookUnavailable

OTHER = read_ring("another-key-that-is-made-up-0123456789")
KINDS = (Sealed, SealedJson, Findable)
BEFORE = "0010"


@pytest.fixture
def filled(book_url):
    book = open_book(book_url, RING)
    fill(book)
    yield book
    book.close()


@pytest.fixture
def careless(monkeypatch):
    """SQLite as it is built by default: some builds overwrite by themselves what is deleted."""
    monkeypatch.setattr(sqlite, "_PRAGMAS", (*sqlite._PRAGMAS, "PRAGMA secure_delete=OFF"))


def unseal(url):
    """Make of the book one of the version that sealed nothing."""
    with alone(read_address(url), RING) as connection:
        command.downgrade(migrating._config(connection), BEFORE)


def test_what_is_filled_has_something_in_every_sealed_column(filled):
    sealed = [
        column
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, KINDS)
    ]
    with filled.reading() as page:
        counts = {
            f"{column.table.name}.{column.name}": page._connection.execute(
                select(func.count()).where(column.is_not(None))
            ).scalar_one()
            for column in sealed
        }
    assert [name for name, count in counts.items() if not count] == []


def test_a_stolen_book_reads_as_nothing(filled, book_url):
    assert found_in(stolen(book_url), spellings()) == set()


def test_a_book_from_before_is_sealed_whole_and_tells_the_same(careless, filled, book_url):
    before = told(filled)
    filled.close()
    unseal(book_url)
    assert len(found_in(stolen(book_url), spellings())) > 25

    assert needs_migration(book_url, RING)
    migrate(book_url, RING)

    assert found_in(stolen(book_url), spellings()) == set()
    fresh = open_book(book_url, RING)
    assert told(fresh) == before
    fresh.close()


def test_what_was_cut_short_before_it_was_swept_is_swept_by_the_next(
    careless, filled, book_url, monkeypatch
):
    filled.close()
    unseal(book_url)
    with monkeypatch.context() as held_up:
        held_up.setattr(migrating, "sweep", lambda *_: False)
        migrate(book_url, RING)
    if book_url.startswith("sqlite"):
        assert found_in(stolen(book_url), spellings())
    migrate(book_url, RING)
    assert found_in(stolen(book_url), spellings()) == set()


def test_a_new_book_is_not_swept(database_url, monkeypatch):
    monkeypatch.setattr(migrating, "sweep", lambda *_: pytest.fail("there was nothing to sweep"))
    migrate(database_url, RING)


def test_another_key_is_refused_before_a_word_is_read(book_url):
    with pytest.raises(KeyMissing) as caught:
        needs_migration(book_url, OTHER)
    assert "escalate rota apply" in str(caught.value)
    with pytest.raises(KeyMissing):
        migrate(book_url, OTHER)
    assert BOOK_KEY not in str(caught.value)


def test_a_process_that_began_while_the_book_was_away_writes_nothing_under_another_key(filled):
    book = open_book(filled._url.render_as_string(hide_password=False), OTHER)
    with pytest.raises(Unopened), book.writing() as page:
        page.set_pin("amarantha", None)
    with pytest.raises(BookUnavailable), book.reading() as page:
        page.rota()
    book.close()


def test_a_value_that_somebody_put_in_by_hand_is_not_taken(filled):
    with filled.writing() as page:
        page._connection.exec_driver_sql("UPDATE people SET phone = '+447700900999'")
        page._connection.exec_driver_sql("UPDATE organisation SET rota_stamp = 1")
    with pytest.raises(BookUnavailable), filled.reading() as page:
        page.rota()
