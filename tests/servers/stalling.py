"""A proxy on loopback that stalls or cuts what goes through it, as a bad network does."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from servers.child import free_port

Cut = Callable[[bytes, "Passage"], bool]


class Passage:
    """One connection through the proxy."""

    def __init__(self, here: socket.socket, there: socket.socket) -> None:
        self.here = here
        self.there = there
        #: Set while bytes may pass.
        self.open = threading.Event()
        self.open.set()
        self._ended = False

    def close(self) -> None:
        """Drop both ends."""
        self._ended = True
        self.open.set()
        for end in (self.here, self.there):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def carry(self, *, away: bool, cut: Cut | None) -> None:
        """Carry bytes one way until either end closes."""
        source, target = (self.here, self.there) if away else (self.there, self.here)
        with suppress(OSError):
            while (read := source.recv(1 << 16)) and not self._ended:
                self.open.wait()
                if away and cut is not None and cut(read, self):
                    break
                target.sendall(read)
        self.close()


class StallingProxy:
    """Stands before the server on *port* of this machine."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.port = free_port(1)
        #: Asked about all that clients send; whether to drop the connection instead.
        self.cut: Cut | None = None
        self._passages: list[Passage] = []
        self._server = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def stall(self) -> None:
        """Let nothing more through what is connected now; new connections are well."""
        for passage in self._passages:
            passage.open.clear()

    def lead_to(self, port: int) -> None:
        """Lead new connections to *port*; those that are there go on as they are."""
        self._to = port

    def drop(self) -> None:
        """Cut whatever is connected now."""
        for passage in self._passages:
            passage.close()
        self._passages.clear()

    def close(self) -> None:
        """End it, and every connection through it."""
        self._server.close()
        self.drop()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._server.accept()
                self._join(here)

    def _join(self, here: socket.socket) -> None:
        try:
            there = socket.create_connection(("127.0.0.1", self._to), timeout=2)
        except OSError:
            here.close()
            return
        there.settimeout(None)
        for end in (here, there):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        passage = Passage(here, there)
        self._passages.append(passage)
        for away in (True, False):
            threading.Thread(
                target=passage.carry,
                kwargs={"away": away, "cut": self._asked if away else None},
                daemon=True,
            ).start()

    def _asked(self, read: bytes, passage: Passage) -> bool:
        return self.cut is not None and self.cut(read, passage)
