"""The program with traps in it: a process that ends itself, or freezes, at one named step.

The real parts are joined as always, and the book and the telephone are wrapped: nothing in
the program itself knows of this. A trap is armed by a file, ``armed`` in the folder that
``FAULTS_FOLDER`` names, with the step and the act in it, such as ``claim.after_commit die``.
The process that reaches the step first takes the file away and acts; it alone.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

from celery.signals import setup_logging

from config import logs
from config.settings import load_settings
from service.book.patience import ANSWERING, WORKING, Patience
from service.cli import main as escalate
from service.cli import web as command
from service.desk import Desk
from service.domain.attempt import Attempt, CallStatus
from service.domain.escalation import Escalation
from service.domain.events import Event, Kind
from service.ports import NotPlaced, Page, Refused, SeenCall, Uncertain
from service.wiring import Parts, wire
from workers.watch import watch
from workers.worker import work

#: The exit code of a process that the kernel killed, as a shell tells it.
KILLED = 137
#: Seconds that the carrier needs at most to have placed a call whose answer it holds back.
PLACED_BY_THEN = 0.7

_TRANSACTIONS = (
    # By the web.
    *("press", "acknowledge", "told"),
    # By a ticker.
    *("claim", "start", "placed", "texted", "given_up", "refused", "lost"),
    *("found", "asked", "hung_up", "renew"),
)
_REQUESTS = (
    *("call.begins", "call.unanswered", "call.answered"),
    *("text.begins", "text.answered"),
    *("find.begins", "find.answered"),
    *("status.begins", "status.answered"),
    *("hang_up.begins", "hang_up.answered"),
)
#: Every step at which a process can be made to die.
POINTS = (
    *(f"{name}.{when}" for name in _TRANSACTIONS for when in ("before_commit", "after_commit")),
    *_REQUESTS,
)

Reached = Callable[[str], None]


class Trap:
    """Springs at the step that ``armed`` names."""

    def __init__(self, folder: Path) -> None:
        self._armed = folder / "armed"
        self._sprung = folder / "sprung"

    def __call__(self, step: str) -> None:
        """Act, if a trap is armed at *step*."""
        if not self.waits_at(step):
            return
        act = self._act()
        try:
            self._armed.rename(self._sprung)
        except FileNotFoundError:
            return  # Another process was there first.
        self._sprung.write_text(str(os.getpid()), "utf-8")
        if act == "freeze":
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            os._exit(KILLED)

    def waits_at(self, step: str) -> bool:
        """Whether a trap is armed at *step*."""
        return self._words()[:1] == [step]

    def _act(self) -> str:
        return (*self._words(), "die", "die")[1]

    def _words(self) -> list[str]:
        try:
            return self._armed.read_text("utf-8").split()
        except FileNotFoundError:
            return []


class _Doing(threading.local):
    """What this thread last asked of the carrier, until it is written down."""

    what = ""


class TrappedPage:
    """One transaction that notices what it is for."""

    def __init__(self, page: Page, doing: _Doing) -> None:
        self._page = page
        self._doing = doing
        self.step = ""
        self._hint = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def add(self, *arguments: Any, **options: Any) -> bool:
        added = self._page.add(*arguments, **options)
        self.step = "press" if added else ""
        return added

    def claim(self, *arguments: Any) -> Escalation | None:
        claimed = self._page.claim(*arguments)
        self.step = "claim" if claimed else ""
        return claimed

    def start_dialling(self, *arguments: Any) -> bool:
        started = self._page.start_dialling(*arguments)
        self.step = "start" if started else ""
        return started

    def renew(self, attempt_ids: Sequence[str], *arguments: Any) -> None:
        self._page.renew(attempt_ids, *arguments)
        self.step = "renew" if attempt_ids else ""

    def of_attempt(self, attempt_id: str) -> Escalation | None:
        self._hint = "told"
        return self._page.of_attempt(attempt_id)

    def save(self, escalation: Escalation, events: Sequence[Event] = ()) -> None:
        self._page.save(escalation, events)
        taken = any(event.kind is Kind.ACKNOWLEDGED for event in events)
        self.step = self.step or ("acknowledge" if taken else self._doing.what or self._hint)


class TrappedBook:
    """The real book, with a trap before and after each commit."""

    def __init__(self, book: Any, reached: Reached, doing: _Doing) -> None:
        self._book = book
        self._reached = reached
        self._doing = doing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)

    @contextmanager
    def writing(self) -> Iterator[TrappedPage]:
        with self._book.writing() as page:
            noticing = TrappedPage(page, self._doing)
            yield noticing
            if noticing.step:
                self._reached(f"{noticing.step}.before_commit")
        if noticing.step:
            self._reached(f"{noticing.step}.after_commit")
        self._doing.what = ""


class TrappedTelephone:
    """The real telephone, with a trap before each request and after its answer."""

    def __init__(self, telephone: Any, reached: Reached, doing: _Doing) -> None:
        self._telephone = telephone
        self._reached = reached
        self._doing = doing

    def call(self, attempt: Attempt) -> str:
        dying = threading.Thread(target=self._amid_the_call, daemon=True)
        self._reached("call.begins")
        dying.start()
        return self._placing("call", "placed", lambda: self._telephone.call(attempt))

    def text(self, attempt: Attempt, body: str) -> str:
        self._reached("text.begins")
        return self._placing("text", "texted", lambda: self._telephone.text(attempt, body))

    def find(self, *arguments: Any) -> Sequence[SeenCall]:
        return self._asking("find", "found", lambda: self._telephone.find(*arguments))

    def status(self, sid: str) -> CallStatus | None:
        return self._asking("status", "asked", lambda: self._telephone.status(sid))

    def hang_up(self, sid: str, *, answered: bool) -> None:
        self._asking("hang_up", "hung_up", lambda: self._telephone.hang_up(sid, answered=answered))

    def _amid_the_call(self) -> None:
        sleep(PLACED_BY_THEN)
        self._reached("call.unanswered")

    def _placing(self, request: str, done: str, ask: Callable[[], str]) -> str:
        try:
            sid = ask()
        except NotPlaced:
            self._doing.what = "given_up"
            raise
        except Refused:
            self._doing.what = "refused"
            raise
        except Uncertain:
            self._doing.what = "lost"
            raise
        self._reached(f"{request}.answered")
        self._doing.what = done
        return sid

    def _asking(self, request: str, done: str, ask: Callable[[], Any]) -> Any:
        self._reached(f"{request}.begins")
        try:
            answer = ask()
        finally:
            self._doing.what = done
        self._reached(f"{request}.answered")
        return answer


def trap(parts: Parts, reached: Reached) -> Parts:
    """Return *parts* with a trap at every step; *reached* is told of each."""
    doing = _Doing()
    book: Any = TrappedBook(parts.book, reached, doing)
    desk = Desk(book, parts.desk.bell, parts.desk.clock)
    telephone: Any = TrappedTelephone(parts.line.telephone, reached, doing)
    line = replace(parts.line, desk=desk, telephone=telephone)
    return replace(parts, book=book, desk=desk, line=line)


class TrappedWeb(command.Web):
    """The web as `escalate web` has it, but for its parts."""

    def join(self) -> Parts:
        return _joined(ANSWERING)


class JumpingClock:
    """The machine's clock, put forward or back by the seconds in the file ``clock``."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"

    def now(self) -> datetime:
        try:
            jumped = float(self._file.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            jumped = 0.0
        return datetime.now(UTC) + timedelta(seconds=jumped)


def _joined(patience: Patience) -> Parts:
    folder = Path(os.environ["FAULTS_FOLDER"])
    parts = wire(load_settings(), clock=JumpingClock(folder), patience=patience)
    return trap(parts, Trap(folder))


def _set_up_already(**_: object) -> None:
    """Keep Celery from setting up logging: being connected is the answer."""


def main(words: list[str]) -> None:
    """Run the command *words*, trapped where it has steps to be trapped at."""
    logs.set_up()
    match words:
        case ["web"]:
            TrappedWeb(load_settings()).run()
        case ["worker"]:
            setup_logging.connect(_set_up_already)
            work(_joined(WORKING))
        case ["watch"]:
            watch(_joined(WORKING))
        case _:
            escalate(words, prog_name="escalate")


if __name__ == "__main__":
    main(sys.argv[1:])
