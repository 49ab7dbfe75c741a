"""The book fails while a colleague presses: they are told soon, and nothing is made twice.

Real web processes over real books. The seconds are printed (``pytest -s``); what is held to
here is only that somebody who waits is not left waiting.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from outages.cutting import Cut, CuttingWire
from outages.site import SOON_SECONDS, Answer, Site, read_only
from servers.child import Child
from servers.postgres import PostgresServer
from sqlalchemy import make_url

from service.book.gate import Gate

pytestmark = pytest.mark.processes

NOT_DONE = "so nothing was done"
NOT_CERTAIN = "we cannot tell whether that was done"


@pytest.fixture
def small(start: Callable[..., Child], tmp_path: Path, sqlite_book_url: str) -> Iterator[Site]:
    (tmp_path / "book").mkdir()
    file = Path(sqlite_book_url.removeprefix("sqlite:///"))
    moved = file.rename(tmp_path / "book" / file.name)
    site = Site(start, tmp_path, f"sqlite:///{moved}", None)
    yield site
    site.book.close()


@pytest.fixture
def large(start: Callable[..., Child], tmp_path: Path, postgres_book_url: str) -> Iterator[Site]:
    site = Site(start, tmp_path, postgres_book_url, None)
    yield site
    site.book.close()


@pytest.fixture
def wire(postgres_server: PostgresServer) -> Iterator[CuttingWire]:
    wire = CuttingWire(postgres_server.port)
    yield wire
    wire.close()


@pytest.fixture
def distant(
    start: Callable[..., Child], tmp_path: Path, postgres_book_url: str, wire: CuttingWire
) -> Iterator[Site]:
    """PostgreSQL over a wire that can be cut."""
    through = make_url(postgres_book_url).set(port=wire.port).render_as_string(hide_password=False)
    site = Site(start, tmp_path, postgres_book_url, through)
    yield site
    site.book.close()


def is_told(answer: Answer, what: str) -> None:
    """They are told soon, in words that are true, with the numbers that were last known."""
    print(f"{what}: told after {answer.seconds:.2f} s")  # noqa: T201 - shown with -s
    assert answer.status == 503
    assert what in answer.body["detail"]
    # A process that has not read the book yet, since it began this moment, knows 999 alone.
    assert answer.numbers in (["999", "020 7946 0999"], ["999"])
    assert answer.seconds < SOON_SECONDS


def the_page_says(answer: Answer, title: str) -> None:
    print(f"{title}: told after {answer.seconds:.2f} s")  # noqa: T201 - shown with -s
    assert answer.status == 503
    assert title in answer.body
    assert "999" in answer.body
    assert answer.seconds < SOON_SECONDS


def goes_on(site: Site, kept: list[str], key: str) -> None:
    """What was taken is there, and the same key makes one, now and for ever."""
    first = site.comes_back(key).body["id"]
    assert site.comes_back(key).body["id"] == first
    assert sorted(site.raised()) == sorted([*kept, first])


def file_of(site: Site) -> Path:
    return Path(site.settings.database_url.removeprefix("sqlite:///"))


def test_somebody_holds_sqlites_lock(small: Site):
    kept = small.presses("before").body["id"]
    with closing(sqlite3.connect(file_of(small), isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        is_told(small.presses("key"), NOT_DONE)
        the_page_says(small.presses_the_button(), "Nothing was started")
    goes_on(small, [kept], "key")


def test_one_of_our_own_processes_is_stuck_in_its_turn(small: Site):
    file = file_of(small)
    with Gate(file.with_name(file.name + ".gate"), 1).turn():
        is_told(small.presses("key"), NOT_DONE)
    goes_on(small, [], "key")


def test_the_books_folder_can_only_be_read(small: Site):
    kept = small.presses("before").body["id"]
    with read_only(file_of(small).parent):
        is_told(small.presses("key"), NOT_DONE)
        the_page_says(small.presses_the_button(), "Nothing was started")
    goes_on(small, [kept], "key")


def test_the_disk_is_full(small: Site):
    kept = small.presses("before").body["id"]
    with small.full_disk():
        is_told(small.presses("key"), NOT_DONE)
    goes_on(small, [kept], "key")


def test_postgres_is_killed_and_comes_back(large: Site, postgres_server: PostgresServer):
    kept = [large.presses(f"before {number}").body["id"] for number in range(5)]
    postgres_server.kill()
    is_told(large.presses("key"), NOT_DONE)
    the_page_says(large.presses_the_button(), "Nothing was started")
    postgres_server.start()
    goes_on(large, kept, "key")


def test_postgres_is_frozen(large: Site, postgres_server: PostgresServer):
    kept = large.presses("before").body["id"]
    with large.frozen(postgres_server):
        told = [large.presses("key") for _ in range(3)]
        shown = large.presses_the_button()
    for answer in told:
        is_told(answer, NOT_DONE)
    the_page_says(shown, "Nothing was started")
    goes_on(large, [kept], "key")


def test_somebody_holds_postgres_tables(large: Site):
    address = make_url(large.settings.database_url).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as stranger:
        stranger.execute("LOCK TABLE escalations IN ACCESS EXCLUSIVE MODE")
        is_told(large.presses("key"), NOT_DONE)
        stranger.rollback()
    goes_on(large, [], "key")


@pytest.mark.parametrize("where", Cut)
def test_the_wire_is_cut_in_the_middle_of_the_commit(where: Cut, distant: Site, wire: CuttingWire):
    kept = distant.presses("before").body["id"]

    wire.cut = where
    is_told(distant.presses("key"), NOT_CERTAIN)

    assert wire.cuts == 1
    assert len(distant.raised()) == 1 + (where is Cut.AFTER)
    goes_on(distant, [kept], "key")
