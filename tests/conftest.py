"""What every test may ask for by name; `servers/` has the parts."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from faults.cradle import Nursery
from hypothesis import is_hypothesis_test, settings
from playwright.sync_api import Browser, Page
from servers.child import Child
from servers.chromium import opened_page, running_chromium
from servers.lending import LentBook
from servers.loopback import LoopbackGuard
from servers.migrated import copy_sqlite, migrate
from servers.postgres import PostgresServer
from servers.redis import RedisServer
from servers.required import under_ci

# An example that is slow on a busy machine is no fault. Under CI the examples are the same each
# time, so that a red run is red again.
settings.register_profile("house", deadline=None, derandomize=under_ci())
settings.load_profile("house")

ROOT = Path(__file__).parent.parent

#: Folders of tests in which each line of the rules is followed, once and not on both books: to
#: follow costs half as much again, and the rules have tests of their own. They run by themselves:
#: where lines are followed, a server's thread that begins while another begins may fail, since
#: Python lets one at a time begin to be followed.
FOLLOWED = {"desk", "domain", "rota_file", "stories"}
#: Those of drawn examples that alone come to some line. The others walk through whole nights by
#: the hundred, to lines that are followed elsewhere.
DRAWN = {"test_telling_always.py", "test_totals.py"}

guard = LoopbackGuard()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--everybody", action="store_true", help="the whole walk of tests/blind")


def pytest_configure() -> None:
    guard.install()


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if is_followed(item):
            item.add_marker(pytest.mark.followed)
        browser, processes = map(item.get_closest_marker, ("browser", "processes"))
        if (browser or processes) and not item.get_closest_marker("xdist_group"):
            # They wait most of the time, so two of them may; three would slow each other down.
            second = browser or item.path.parent.name == "faults"
            item.add_marker(pytest.mark.xdist_group("browsers, faults" if second else "houses"))


def is_followed(item: pytest.Item) -> bool:
    """Say whether the lines of the rules are counted while this test runs."""
    drawn = is_hypothesis_test(getattr(item, "function", None))
    there = item.path.parent.name in FOLLOWED and "postgres" not in item.name
    return there and (not drawn or item.path.name in DRAWN)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Use one more than there are cores: who drives processes waits for them most of the time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def stays_on_loopback() -> Iterator[None]:
    """Fail any test whose own process reached for another machine."""
    guard.caught.clear()
    yield
    assert not guard.caught, guard.caught


@pytest.fixture
def loopback_guard() -> LoopbackGuard:
    """The guard itself, for tests of it."""
    return guard


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def _redis() -> Iterator[RedisServer]:
    server = RedisServer()
    yield server
    server.end()


@pytest.fixture
def redis_server(_redis: RedisServer) -> RedisServer:
    """A real Redis, running and empty, to freeze, kill and restart at will."""
    _redis.fresh()
    return _redis


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """The address of a real, empty Redis."""
    return redis_server.url


@pytest.fixture(scope="session")
def _postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.end()


@pytest.fixture
def postgres_server(_postgres: PostgresServer) -> PostgresServer:
    """A real PostgreSQL, running, to freeze, kill and restart at will."""
    _postgres.fresh()
    return _postgres


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database of this test's own."""
    database = postgres_server.new_database()
    yield postgres_server.url(database)
    postgres_server.drop(database)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'book.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, once on each kind that we support."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "migrated.sqlite3"
    migrate(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture
def sqlite_book_url(_migrated_sqlite: Path, tmp_path: Path) -> str:
    """The address of a SQLite book of this test's own: migrated, with nothing in it."""
    return copy_sqlite(_migrated_sqlite, tmp_path / "book.sqlite3")


@pytest.fixture(scope="session")
def _lent_postgres(_postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> LentBook:
    _postgres.fresh()
    database = _postgres.new_database()
    migrate(_postgres.url(database), tmp_path_factory.mktemp("book"))
    return LentBook(_postgres, database)


@pytest.fixture
def postgres_book_url(postgres_server: PostgresServer, _lent_postgres: LentBook) -> str:
    """The address of a PostgreSQL book of this test's own: migrated, with nothing in it."""
    return postgres_server.url(_lent_postgres.lend())


@pytest.fixture(params=["sqlite", "postgres"])
def book_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated book with nothing in it, once on each kind that we support."""
    url: str = request.getfixturevalue(f"{request.param}_book_url")
    return url


Start = Callable[..., Child]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a program as a process of this test: `start("escalate", "web", env={...})`.

    It sees only the environment it is given (and PATH and HOME), works in the test's own folder,
    prints into `child.log`, and is killed with all its children when the test ends.
    """
    children: list[Child] = []

    def start_one(
        program: str, *arguments: str, env: Mapping[str, str], **options: object
    ) -> Child:
        home = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
        }
        log = tmp_path / f"{len(children)}-{Path(program).name}.log"
        options.setdefault("cwd", tmp_path)
        children.append(Child([program, *arguments], log=log, env=home | dict(env), **options))
        return children[-1]

    yield start_one
    for child in children:
        child.kill()


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """A process that has imported the program already, and forks off what tests begin."""
    with Nursery() as nursery:
        yield nursery


# Not for the session: until it ends, its event loop runs in this thread, which nobody else's can.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """This machine's Chromium, headless."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page with no cookies; a failing script on it fails the test."""
    with opened_page(chromium) as page:
        yield page
