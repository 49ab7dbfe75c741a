"""The book, as the desk knows it."""

import os
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

from sqlalchemy import URL, Connection, func, select, update

from service.book.engines import Engines, transaction
from service.book.marks import mark
from service.book.opening import open_engines, read_address
from service.book.page import SqlPage
from service.book.patience import WORKING, Patience
from service.book.rota_tables import organisation
from service.book.rotas import RotaShelf
from service.book.seal import Ring
from service.book.sqlite import scrub
from service.clocks import read_clocks
from service.domain.dating import Dating, set_by
from service.ports import BookUnavailable, Outage
from service.proofs import Prover

#: A process that still seals with a key which the site has given up says so at least this
#: often, so that whoever no longer has that key is refused at its start.
MARK_AGAIN_SECONDS = 10.0
_THEIR_TIME = select(func.clock_timestamp())
_PROBE = update(organisation).values(id=organisation.c.id)


class SqlBook:
    """Keeps ``ports.Book`` in SQLite or PostgreSQL. Any number of threads may use it.

    Connections are opened when a page first needs one. A process that is forked off opens
    its own: a connection in two processes mixes up their answers, and SQLite's locks belong
    to one process.
    """

    def __init__(
        self,
        url: URL,
        ring: Ring,
        patience: Patience,
        clocks: Callable[[], Dating] = read_clocks,
        *,
        secret: str = "",
    ) -> None:
        self._prover = Prover(secret)
        self._read_clocks = clocks
        self._url = url
        self._ring = ring
        self._patience = patience
        self._engines: Engines = open_engines(url, ring, patience)
        #: When the book was last seen to be sealed with our keys, and ours was noted there.
        self._marked_at = -MARK_AGAIN_SECONDS
        self._rotas = RotaShelf()
        _OPEN.add(self)

    @contextmanager
    def writing(self) -> Iterator[SqlPage]:
        """Open a transaction that commits when the block ends, and undoes it on an error.

        Raises:
            BookUnavailable, BookUncertain: see ``ports``.
        """
        engines = self._engines
        # Before the turn is waited for: callers look at the clock just before they come here.
        dating = self._read_clocks()
        with engines.turn(), transaction(engines.writing) as connection:
            marking = monotonic()
            if marking - self._marked_at >= MARK_AGAIN_SECONDS:
                mark(connection)
            else:
                marking = self._marked_at
            yield self._page(connection, dating, writes=True)
            if set_by(dating, self._read_clocks()):
                # What was written may be half by one clock and half by the other.
                raise BookUnavailable("the clock was set")
        self._marked_at = marking

    @contextmanager
    def reading(self) -> Iterator[SqlPage]:
        """Open a transaction that sees one state of the book and writes nothing.

        Raises:
            BookUnavailable: see ``ports``.
        """
        with transaction(self._engines.reading) as connection:
            yield self._page(connection, self._read_clocks(), writes=False)

    def _page(self, connection: Connection, dating: Dating, *, writes: bool) -> SqlPage:
        return SqlPage(connection, self._rotas, dating, writes=writes, prover=self._prover)

    def writable(self) -> bool:
        """Whether a commit gets through now. Costs a real one, since only that can tell."""
        engines = self._engines
        try:
            with engines.turn(), transaction(engines.writing) as connection:
                return bool(connection.execute(_PROBE).rowcount)
        except Outage:
            return False

    def time_told(self) -> datetime | None:
        """Return the database server's own time; ``None`` where it is this machine's.

        Raises:
            BookUnavailable: it cannot be asked.
        """
        if self._url.get_backend_name() == "sqlite":
            return None
        with transaction(self._engines.reading) as connection:
            told: datetime = connection.execute(_THEIR_TIME).scalar_one()
        return told

    def scrub(self) -> bool:
        """Have what was deleted leave the files of the book too; False: not now, try again later.

        On SQLite, where a log beside the file has what was there before. PostgreSQL does so by
        itself, some time later.
        """
        if self._url.get_backend_name() != "sqlite":
            return True
        engines = self._engines
        with engines.turn():
            return scrub(engines.writing)

    def close(self) -> None:
        """Close every connection. The next page would open them again."""
        self._engines.dispose()

    def start_anew(self) -> None:
        """Leave the connections to the process that this one was forked from."""
        # Kept, not closed: to close them here would end them there too.
        _LEFT_TO_THE_PARENT.append(self._engines)
        self._engines = open_engines(self._url, self._ring, self._patience)


_OPEN: weakref.WeakSet[SqlBook] = weakref.WeakSet()
_LEFT_TO_THE_PARENT: list[Engines] = []


def _start_anew_in_child() -> None:
    for book in _OPEN:
        book.start_anew()


os.register_at_fork(after_in_child=_start_anew_in_child)


def open_book(
    database_url: str,
    ring: Ring,
    patience: Patience = WORKING,
    clocks: Callable[[], Dating] = read_clocks,
    *,
    secret: str = "",
) -> SqlBook:
    """Open the book at *database_url*; nothing is read before the first page.

    The *ring* holds the keys that its names and numbers are sealed with.
    *patience* says how long a page waits before it raises ``BookUnavailable``. *clocks* are
    this machine's, by which it is seen that the time was set. *secret* is what proves that we wrote
    what we wrote; see ``service.proofs``.

    Raises:
        ValueError: that is no address of a book.
    """
    return SqlBook(read_address(database_url), ring, patience, clocks, secret=secret)
