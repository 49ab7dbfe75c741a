from collections.abc import Callable

import pytest
from cli.doctored import REAL
from click.testing import CliRunner, Result
from servers.migrated import BOOK_KEY
from web.house import ALL_RIGHT

from config.settings import load_settings, names
from service.cli import main
from service.rota_file import read_rota
from service.wiring import wire

Escalate = Callable[..., Result]


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A folder with no settings in it or around it."""
    for name in names():
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def escalate(alone, monkeypatch, sqlite_book_url) -> Escalate:
    """Run a command, with a book that is migrated and empty."""
    monkeypatch.setenv("DATABASE_URL", sqlite_book_url)
    monkeypatch.setenv("BOOK_KEY", BOOK_KEY)

    def run(*arguments: str, typed: str | None = None, **env: str) -> Result:
        return CliRunner().invoke(main, arguments, typed, env=env, prog_name="escalate")

    return run


@pytest.fixture
def example(root):
    """The path of the example rota."""
    return root / "config/rota.example.toml"


@pytest.fixture
def with_example(escalate, example) -> Escalate:
    """The same, with the example rota in the book."""
    assert escalate("rota", "apply", str(example)).exit_code == 0
    return escalate


@pytest.fixture
def parts(alone, sqlite_book_url):
    """What the commands find in the same book, for a test that looks into it."""
    joined = wire(load_settings({"DATABASE_URL": sqlite_book_url, "BOOK_KEY": BOOK_KEY}, alone))
    yield joined
    joined.book.close()


@pytest.fixture
def rota(example):
    return read_rota(example.read_text()).rota


@pytest.fixture
def settings(alone):
    def load(**given: str):
        return load_settings(given, alone)

    return load


@pytest.fixture
def real(settings):
    """The settings of a site with real telephones."""
    return settings(**REAL)


@pytest.fixture
def stands_in(monkeypatch):
    """Have whatever asks outside find all of it right."""
    monkeypatch.setattr("service.checkup.looking.Checkup", lambda: ALL_RIGHT)
