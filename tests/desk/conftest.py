"""A desk over an empty book, on SQLite and on PostgreSQL, and its line to a pretended carrier."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from desk import proofs
from desk.kept import FILE, ROTA
from desk.line import line_over
from servers.migrated import RING

from service.book import open_book
from service.desk import Desk, keeping
from service.desk.errands import Line


@pytest.fixture
def line(book_url: str) -> Iterator[Line]:
    """The desk's way to a carrier that does what the test says."""
    line = line_over(open_book(book_url, RING))
    yield line
    line.desk.book.close()


@pytest.fixture
def postgres_line(postgres_book_url: str) -> Iterator[Line]:
    """The same on PostgreSQL, where writers work side by side."""
    line = line_over(open_book(postgres_book_url, RING))
    yield line
    line.desk.book.close()


@pytest.fixture
def desk(line: Line) -> Desk:
    """A desk whose rota was applied from a file, as version 1."""
    keeping.apply(line.desk, FILE, ROTA, over_pages=False)
    return line.desk


@pytest.fixture
def glass() -> proofs.Hourglass:
    """A clock that stands at eleven in the morning until somebody waits."""
    return proofs.Hourglass(proofs.DAY)


@pytest.fixture
def day(line: Line, glass: proofs.Hourglass) -> Line:
    """A line in the morning, with a rota, and no lot that stops a measuring."""
    with line.desk.book.writing() as page:
        page.replace_rota(proofs.rota())
    return replace(line, desk=replace(line.desk, clock=glass, draw=lambda odds: odds - 1))
