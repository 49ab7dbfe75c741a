"""What the tests of two worlds ask for by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from blind.worlds import Worlds
from servers.migrated import copy_sqlite
from servers.postgres import PostgresServer


@pytest.fixture
def worlds(
    _migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Worlds]:
    """Two worlds over SQLite books."""
    urls = tuple(
        copy_sqlite(_migrated_sqlite, tmp_path / f"{name}.sqlite3") for name in ("told", "quiet")
    )
    worlds = Worlds(urls, tmp_path, monkeypatch)
    yield worlds
    worlds.closes()


@pytest.fixture
def worlds_on_postgres(
    postgres_book_url: str,
    postgres_server: PostgresServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Worlds]:
    """The same over PostgreSQL."""
    copy = postgres_server.new_database(postgres_book_url.rpartition("/")[2])
    worlds = Worlds((postgres_book_url, postgres_server.url(copy)), tmp_path, monkeypatch)
    yield worlds
    worlds.closes()
    postgres_server.drop(copy)


@pytest.fixture
def everybody(request: pytest.FixtureRequest) -> bool:
    """Whether everybody looks at everything at every moment."""
    return bool(request.config.getoption("--everybody"))
