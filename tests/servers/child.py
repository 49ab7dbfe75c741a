"""One process that a test started, and ends by its own id."""

import os
import random
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from servers import undertaker
from servers.waiting import TooLate, wait_until


def free_port(together: int = 3) -> int:
    """Return a loopback port that is free with those after it, *together* so many.

    A house takes three: web, exchange and bell. Below those that the kernel hands out to
    connections, which might take one meanwhile.
    """
    while True:
        port = random.randrange(15_000, 30_000, 5)  # noqa: S311 - no secret
        if not any(answers(port + ahead) for ahead in range(together)):
            return port


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Say whether somebody accepts connections on the loopback *port*."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


class Child:
    """A process with everything that it starts, in a group of its own.

    A group, so that freezing and killing reach the grandchildren, and Ctrl-C does not: the
    test that owns the process decides when it ends; where a whole run is killed, its
    undertaker does.
    """

    def __init__(
        self, command: Sequence[str | Path], *, log: Path, env: Mapping[str, str], **options: Any
    ) -> None:
        self.command = [str(part) for part in command]
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603 - the tests' own commands
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=dict(env),
                start_new_session=True,
                **options,
            )
        self.pid = self._process.pid
        undertaker.knows_group(self.pid)

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    @property
    def said(self) -> str:
        """Everything it has printed so far."""
        return self.log.read_text(errors="replace")

    def freeze(self) -> None:
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        self.send(signal.SIGCONT)

    def send(self, number: signal.Signals) -> None:
        """Send *number* to the whole group; a group that is gone is no error."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            return

    def kill(self) -> None:
        """End it as a power cut would."""
        self.send(signal.SIGKILL)
        self._process.wait(10)
        undertaker.is_gone(self.pid)

    def finishes(self, *, within_seconds: float = 60) -> int:
        """Wait until it ends by itself, and return its exit code."""
        return self._process.wait(within_seconds)

    def end(self, number: signal.Signals = signal.SIGTERM, *, within_seconds: float = 15) -> int:
        """Ask the process itself to end, as a container's host does, and return its exit code."""
        if self.running:
            self._process.send_signal(number)
        try:
            return self._process.wait(within_seconds)
        finally:
            self.kill()

    def ready(self, what: str, condition: Any, *, within_seconds: float = 30) -> None:
        """Wait for *condition*; a process that ends meanwhile fails with what it printed."""
        try:
            wait_until(what, lambda: condition() or not self.running, within_seconds=within_seconds)
        except TooLate as late:
            raise TooLate(f"{late}\n{self.said}") from None
        if not self.running:
            raise AssertionError(f"{what}: ended before it was ready\n{self.said}")
