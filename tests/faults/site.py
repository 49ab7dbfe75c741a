"""A site of real processes for the faults: web, two workers, watch, exchange, bell and book."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from faults.cradle import Born
from faults.people import COLLEAGUES, EVERYBODY, OFFICERS, rota
from servers import knobs
from servers.child import answers, free_port
from servers.migrated import BOOK_KEY, SECRET_KEY
from servers.postgres import PostgresServer
from servers.redis import RedisServer
from servers.stalling import StallingProxy
from servers.waiting import wait_until

from config.settings import Settings, load_settings
from service.cli.rota import replace as apply
from service.domain.line import on_the_line
from service.domain.standing import TokenKind
from service.ports import Outage
from service.rota_file import read_rota
from service.wiring import Parts, wire

ALL = ("exchange", "web", "worker-1", "worker-2", "watch")
#: Those that look in the book for what is due.
TICKERS = ("worker-1", "worker-2", "watch")
#: A ticker gives a sign of life every two seconds.
BEAT_IS_NEW = timedelta(seconds=4)
#: One of each ladder's officers: between them they may see every call-out.
_LISTED = tuple(officer.key for officer, _ in OFFICERS)


@dataclass
class Site:
    """One site. ``begin`` starts a process; all else is as a site has it."""

    begin: Callable[..., Born]
    folder: Path
    env: dict[str, str]
    redis: RedisServer
    postgres: PostgresServer | None = None
    #: How busy the machine was with something else, from one moment to another.
    busy: Callable[[datetime, datetime], float] = lambda _since, _until: 1.0
    #: Whether its processes have traps in them.
    trapped: bool = False
    #: What stands before its bell and its book, where something does.
    bell_proxy: StallingProxy | None = None
    book_proxy: StallingProxy | None = None
    children: dict[str, Born] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    #: Processes that ended, in this night.
    deaths: int = 0

    def __post_init__(self) -> None:
        self.settings: Settings = load_settings(self.env, self.folder)
        self.parts: Parts = wire(self.settings)

    @property
    def book(self) -> str:
        """The kind of its book."""
        return "sqlite" if self.postgres is None else "postgres"

    def migrate(self) -> None:
        """Make its book, with the command that a site uses."""
        log = self.folder / "migrate.log"
        making = self.begin("escalate", "migrate", env=self.env, cwd=self.folder, log=log)
        assert making.finishes() == 0, making.said

    def furnish(self) -> None:
        """Apply the rota and make everybody who presses a token, in a migrated book."""
        found = read_rota(rota())
        assert found.rota is not None, found
        apply(self.parts, found.rota)
        self.tokens = {one.key: self.parts.keys.issue(one.key, TokenKind.API) for one in COLLEAGUES}

    def start(self, *names: str) -> None:
        """Start each of *names* that does not run; ``worker-2`` is a second worker."""
        for name in names:
            if name in self.children and self.children[name].running:
                continue
            program = "trapped" if self.trapped and name != "exchange" else "escalate"
            self.children[name] = self.begin(
                program,
                name.partition("-")[0],
                env=self.env | {"FAULTS_FOLDER": str(self.folder)},
                cwd=self.folder,
                log=self.folder / f"{name}.log",
            )

    def kill(self, *names: str) -> None:
        """End each of *names* as a power cut would."""
        for name in names:
            self.children[name].kill()
            self.deaths += 1

    def mend(self) -> None:
        """Make everything run, thawed, with nothing turned at the exchange; wait for ready.

        Also until the night before is over: whoever is on a call is not rung for anything else,
        and the exchange, once reset, tells of no end.
        """
        for child in self.children.values():
            child.thaw()
        for left in ("armed", "sprung", "clock"):
            (self.folder / left).unlink(missing_ok=True)
        self.redis.fresh()
        if self.postgres is not None:
            self.postgres.fresh()
        self.start(*ALL)
        self.is_ready()
        self.knob("DELETE", "/faults")
        wait_until("every phone of the night before is free", self._free, within_seconds=40)
        self.knob("POST", "/reset")

    def is_ready(self) -> None:
        """Wait until a press would be served and every ticker has looked."""
        wait_until("the site is ready", self._ready, within_seconds=60)

    def _ready(self) -> bool:
        for name, child in self.children.items():
            assert child.running, f"{name}: {child.said[-2000:]}"
        if not answers(self.settings.exchange_port) or not answers(self.settings.port):
            return False
        with suppress(requests.RequestException):
            url = f"{self.settings.public_url}/health/ready"
            return requests.get(url, timeout=5).status_code == 200 and self._all_awake()
        return False

    def _all_awake(self) -> bool:
        try:
            with self.parts.book.reading() as page:
                beats = page.beats()
        except Outage:
            return False
        new = [one for one in beats if datetime.now(UTC) - one.at < BEAT_IS_NEW]
        wanted = [name for name in TICKERS if name in self.children]
        return len(new) >= len(wanted)

    def _free(self) -> bool:
        try:
            with self.parts.book.reading() as page:
                unclosed = [one for key in _LISTED for one in page.concerning(key)]
        except Outage:
            return False
        return not any(on_the_line(one) for one in unclosed)

    def knob(self, method: str, path: str, body: object = None) -> Any:
        """Turn one of the carrier's knobs."""
        return knobs.turn(self.settings, method, path, body)

    def carrier(self, kind: str, **more: object) -> None:
        """Have the carrier fail in one way."""
        self.knob("POST", "/faults", {"kind": kind, **more})

    def tell_phones(self, doing: dict[str, object]) -> None:
        """Tell each phone, by its number, what it does with every call."""
        told = {one.phone: doing.get(one.phone, "no_answer") for one in EVERYBODY}
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(self._tell, told.items()))

    def _tell(self, told: tuple[str, object]) -> None:
        number, call = told
        self.knob("PUT", f"/phones/{number}", {"call": call, "next_calls": []})

    def said(self) -> dict[str, str]:
        """Return what each process has printed in this night."""
        return {path.stem: path.read_text("utf-8", "replace") for path in self._logs()}

    def forget_said(self) -> None:
        """Begin a new night in the logs."""
        for path in self._logs():
            with path.open("r+b") as log:  # Each is open for appending, so this is safe.
                log.truncate(0)
        self.deaths = 0

    def _logs(self) -> list[Path]:
        return sorted(self.folder.glob("*.log"))

    def close(self) -> None:
        """End all of it."""
        for child in self.children.values():
            with suppress(AssertionError):
                child.kill()
        self.parts.book.close()
        for proxy in (self.bell_proxy, self.book_proxy):
            if proxy is not None:
                proxy.close()


def environment(database_url: str, redis_url: str | None, **more: str) -> dict[str, str]:
    """Return the environment of a site with pretended phones."""
    env = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET_KEY,
        "BOOK_KEY": BOOK_KEY,
        "PORT": str(free_port()),
        # The carrier's pace is not what is measured.
        "TWILIO_CALLS_PER_SECOND": "200",
    }
    return env | ({"REDIS_URL": redis_url} if redis_url else {}) | more
