"""What stands between a device and the house: it passes all on, until a test says otherwise."""

import socket
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Between:
    """A proxy, as it were: it answers in our place, holds, or loses on the way there or back."""

    def __init__(self, house: Wsgi) -> None:
        self._house = house
        self._passes = threading.Event()
        self.status: int | None = None
        self.arrived: list[str] = []
        self.mends()

    def mends(self) -> None:
        """Pass everything on again, also what was held."""
        self.status, self.cut, self.lost = None, False, False
        self._passes.set()

    def says(self, status: int) -> None:
        """Answer everything with a page of its own."""
        self.status = status

    def holds(self) -> None:
        """Keep everything that comes, until it mends."""
        self._passes.clear()

    def cuts(self) -> None:
        """Hang up on everybody."""
        self.cut = True

    def loses(self) -> None:
        """Pass on what comes, and lose every answer."""
        self.lost = True

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.arrived.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        self._passes.wait()
        if self.cut:
            _hang_up(environ)
        if self.status:
            start(
                f"{self.status} {HTTPStatus(self.status).phrase}", [("Content-Type", "text/html")]
            )
            return [b'<main id="main"><template id="said"><p>Sent</p></template></main>']
        body = self._house(environ, start)
        if self.lost:
            getattr(body, "close", lambda: None)()  # Or a file would stay open.
            _hang_up(environ)
        return body


def _hang_up(environ: dict[str, Any]) -> None:
    environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError
