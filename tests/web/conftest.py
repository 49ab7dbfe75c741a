"""What the web's tests ask for by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from web.house import House


@pytest.fixture
def house(sqlite_book_url: str, tmp_path: Path) -> Iterator[House]:
    """A house over a SQLite book."""
    house = House(sqlite_book_url, tmp_path)
    yield house
    house.closes()


@pytest.fixture
def any_house(book_url: str, tmp_path: Path) -> Iterator[House]:
    """The same on each kind of book."""
    house = House(book_url, tmp_path)
    yield house
    house.closes()


@pytest.fixture
def ringing(house: House) -> tuple[str, str]:
    """An escalation whose first phone rings, and the attempt that rings it."""
    raised = house.raises()
    return raised["id"], house.rings(raised["id"])
