"""A night for each story, on each kind of book."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.book import open_book

sys.path.insert(0, str(Path(__file__).parent))

from night import Night


@pytest.fixture
def night(book_url: str) -> Iterator[Night]:
    """A quiet house at three o'clock; a ring that nobody expected fails the story."""
    book = open_book(book_url)
    night = Night(book)
    yield night
    night.is_quiet()
    book.close()
