"""The book in one SQLite file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from service.book.engines import Engines, name_outages
from service.book.gate import Gate
from service.book.patience import WORKING, Patience

#: How long a process that wants to migrate waits for its turn, while another may be at it.
MIGRATION_TURN_SECONDS = 60.0

#: FULL, because NORMAL loses the last commits when the power fails. It costs one fsync a
#: commit: 0.2 ms on a fast disk, ten on a slow one.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    # What is deleted is written over with noughts: a copy of the file must not hold it.
    "PRAGMA secure_delete=ON",
    # In pages of 4 kB. A press writes some ten, so by default one in a hundred would stop to
    # move them all into the file proper.
    "PRAGMA wal_autocheckpoint=8000",
)


def file_of(url: URL) -> Path:
    """Return the database file that *url* names.

    Raises:
        ValueError: it names none; the book cannot live in memory, where each process
            would have its own.
    """
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise ValueError("Name a file for the book, as in sqlite:///var/book.sqlite.")
    return Path(url.database)


def gate_of(url: URL, wait_seconds: float) -> Gate:
    """Return the gate that every writer of this file passes, beside the file itself."""
    file = file_of(url)
    return Gate(file.with_name(file.name + ".gate"), wait_seconds)


def open_sqlite(url: URL, patience: Patience) -> Engines:
    """Open engines for the file that *url* names."""
    # SQLite's own wait is for somebody who did not take turns, such as a backup.
    busy = {"connect_args": {"timeout": patience.lock}}
    # One connection writes, since the gate lets one writer in at a time.
    writing = _engine(url, "BEGIN IMMEDIATE", pool_size=1, **busy)
    reading = _engine(url, "BEGIN", pool_size=5, max_overflow=10, pool_timeout=2, **busy)
    event.listen(reading, "connect", _forbid_writing)
    return Engines(reading, writing, gate_of(url, patience.turn).turn)


def _engine(url: URL, begin: str, **options: Any) -> Engine:
    engine = create_engine(url, hide_parameters=True, **options)
    name_outages(engine)
    event.listen(engine, "connect", _set_up)

    # IMMEDIATE takes the lock at once. A transaction that reads first and then writes fails
    # without waiting if another wrote in between, whatever busy_timeout says.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by itself, before some statements and not others.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def scrub(writing: Engine) -> bool:
    """Move what is in the log into the file, and empty the log; whether that could be done.

    The log has pages as they were before a deletion. Whoever reads just now keeps it from being
    emptied; nobody waits for that, and the next time does it.
    """
    with writing.connect() as connection:
        driver: Any = connection.connection.driver_connection
        before = driver.execute("PRAGMA busy_timeout").fetchone()[0]
        driver.execute("PRAGMA busy_timeout=0")
        try:
            busy: int = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.Error:
            return False
        finally:
            driver.execute(f"PRAGMA busy_timeout={before}")
    return not busy


def _forbid_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON")


@contextmanager
def one_transaction(url: URL) -> Iterator[Connection]:
    """Open one transaction with every writer held off, making the file and its folder."""
    file = file_of(url)
    file.parent.mkdir(parents=True, exist_ok=True)
    # Its log takes over whom the file lets in. What lies open in it, such as when somebody
    # pressed, is no business of others who have an account on this machine.
    with suppress(OSError):  # SQLite itself says why it cannot be.
        file.touch(mode=0o600)
    engines = open_sqlite(url, WORKING)
    try:
        with gate_of(url, MIGRATION_TURN_SECONDS).turn(), engines.writing.begin() as connection:
            yield connection
    finally:
        engines.dispose()
