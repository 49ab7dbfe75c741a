"""One real web process over a real book, a colleague at it, and how long they wait."""

import ctypes
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import requests
from processes.house import settle
from servers.child import Child, answers
from servers.migrated import RING, SECRET_KEY
from servers.postgres import PostgresServer
from servers.waiting import wait_until
from web.house import example_rota

from service.book import open_book
from service.clocks import SystemClock
from service.desk import Desk
from service.desk.access import Keys
from service.domain.standing import TokenKind

#: The promise is "within a second or two"; the rest is for a machine that does much beside.
SOON_SECONDS = 5
WEB_PROCESSES = 2
_DROP_BOUNDING_CAPABILITY, _CAP_DAC_OVERRIDE = 24, 1


class NoBell:
    def ring(self, escalation_id: str) -> None:
        pass


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    seconds: float

    @property
    def numbers(self) -> list[str]:
        return [one["phone"] for one in self.body["numbers"]]


class Site:
    """The web of one site. *database_url* is what the web is told; *book_url* is the truth."""

    def __init__(
        self, start: Callable[..., Child], folder: Path, book_url: str, database_url: str | None
    ) -> None:
        self.book = open_book(book_url, RING)
        with self.book.writing() as page:
            page.replace_rota(example_rota())
        keys = Keys(Desk(self.book, NoBell(), SystemClock()), SECRET_KEY)
        self.token = keys.issue("sam", TokenKind.API)
        self.session = keys.issue("sam", TokenKind.SESSION)
        self.settings, env = settle(folder, database_url or book_url, None)
        self.web = start("escalate", "web", env=env, preexec_fn=obey_modes)
        self.web.ready("the web answers", lambda: answers(self.settings.port))
        self.web.ready("it has read the book", self._is_live)

    def _is_live(self) -> bool:
        live = requests.get(f"{self.settings.public_url}/health/live", timeout=20)
        return live.ok and len(self.processes()) > WEB_PROCESSES

    def presses(self, key: str) -> Answer:
        """Press as a program does."""
        began = monotonic()
        answer = requests.post(
            f"{self.settings.public_url}/api/v1/escalations",
            json={},
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": key},
            timeout=30,
        )
        return Answer(answer.status_code, answer.json(), monotonic() - began)

    def presses_the_button(self) -> Answer:
        """Press as a person does, on the page."""
        began = monotonic()
        answer = requests.post(
            f"{self.settings.public_url}/call-outs",
            data={"key": "k" * 32},
            headers={"Origin": self.settings.public_url},
            cookies={"session": self.session},
            allow_redirects=False,
            timeout=30,
        )
        return Answer(answer.status_code, answer.text, monotonic() - began)

    def raised(self) -> list[str]:
        """Return what is in the book."""
        with self.book.reading() as page:
            return [one.id for one in page.raised_by("sam")]

    def comes_back(self, key: str) -> Answer:
        """Press with the same key until it is taken, as the page and a program would."""

        def taken() -> Answer | None:
            answer = self.presses(key)
            return answer if answer.status == 202 else None

        return wait_until("the press is taken", taken, within_seconds=60)

    def processes(self) -> list[int]:
        return [self.web.pid, *children_of(self.web.pid)]

    @contextmanager
    def frozen(self, server: PostgresServer) -> Iterator[None]:
        """Let the server and all of its backends stand still, as a machine that swaps does."""
        backends = children_of(server.child.pid)
        server.freeze()
        for one in backends:
            os.kill(one, signal.SIGSTOP)
        yield
        for one in backends:
            os.kill(one, signal.SIGCONT)
        server.thaw()

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """Let no file grow, the log's neither; it ends the web's processes no more than a disk."""
        limits = {one: resource.prlimit(one, resource.RLIMIT_FSIZE) for one in self.processes()}
        for one, (_, hard) in limits.items():
            resource.prlimit(one, resource.RLIMIT_FSIZE, (0, hard))
        yield
        for one, limit in limits.items():
            resource.prlimit(one, resource.RLIMIT_FSIZE, limit)


def children_of(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return [int(one) for one in found.split()]


def obey_modes() -> None:
    """Let the modes of files hold for root as well, who runs the tests in a container."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(_DROP_BOUNDING_CAPABILITY, _CAP_DAC_OVERRIDE, 0, 0, 0)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nothing in *folder* be written, as after a disk error."""
    files = [*folder.iterdir()]
    modes = {one: one.stat().st_mode for one in (*files, folder)}
    for one, mode in modes.items():
        one.chmod(mode & ~0o222)
    yield
    for one, mode in modes.items():
        one.chmod(mode)
