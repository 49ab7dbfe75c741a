"""What is an address of a book, and what becomes of a book in a process that was forked."""

import os
from datetime import UTC, datetime

import pytest
from servers.migrated import RING

from service.book import migrate, open_book
from service.book.opening import read_address


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("sqlite:///var/book.sqlite", "sqlite"),
        ("sqlite+pysqlite:////srv/book.sqlite", "sqlite"),
        ("postgresql://user:secret@host/name", "postgresql+psycopg"),
        ("postgres://user:secret@host/name", "postgresql+psycopg"),
        ("postgresql+psycopg2://host/name?sslmode=require", "postgresql+psycopg"),
    ],
)
def test_an_address_is_read_as_people_write_it(written, driver):
    url = read_address(written)
    assert url.drivername == driver
    assert (
        url.render_as_string(hide_password=False).partition("://")[2]
        == (written.partition("://")[2])
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "secret",
        "mysql://user:secret@host/name",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:secret?mode=memory",
        "postgresql://user:secret@host:port/name",
    ],
)
def test_another_is_refused_with_the_mend_and_no_word_of_it(wrong):
    with pytest.raises(ValueError, match=r"sqlite:///var/book\.sqlite") as caught:
        open_book(wrong, RING)
    assert "secret" not in str(caught.value)


FORK = """
import os, sys
sys.path[:0] = sys.argv[2:]
from book.examples import press
from book.steps import add, read
from servers.migrated import RING
from service.book import migrate, open_book

migrate(sys.argv[1], RING)
book = open_book(sys.argv[1], RING)
add(book, press(id="before", reference="before"))
with book.writing() as page:  # the parent holds turn and connection while it forks
    child = os.fork()
    if not child:
        os._exit(book._engines.writing.pool.checkedout())
    page.add(press(id="parent", reference="parent"), [], key=None, digest="")
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

if not os.fork():
    add(book, press(id="child", reference="child"))
    os._exit(0)
assert os.waitstatus_to_exitcode(os.wait()[1]) == 0
add(book, press(id="after", reference="after"))
with book.reading() as page:
    assert page.count_open() == 4, page.count_open()
"""


def test_a_book_in_a_file_lets_in_nobody_else_who_has_an_account(tmp_path):
    before = os.umask(0)
    try:
        migrate(f"sqlite:///{tmp_path}/var/book.sqlite", RING)
        book = open_book(f"sqlite:///{tmp_path}/var/book.sqlite", RING)
        with book.writing() as page:
            page.seen("a webhook", datetime(2026, 11, 22, tzinfo=UTC))
        modes = {one.name: one.stat().st_mode & 0o077 for one in tmp_path.glob("var/book.sqlite*")}
        book.close()
    finally:
        os.umask(before)
    assert {"book.sqlite", "book.sqlite-wal"} <= set(modes)
    assert set(modes.values()) == {0}


def test_a_forked_process_has_connections_of_its_own(database_url, start, root):
    child = start("python", "-c", FORK, database_url, str(root), str(root / "tests"), env={})
    assert child.finishes() == 0, child.said
