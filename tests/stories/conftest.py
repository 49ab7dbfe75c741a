"""A night for each story, on each kind of book."""

from collections.abc import Iterator

import pytest
from servers.migrated import RING
from stories.night import Night
from stories.phone import Phone
from stories.practising import MORNING, NEVER, draws

from service.book import open_book
from service.domain.people import Role


@pytest.fixture
def night(book_url: str) -> Iterator[Night]:
    """A quiet house at three o'clock; a ring that nobody expected fails the story."""
    book = open_book(book_url, RING)
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


@pytest.fixture
def taken(night: Night) -> tuple[Night, Phone, Phone, Phone]:
    """Amara has taken it, and is still on the phone; Ben is next."""
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1").and_hears("To be put through to Sam now, press 1.")
    return night, amara, ben, night.sam
