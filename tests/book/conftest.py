"""Books for the tests of this folder, each on SQLite and on PostgreSQL."""

import pytest
from servers.migrated import RING

from service.book import migrate, open_book


@pytest.fixture
def book(database_url):
    """A new book, migrated and empty."""
    migrate(database_url, RING)
    book = open_book(database_url, RING)
    yield book
    book.close()
