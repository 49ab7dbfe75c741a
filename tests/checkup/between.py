"""What stands between the carrier and a house: a proxy that passes on, or gets it wrong."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from servers.threaded import on_a_thread


@dataclass
class Asked:
    """One request on its way, for a proxy to change."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Proxy:
    """Passes each request on to `behind`, as `changes` leaves it."""

    behind: int = 0
    changes: Callable[[Asked], None] = lambda _: None
    #: Answers so by itself: a status and headers.
    says: tuple[int, dict[str, str]] | None = None
    says_to_posts: int = 0
    hangs: bool = False
    let_go: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    tls: ssl.SSLContext | None = None

    def shows(self, certificate: Path) -> None:
        """Show another certificate from now on."""
        self.tls.load_cert_chain(certificate)


class _Passing(BaseHTTPRequestHandler):
    server: "_Server"

    def _answer(self) -> None:
        kept = self.server.kept
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Asked(self.path, dict(self.headers), body)
        if kept.hangs:
            kept.let_go.wait(30)
        elif kept.says:
            self._say(*kept.says, b"")
        elif kept.says_to_posts and self.command == "POST":
            self._say(kept.says_to_posts, {}, b"")
        else:
            kept.changes(asked)
            self._pass_on(asked, kept.behind)

    do_GET = do_POST = _answer  # noqa: N815 - the library asks for these names

    def _pass_on(self, asked: Asked, port: int) -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=5)
        asked.headers["Content-Length"] = str(len(asked.body))
        line.request(self.command, asked.path, asked.body, asked.headers)
        answer = line.getresponse()
        self._say(answer.status, {}, answer.read())
        line.close()

    def _say(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    kept: Proxy

    def handle_error(self, *_: object) -> None:
        """Say nothing: who does not trust us turns away in the middle."""


@contextmanager
def proxy(certificate: Path | None = None) -> Iterator[Proxy]:
    """Run a proxy on a thread, with TLS where a *certificate* is given."""
    kept = Proxy()
    server = _Server(("127.0.0.1", 0), _Passing)
    server.kept = kept
    if certificate:
        kept.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        kept.shows(certificate)
        server.socket = kept.tls.wrap_socket(server.socket, server_side=True)
    kept.port = server.server_address[1]
    with on_a_thread(server):
        try:
            yield kept
        finally:
            kept.let_go.set()
