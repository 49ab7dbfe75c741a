"""A night for each story, on each kind of book."""

from collections.abc import Iterator

import pytest
from stories.night import Night

from service.book import open_book


@pytest.fixture
def night(book_url: str) -> Iterator[Night]:
    """A quiet house at three o'clock; a ring that nobody expected fails the story."""
    book = open_book(book_url)
    night = Night(book)
    yield night
    night.is_quiet()
    book.close()
