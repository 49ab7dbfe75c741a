"""A book that cannot be read or written says so, and says nothing else."""

import os
import signal
import sqlite3
import traceback
from dataclasses import replace
from pathlib import Path

import pytest
from book.examples import NOW, call, press
from book.steps import add, read
from servers.migrated import RING
from servers.waiting import wait_until

from service.book import migrate, open_book
from service.book.patience import ANSWERING, WORKING
from service.domain.events import Event, Kind
from service.ports import BookUnavailable, BookUncertain


def all_that_is_said(error):
    """Every word of *error* and of what led to it, as any log could show it."""
    said = []
    while error is not None:
        said += [str(error), repr(error), repr(error.args), repr(getattr(error, "__notes__", ""))]
        said += traceback.format_exception_only(error)
        error = error.__cause__ or error.__context__
    return "\n".join(said)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": None},  # PostgreSQL quotes the whole row
        {"id": "Amara-447700900111"},  # and for a key that is in use, the key
        {"name": "Amara\0"},  # the driver refuses it by itself, on PostgreSQL only
    ],
)
def test_an_error_names_nobody(book, wrong):
    add(book, press(attempts=(call(id="Amara-447700900111"),)))
    try:
        add(book, press(attempts=(replace(call(), **wrong),)))
    except BookUnavailable as error:
        said = all_that_is_said(error)
        assert "Amara" not in said
        assert "447700" not in said
        assert "Error" in said or "Violation" in said
    else:
        assert wrong == {"name": "Amara\0"}  # SQLite takes it


def test_a_value_that_is_no_instant_names_nobody(book):
    with pytest.raises(Exception, match="naive") as caught:
        add(book, press(raised_at=NOW.replace(tzinfo=None)))
    assert "Sam" not in all_that_is_said(caught.value)
    assert "447700" not in all_that_is_said(caught.value)


def test_a_book_without_tables_is_an_outage(database_url):
    book = open_book(database_url, RING)
    with pytest.raises(BookUnavailable), book.reading() as page:
        page.count_open()
    assert not book.writable()
    book.close()


def test_a_sound_book_is_writable(book):
    assert book.writable()
    with book.reading() as page:
        assert page.rota().organisation == ""


def test_a_closed_book_opens_again(book):
    one = add(book, press())
    book.close()
    assert read(book, one) == one


# SQLite.


def test_a_file_that_is_no_book_is_an_outage(tmp_path):
    file = tmp_path / "book.sqlite"
    file.write_bytes(b"not a database, but long enough to be taken for one" * 99)
    book = open_book(f"sqlite:///{file}", RING)
    assert not book.writable()
    with pytest.raises(BookUnavailable), book.reading() as page:
        page.count_open()
    book.close()


def test_a_folder_that_is_gone_is_an_outage(tmp_path):
    book = open_book(f"sqlite:///{tmp_path}/gone/book.sqlite", RING)
    assert not book.writable()
    book.close()


def test_a_full_disk_keeps_nothing_and_says_so(sqlite_url):
    migrate(sqlite_url, RING)
    book = open_book(sqlite_url, RING)
    one = press(reference="x" * 100_000)
    with book.writing() as page:
        # The nearest to a full disk that needs no disk of its own.
        page._connection.exec_driver_sql("PRAGMA max_page_count=1")
    with pytest.raises(BookUnavailable):
        add(book, one)
    assert read(book, one) is None
    book.close()


def test_sqlite_keeps_what_it_commits_through_a_power_cut(sqlite_url):
    migrate(sqlite_url, RING)
    book = open_book(sqlite_url, RING)
    with book.writing() as page:

        def asked(pragma):
            return page._connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()

        assert asked("journal_mode") == "wal"
        assert asked("synchronous") == 2  # FULL
        assert asked("foreign_keys") == 1
        assert asked("busy_timeout") == 4000
    book.close()


def test_somebody_elses_lock_is_waited_for_and_then_an_outage(sqlite_url):
    migrate(sqlite_url, RING)
    book = open_book(sqlite_url, RING, replace(WORKING, lock=0.001))
    stranger = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    assert not book.writable()
    with book.reading() as page:
        assert page.count_open() == 0
    stranger.execute("ROLLBACK")
    assert book.writable()
    stranger.close()
    book.close()


def test_a_page_for_writing_holds_off_others_from_its_first_moment(sqlite_url):
    migrate(sqlite_url, RING)
    book = open_book(sqlite_url, RING)
    file = sqlite_url.removeprefix("sqlite:///")
    stranger = sqlite3.connect(file, isolation_level=None, timeout=0)
    with book.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
        stranger.execute("BEGIN IMMEDIATE")
    stranger.close()
    book.close()


