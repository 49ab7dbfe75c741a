"""Addresses of books, and what is opened there."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from service.book import postgres, sqlite
from service.book.engines import Engines
from service.book.patience import WORKING, Patience
from service.book.seal import Ring, hold

_MEND = (
    "Write the address of the book as sqlite:///var/book.sqlite "
    "or postgresql://user:password@host/name."
)
_POSTGRES = frozenset({"postgresql", "postgres"})


def read_address(database_url: str) -> URL:
    """Read the address of a book.

    Raises:
        ValueError: it is none that we can open. The message repeats nothing of it, since
            there may be a password inside.
    """
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        raise ValueError(_MEND) from None
    backend = url.drivername.partition("+")[0]
    if backend in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        sqlite.file_of(url)
        return url.set(drivername="sqlite")
    raise ValueError(_MEND)


def open_engines(url: URL, ring: Ring, patience: Patience = WORKING) -> Engines:
    """Open the engines for the database that *url* names, sealed with the keys of *ring*."""
    on_sqlite = url.get_backend_name() == "sqlite"
    opened = (sqlite.open_sqlite if on_sqlite else postgres.open_postgres)(url, patience)
    hold(opened.reading.dialect, ring)
    hold(opened.writing.dialect, ring)
    return opened


@contextmanager
def alone(url: URL, ring: Ring) -> Iterator[Connection]:
    """Open one transaction in which nobody else migrates, for as long as it needs."""
    on_sqlite = url.get_backend_name() == "sqlite"
    one_transaction = sqlite.one_transaction if on_sqlite else postgres.one_transaction
    with one_transaction(url) as connection:
        hold(connection.dialect, ring)
        yield connection
