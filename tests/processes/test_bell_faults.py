"""The bell does what it likes: presses are answered, phones ring, workers live and hear again."""

import statistics
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from faults.cradle import Born
from processes import short_canary
from processes.house import PRIYA, House, settle
from servers.child import Child
from servers.migrated import RING
from servers.redis import RedisServer
from servers.stalling import StallingProxy
from servers.waiting import wait_until

from service.book import open_book
from service.domain.counted import Counted
from service.domain.faults import Fault

pytestmark = pytest.mark.processes

#: A phone rings within 1.2 seconds; on a machine that does much else besides, within these.
LATE_SECONDS = 5.0
PRESSES = 3


@pytest.fixture
def proxy(redis_server: RedisServer) -> Iterator[StallingProxy]:
    """What the house takes for its Redis."""
    proxy = StallingProxy(redis_server.port)
    yield proxy
    proxy.close()


@pytest.fixture
def elsewhere() -> Iterator[RedisServer]:
    """Another Redis, to which the first is moved."""
    server = RedisServer()
    server.start()
    yield server
    server.end()


@pytest.fixture
def house(
    begin: Callable[..., Born], tmp_path: Path, sqlite_url: str, proxy: StallingProxy
) -> House:
    """One worker and no watch: what rings, this worker has done."""
    house = House(begin, tmp_path, *settle(tmp_path, sqlite_url, address(proxy)))
    house.furnish()
    house.start("exchange", "web", "worker")
    house.is_ready()
    return house


def address(proxy: StallingProxy) -> str:
    return f"redis://127.0.0.1:{proxy.port}/0"


def listening(server: RedisServer) -> set[str]:
    """Return the connections on which some worker waits, or waited, for hints at this Redis."""
    with server.client() as client:
        return {one["id"] for one in client.client_list() if one["cmd"] == "brpop"}


def test_a_worker_whose_bell_was_moved_says_that_it_is_deaf_and_ends(
    start: Callable[..., Child],
    tmp_path: Path,
    sqlite_book_url: str,
    redis_server: RedisServer,
    elsewhere: RedisServer,
    proxy: StallingProxy,
):
    _, env = settle(tmp_path, sqlite_book_url, address(proxy))
    worker = start("python", str(short_canary.__file__), env=env)
    worker.ready("it listens", lambda: listening(redis_server), within_seconds=60)

    redis_server.kill()
    worker.ready("Redis is missed", lambda: "canary.unsent" in worker.said)
    redis_server.restart()
    worker.ready("it listens again", lambda: listening(redis_server), within_seconds=60)
    assert "worker.deaf" not in worker.said, "where Redis is away nobody is deaf"

    # The line that it listens on is well, to a Redis into which nobody rings any more.
    proxy.lead_to(elsewhere.port)
    assert worker.finishes(within_seconds=30) == 1
    assert "worker.deaf" in worker.said
    book = open_book(sqlite_book_url, RING)
    with book.reading() as page:
        assert [alarm.fault for alarm in page.alarms(datetime.min.replace(tzinfo=UTC))] == [
            Fault.DEAF
        ]
        assert page.counts() == {Counted.WORKER_DEAF: 1}
    book.close()


def test_whatever_the_bell_does_presses_are_answered_and_phones_ring(
    house: House, redis_server: RedisServer, proxy: StallingProxy
):
    faults: dict[str, Callable[[], AbstractContextManager[object]]] = {
        "healthy": nullcontext,
        "refuses": lambda: refusing(redis_server),
        "frozen": lambda: frozen(redis_server),
        "flaps ten times": lambda: meanwhile(redis_server.restart),
        "forgets, over and over": lambda: meanwhile(lambda: forget(redis_server)),
        "lines stall": lambda: stalled(proxy, redis_server),
    }
    figures = {}
    for name, fault in faults.items():
        with fault():
            figures[name] = [press_and_ring(house) for _ in range(PRESSES)]
        assert house.children["worker"].running, f"{name}: {house.children['worker'].said}"
    for name, seen in figures.items():
        pressed, rang = zip(*seen, strict=True)
        row = [statistics.median(pressed), max(pressed), statistics.median(rang), max(rang)]
        print(f"{name:24}", *(f"{each:6.3f}" for each in row))  # noqa: T201 - shown with -s
        assert max(rang) < LATE_SECONDS, name


def press_and_ring(house: House) -> tuple[float, float]:
    """Press; return the seconds until the answer, and from the press until a phone was rung."""
    house.phone(PRIYA, "busy")  # So that the line is free again for the next.
    began = monotonic()
    raised = house.press()
    answered = monotonic() - began

    def happened() -> dict[str, datetime]:
        """When each kind of thing happened first, once the call is over."""
        first: dict[str, datetime] = {}
        for event in house.api("GET", f"/escalations/{raised}")["timeline"]:
            first.setdefault(event["kind"], datetime.fromisoformat(event["at"]))
        return first if "ended" in first else {}

    at = wait_until("the call is over", happened, within_seconds=30)
    house.api("POST", f"/escalations/{raised}/cancel")
    return answered, (at["dialling"] - at["raised"]).total_seconds()


@contextmanager
def refusing(server: RedisServer) -> Iterator[None]:
    server.kill()
    yield
    server.start()


@contextmanager
def frozen(server: RedisServer) -> Iterator[None]:
    server.freeze()
    yield
    server.thaw()


@contextmanager
def stalled(proxy: StallingProxy, server: RedisServer) -> Iterator[None]:
    """Silence on the lines that there are; at the end the worker listens on a new one."""
    before, began = listening(server), monotonic()
    proxy.stall()
    yield
    wait_until("it hears again", lambda: listening(server) - before, within_seconds=40)
    print(f"hears again after {monotonic() - began:.1f} s")  # noqa: T201


@contextmanager
def meanwhile(step: Callable[[], None]) -> Iterator[None]:
    """Take *step* again and again for as long as the block lasts, ten times at least."""
    done = threading.Event()

    def steps() -> None:
        taken = 0
        while taken < 10 or not done.is_set():
            step()
            taken += 1
            done.wait(0.2)  # There for a moment.

    thread = threading.Thread(target=steps)
    thread.start()
    yield
    done.set()
    thread.join(60)


def forget(server: RedisServer) -> None:
    with server.client() as client:
        client.flushall()
