"""The bare hops that a press is made of, on the same ground and with no code of ours in them."""

import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from http.client import HTTPConnection
from time import perf_counter
from urllib.parse import urlsplit

import psycopg
import redis

from service.cli.bench.house import House, free_ports, wait_for

_TABLE = "CREATE TABLE bare (id INTEGER PRIMARY KEY, due INTEGER NOT NULL, owner TEXT)"


class Ground(ABC):
    """A bare table in the kind of book that is measured."""

    @abstractmethod
    def insert(self, number: int) -> None:
        """Insert one row and commit."""

    @abstractmethod
    def claim(self, number: int) -> None:
        """Claim that row and commit."""


class SqliteGround(Ground):
    """A SQLite file of its own, set as the book's is."""

    def __init__(self, house: House) -> None:
        self._book = sqlite3.connect(house.folder / "bare.sqlite", isolation_level=None)
        self._book.execute("PRAGMA journal_mode=WAL")
        self._book.execute("PRAGMA synchronous=FULL")
        self._book.execute(_TABLE)

    def insert(self, number: int) -> None:
        """Insert one row and commit."""
        self._book.execute("INSERT INTO bare (id, due) VALUES (?, 0)", (number,))

    def claim(self, number: int) -> None:
        """Claim that row and commit."""
        self._book.execute("UPDATE bare SET owner='me', due=1 WHERE id=? AND due<=0", (number,))


class PostgresGround(Ground):
    """A table beside the book's own."""

    def __init__(self, house: House) -> None:
        self._book = psycopg.connect(house.database_url, autocommit=True)
        self._book.execute(_TABLE)

    def insert(self, number: int) -> None:
        """Insert one row and commit."""
        self._book.execute("INSERT INTO bare (id, due) VALUES (%s, 0)", (number,))

    def claim(self, number: int) -> None:
        """Claim that row and commit."""
        self._book.execute("UPDATE bare SET owner='me', due=1 WHERE id=%s AND due<=0", (number,))


class Hops:
    """Takes each hop once, and times it in seconds."""

    def __init__(self, house: House, ground: Ground) -> None:
        self._ground = ground
        self._number = 0
        self._bell = redis.Redis.from_url(house.redis_url)
        self._worker = redis.Redis.from_url(house.redis_url)
        port = free_ports(1)
        house.start("bare", "-m", "service.cli.bench.bare", BARE_PORT=str(port))
        wait_for(lambda: _answers(port))
        self._web = HTTPConnection("127.0.0.1", port, timeout=10)
        at = urlsplit(house.carrier.url)
        self._carrier = HTTPConnection(at.hostname or "", at.port, timeout=10)

    def each(self) -> dict[str, float]:
        """Return the seconds of each hop by its name."""
        self._number += 1
        return {
            "HTTP to a bare endpoint": _timed(lambda: _post(self._web, "/nothing")),
            "INSERT and COMMIT": _timed(lambda: self._ground.insert(self._number)),
            "push and pop": self._push_and_pop(),
            "claim": _timed(lambda: self._ground.claim(self._number)),
            "HTTP to the carrier": _timed(lambda: _post(self._carrier, "/bare")),
        }

    def close(self) -> None:
        """Let go of the connections."""
        for one in (self._bell, self._worker, self._web, self._carrier):
            one.close()

    def _push_and_pop(self) -> float:
        """Time from the push to the pop, which waits already as a worker does."""
        popped: list[float] = []

        def pop() -> None:
            self._worker.brpop(["bare"], timeout=5)
            popped.append(perf_counter())

        waiting = threading.Thread(target=pop)
        waiting.start()
        began = perf_counter()
        self._bell.lpush("bare", "hint")
        waiting.join()
        return popped[0] - began


def hops_of(house: House) -> Hops:
    """Return the hops on the ground that *house* stands on."""
    postgres = house.database_url.startswith("postgres")
    return Hops(house, PostgresGround(house) if postgres else SqliteGround(house))


def _timed(hop: Callable[[], object]) -> float:
    began = perf_counter()
    hop()
    return perf_counter() - began


def _post(line: HTTPConnection, path: str) -> None:
    line.request("POST", path, "{}", {"Content-Type": "application/json"})
    line.getresponse().read()


def _answers(port: int) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        _post(line, "/nothing")
    except OSError:
        return False
    finally:
        line.close()
    return True
