"""A book with one officer on duty, and tickers that are stopped before it is closed."""

from collections.abc import Iterator

import pytest
from fakes.slow_telephones import HangingTexts, SlowTelephone
from servers.migrated import RING
from servers.tickers import ROTA, NoBell, Tickers, stopped_at_the_end

from service.book import SqlBook, open_book
from service.desk import Desk
from service.wiring import SystemClock


@pytest.fixture
def book(book_url: str) -> Iterator[SqlBook]:
    book = open_book(book_url, RING)
    with book.writing() as page:
        page.replace_rota(ROTA)
    yield book
    book.close()


@pytest.fixture
def desk(book: SqlBook) -> Desk:
    return Desk(book, NoBell(), SystemClock())


@pytest.fixture
def tickers(desk: Desk) -> Iterator[Tickers]:
    """Make a ticker that is stopped before the book that it looks in is closed."""
    with stopped_at_the_end() as make:
        yield make


@pytest.fixture
def slow(tickers: Tickers) -> Iterator[SlowTelephone]:
    """A slow carrier that lets all through in the end, before the tickers are stopped."""
    telephone = SlowTelephone()
    yield telephone
    telephone.let_through.set()


@pytest.fixture
def hanging(tickers: Tickers) -> Iterator[HangingTexts]:
    """A carrier that hangs on texts, until the tickers are stopped."""
    telephone = HangingTexts()
    yield telephone
    telephone.let_through.set()
