"""The other end of the nursery: processes that can be frozen, killed and waited for."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from faults import gauge
from servers import undertaker
from servers.undertaker import Folder
from servers.waiting import TooLate, wait_until

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent


class Born:
    """One process from the nursery; the same to its owner as `servers.child.Child`."""

    def __init__(self, pid: int, log: Path, command: list[str]) -> None:
        self.pid = pid
        self.log = log
        self.command = command
        self._code = Path(f"{log}.{pid}.code")

    @property
    def running(self) -> bool:
        return not self._code.exists()

    @property
    def said(self) -> str:
        """Everything it has printed so far."""
        return self.log.read_text(errors="replace")

    def freeze(self) -> None:
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        self.send(signal.SIGCONT)

    def send(self, number: signal.Signals, *, group: bool = True) -> None:
        """Send *number* to it and to all that it started; one that is gone is no error."""
        if not self.running:
            return
        try:
            (os.killpg if group else os.kill)(self.pid, number)
        except ProcessLookupError:
            return

    def kill(self) -> None:
        """End it as a power cut would."""
        self.send(signal.SIGKILL)
        self.finishes(within_seconds=10)

    def finishes(self, *, within_seconds: float = 60) -> int:
        """Wait until it ends, and return its exit code; one that is late says where it stands."""
        what = f"{self.command} ends"
        try:
            wait_until(what, lambda: not self.running, within_seconds=within_seconds)
        except TooLate as late:
            self.send(signal.SIGABRT)
            with suppress(TooLate):
                wait_until(what, lambda: not self.running, within_seconds=10)
            raise TooLate(f"{late}\n{self.said[-20_000:]}") from None
        return int(wait_until("its code is written", self._code.read_text, within_seconds=5))

    def end(self, *, within_seconds: float = 15) -> int:
        """Ask it to end, as a container's host does, and return its exit code."""
        self.send(signal.SIGTERM, group=False)
        return self.finishes(within_seconds=within_seconds)


class Nursery:
    """Begins processes. Any number of threads may ask. Use it as a context."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder = Folder("escalate-nursery-")
        self.folder = self._folder.path
        self._process = subprocess.Popen(
            [sys.executable, "-m", "faults.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=TESTS,
            env=os.environ | {"PYTHONPATH": f"{TESTS}:{ROOT}"},
            start_new_session=True,
        )
        undertaker.knows_group(self._process.pid)

    def __enter__(self) -> Self:
        """Return it as it is."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the nursery; all that it began ends with it."""
        self._process.kill()
        self._process.wait(10)
        undertaker.is_gone(self._process.pid)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._folder.remove()

    @contextmanager
    def gauged(self) -> Iterator[Self]:
        """Measure how busy the machine is, for as long as the block lasts."""
        log = self.folder / gauge.FILE
        measuring = self.begin("gauge", env={}, cwd=self.folder, log=log)
        yield self
        measuring.kill()

    def busy(self, since: datetime, until: datetime) -> float:
        """Return how busy the machine was with something else; 1 is a machine at rest."""
        return gauge.busy(self.folder, since, until)

    def begin(
        self, program: str, *words: str, env: Mapping[str, str], cwd: Path, log: Path
    ) -> Born:
        """Begin one process: ``escalate`` or ``trapped`` with *words*."""
        home = {"PATH": os.environ["PATH"], "HOME": str(cwd)}
        asked = {"program": program, "words": words, "env": home | dict(env)}
        line = json.dumps(asked | {"cwd": str(cwd), "log": str(log)})
        with self._lock:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(f"{line}\n".encode())
            self._process.stdin.flush()
            pid = self._process.stdout.readline()
        assert pid, "The nursery has ended: what it printed above says why."
        return Born(int(pid), log, [program, *words])
