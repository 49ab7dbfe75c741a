"""A wire to PostgreSQL that is cut in the middle of a commit."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import partial


class Cut(StrEnum):
    #: The commit was sent, and never arrives.
    BEFORE = "before"
    #: It is done, and its answer never comes back.
    AFTER = "after"


class CuttingWire:
    """Passes every connection on to *port*, and cuts one whose press is being committed."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.cut: Cut | None = None
        self.cuts = 0
        self._ends: list[socket.socket] = []
        self._pumps: list[threading.Thread] = []
        self.begin(self._accept)

    def close(self) -> None:
        """Let go of every socket. A closed one wakes nobody, so it is shut down first."""
        for one in (self._listening, *self._ends):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for pump in self._pumps:
            pump.join()
        for one in (self._listening, *self._ends):
            one.close()

    def begin(self, work: Callable[[], None]) -> None:
        self._pumps.append(threading.Thread(target=work, daemon=True))
        self._pumps[-1].start()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listening.accept()
            except OSError:
                return
            there = socket.create_connection(("127.0.0.1", self._target))
            self._ends += [here, there]
            _Pair(self, here, there).start()


class _Pair:
    """One connection: its two ends, and whether a press was written on it."""

    def __init__(self, wire: CuttingWire, here: socket.socket, there: socket.socket) -> None:
        self._wire, self._here, self._there = wire, here, there
        self._pressed = False

    def start(self) -> None:
        for pump in (self._out, self._back):
            self._wire.begin(partial(self._run, pump))

    def _run(self, pump: Callable[[], bool]) -> None:
        with suppress(OSError):
            while pump():
                continue
        for end in (self._here, self._there):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _out(self) -> bool:
        sent = self._here.recv(65536)
        self._pressed = self._pressed or b"INSERT INTO escalations" in sent
        # With its end: "READ COMMITTED" stands in what begins a transaction.
        if b"COMMIT\0" in sent and self._cuts(Cut.BEFORE):
            return False
        self._there.sendall(sent)
        return bool(sent)

    def _back(self) -> bool:
        told = self._there.recv(65536)
        if b"COMMIT\0" in told and self._cuts(Cut.AFTER):
            return False
        self._here.sendall(told)
        return bool(told)

    def _cuts(self, where: Cut) -> bool:
        if self._wire.cut is not where or not self._pressed:
            return False
        self._wire.cut = None
        self._wire.cuts += 1
        return True
