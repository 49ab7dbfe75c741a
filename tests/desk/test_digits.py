"""Four digits cannot be guessed over the phone, however long somebody goes on."""

from datetime import timedelta

import pytest
from fakes.clock import Clock, QuietBell
from servers.migrated import RING

from service.book import open_book
from service.desk import Desk, limiting
from service.desk.digits import WRONG


@pytest.fixture
def desk(sqlite_book_url):
    book = open_book(sqlite_book_url, RING)
    yield Desk(book, QuietBell(), Clock())
    book.close()


def test_of_ten_thousand_guesses_few_are_looked_at(desk):
    """A guess each ten seconds, day and night, each on a call of its own."""
    limit = limiting.of_pin(desk.pins.secret, "amara", WRONG)
    looked_at = 0
    for guess in range(10_000):
        desk.clock.at += timedelta(seconds=10)
        try:
            looked_at += limiting.count_once(desk, limit, f"pin/{guess}")
        except limiting.TooSoon:
            continue
    hours = 10_000 * 10 / 3600
    assert 5 <= looked_at <= 5 + hours
