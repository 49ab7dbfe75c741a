"""A book is made, brought up to date, and left alone, by however many processes."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from book.examples import press
from book.steps import add, read
from servers.migrated import RING

from service.book import NotUnicode, migrate, needs_migration, open_book
from service.book.tables import metadata
from service.ports import BookUnavailable


def test_a_new_book_needs_it_once(database_url):
    assert needs_migration(database_url, RING)
    migrate(database_url, RING)
    assert not needs_migration(database_url, RING)


def test_again_changes_nothing(database_url):
    migrate(database_url, RING)
    book = open_book(database_url, RING)
    one = add(book, press())
    migrate(database_url, RING)
    assert read(book, one) == one
    book.close()


def test_four_at_once_make_one_book(database_url):
    start = Barrier(4)

    def one(_index):
        start.wait()
        migrate(database_url, RING)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
    assert not needs_migration(database_url, RING)


def test_the_migrations_build_the_tables_that_the_code_uses(database_url):
    migrate(database_url, RING)
    book = open_book(database_url, RING)
    with book.reading() as page:
        context = MigrationContext.configure(page._connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    book.close()


def test_a_book_of_a_newer_version_is_left_as_it_is(database_url):
    migrate(database_url, RING)
    book = open_book(database_url, RING)
    with book.writing() as page:
        page._connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert not needs_migration(database_url, RING)
    migrate(database_url, RING)
    assert read(book, add(book, press()))
    book.close()


def test_asking_makes_no_file(tmp_path):
    assert needs_migration(f"sqlite:///{tmp_path}/new/book.sqlite", RING)
    assert not list(tmp_path.iterdir())


def test_the_folder_is_made(tmp_path):
    url = f"sqlite:///{tmp_path}/new/deeper/book.sqlite"
    migrate(url, RING)
    assert not needs_migration(url, RING)


def test_a_file_where_the_folder_should_be_is_an_outage(tmp_path):
    (tmp_path / "new").write_text("not a folder")
    with pytest.raises(BookUnavailable):
        migrate(f"sqlite:///{tmp_path}/new/book.sqlite", RING)


def test_a_migration_that_fails_leaves_nothing_behind(sqlite_url):
    file = sqlite_url.removeprefix("sqlite:///")
    with sqlite3.connect(file) as stranger:
        stranger.execute("CREATE TABLE tokens (x)")
    with pytest.raises(BookUnavailable):
        migrate(sqlite_url, RING)
    names = stranger.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    stranger.close()
    assert names == [("tokens",)]


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_write_every_name_is_refused_with_the_mend(
    postgres_server, encoding
):
    name = postgres_server.new_name()
    postgres_server.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0")
    url = postgres_server.url(name)
    for asked in (migrate, needs_migration):
        with pytest.raises(NotUnicode, match=f"keeps text as {encoding}, not as UTF8") as refused:
            asked(url, RING)
        assert "--encoding UTF8 --template template0" in refused.value.cure
    book = open_book(url, RING)
    with pytest.raises(NotUnicode), book.reading() as page:
        page.rota()
    book.close()
    postgres_server.drop(name)


def test_a_server_that_is_not_there_is_an_outage(postgres_server, postgres_url):
    postgres_server.kill()
    with pytest.raises(BookUnavailable):
        migrate(postgres_url, RING)
    with pytest.raises(BookUnavailable):
        needs_migration(postgres_url, RING)