# PostgreSQL.


@pytest.fixture
def postgres_book(postgres_url):
    migrate(postgres_url, RING)
    book = open_book(postgres_url, RING)
    yield book
    book.close()


@pytest.fixture
def impatient_book(postgres_url):
    migrate(postgres_url, RING)
    book = open_book(postgres_url, RING, replace(WORKING, silence=0.2))
    yield book
    book.close()


def to_the_backend(page, number):
    """Send a signal to the one process of PostgreSQL that serves this page."""
    os.kill(page._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar(), number)


def press_and_send(book, one, number):
    with book.writing() as page:
        page.add(one, [Event(NOW, Kind.RAISED)], key=None, digest="")
        to_the_backend(page, number)


def change_and_freeze(book, one):
    with book.writing() as page:
        page.escalation(one.id)
        to_the_backend(page, signal.SIGSTOP)
        page.save(replace(one, drill=True, attempts=(call(), call())))


def test_a_backend_that_dies_before_the_commit_leaves_it_uncertain(postgres_server, postgres_book):
    one = press()
    with pytest.raises(BookUncertain):
        press_and_send(postgres_book, one, signal.SIGKILL)
    wait_until("PostgreSQL is back", postgres_server.answers, within_seconds=30)
    assert read(postgres_book, one) is None
    add(postgres_book, one)


def thaw_all(server):
    """Thaw the backends by their ids: each is in a process group of its own."""
    for child in (
        Path(f"/proc/{server.child.pid}/task/{server.child.pid}/children").read_text().split()
    ):
        os.kill(int(child), signal.SIGCONT)


def test_a_backend_that_is_frozen_before_the_commit_leaves_it_uncertain(
    postgres_server, impatient_book
):
    with pytest.raises(BookUncertain):
        press_and_send(impatient_book, press(), signal.SIGSTOP)
    assert impatient_book.writable()
    thaw_all(postgres_server)


def test_a_backend_that_is_frozen_in_the_middle_is_an_outage(postgres_server, impatient_book):
    one = add(impatient_book, press())
    with pytest.raises(BookUnavailable) as caught:
        change_and_freeze(impatient_book, one)
    assert caught.type is not BookUncertain
    assert read(impatient_book, one) == one
    thaw_all(postgres_server)


def test_a_server_that_dies_between_two_pages_costs_no_page_after_it(
    postgres_server, postgres_book
):
    one = add(postgres_book, press())
    postgres_server.restart()
    assert read(postgres_book, one) == one


def test_a_server_that_dies_in_the_middle_kept_nothing(postgres_server, postgres_book):
    one = press()
    with pytest.raises(BookUnavailable) as caught, postgres_book.writing() as page:
        press_through_a_restart(postgres_server, page, one)
    assert caught.type is not BookUncertain
    assert read(postgres_book, one) is None


def press_through_a_restart(server, page, one):
    page.add(one, [], key=None, digest="")
    server.restart()
    with pytest.raises(BookUnavailable):
        page.count_open()
    page.count_open()  # nobody may go on in half a transaction


def test_a_session_waits_for_nothing_for_ever(postgres_book):
    with postgres_book.writing() as page:

        def asked(setting):
            return page._connection.exec_driver_sql(f"SHOW {setting}").scalar()

        assert asked("statement_timeout") == "5s"
        assert asked("lock_timeout") == "4s"
        assert asked("idle_in_transaction_session_timeout") == "10s"
        assert asked("transaction_isolation") == "read committed"
        assert asked("timezone") == "UTC"


@pytest.mark.parametrize("patience", [WORKING, ANSWERING])
def test_the_limit_that_tells_most_ends_the_wait_first(patience):
    limits = (patience.lock, patience.statement, patience.silence)
    assert sorted(set(limits)) == list(limits)


def test_whoever_answers_a_person_waits_for_less(postgres_url):
    migrate(postgres_url, RING)
    book = open_book(postgres_url, RING, ANSWERING)
    with book.reading() as page:
        assert page._connection.exec_driver_sql("SHOW lock_timeout").scalar() == "700ms"
        assert page._connection.exec_driver_sql("SHOW statement_timeout").scalar() == "1200ms"
    book.close()


def test_a_page_for_reading_is_read_only_on_the_server_too(postgres_book):
    with postgres_book.reading() as page:
        assert page._connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
        isolation = page._connection.exec_driver_sql("SHOW transaction_isolation").scalar()
        assert isolation == "repeatable read"
    with postgres_book.writing() as page:
        assert page._connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"
