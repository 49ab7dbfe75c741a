"""A night for each story, on each kind of book."""

from collections.abc import Iterator

import pytest
from stories.night import Night
from stories.practising import MORNING, NEVER, draws

from service.book import open_book
from service.domain.people import Role


@pytest.fixture
def night(book_url: str) -> Iterator[Night]:
    """A quiet house at three o'clock; a ring that nobody expected fails the story."""
    book = open_book(book_url)
    night = Night(book)
    yield night
    night.is_quiet()
    book.close()


@pytest.fixture
def day(night: Night) -> Night:
    """Eleven in the morning, with an admin who may start a practice; no lot puts it off."""
    night.clock.at = MORNING
    night.joan = night._hire("Joan", "+447700900199", Role.ADMIN)
    draws(night, NEVER)
    return night
