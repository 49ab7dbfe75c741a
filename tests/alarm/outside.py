"""The outside world of the alarms: a real web server and a real mail server, on loopback."""

import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from servers.threaded import on_a_thread


@dataclass
class WebServer:
    """Answers with `status`, and keeps what it was asked."""

    asked: list[tuple[str, str, dict | None]] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    #: Answers only once this is set, and then one byte at a time.
    let_go: threading.Event = field(default_factory=threading.Event)
    hangs: bool = False
    #: Goes on answering until nobody takes it any more.
    body_for_ever: bool = False
    #: Whoever asked has gone.
    left: threading.Event = field(default_factory=threading.Event)
    url: str = ""


def _answer_for_ever(kept: WebServer, to: BinaryIO) -> None:
    try:
        while not kept.let_go.is_set():
            to.write(b"x" * 65536)
    except OSError:
        kept.left.set()


@contextmanager
def web_server() -> Iterator[WebServer]:
    kept = WebServer()

    class Answering(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length)) if length else None
            kept.asked.append((self.command, self.path, body))
            if kept.hangs:
                kept.let_go.wait(30)
                return
            self.send_response(kept.status)
            for name, value in kept.headers.items():
                self.send_header(name, value)
            if not kept.body_for_ever:
                self.send_header("Content-Length", "0")
            self.end_headers()
            if kept.body_for_ever:
                _answer_for_ever(kept, self.wfile)

        do_GET = do_POST = _answer  # noqa: N815 - the library asks for these names

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    kept.url = f"http://127.0.0.1:{server.server_port}"
    with on_a_thread(server):
        try:
            yield kept
        finally:
            kept.let_go.set()


@dataclass
class MailServer:
    """Speaks as much of SMTP as a mail needs, and keeps what it was told."""

    said: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    #: What it offers after EHLO, and whether it takes mail.
    offers: tuple[str, ...] = ()
    refuses: bool = False
    knows_nobody: bool = False
    hangs: bool = False
    let_go: threading.Event = field(default_factory=threading.Event)
    port: int = 0


class _Conversation(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        kept = self.server.kept
        if kept.hangs:
            kept.let_go.wait(30)
            return
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            kept.said.append(line)
            verb = line.split()[0].upper()
            if verb == "QUIT":
                self._say("221 bye")
                return
            self._reply(verb, kept)

    def finish(self) -> None:
        super().finish()
        self.request.close()  # With TLS not the socket that the server knows of.

    def _reply(self, verb: str, kept: MailServer) -> None:
        match verb:
            case "EHLO":
                lines = ["here", *kept.offers]
                for offer in lines[:-1]:
                    self._say(f"250-{offer}")
                self._say(f"250 {lines[-1]}")
            case "STARTTLS":
                self._say("220 go on")
                self._begin_tls()
            case "AUTH":
                self._say("535 who?" if kept.knows_nobody else "235 you are you")
            case "RCPT" if kept.refuses:
                self._say("550 not here")
            case "DATA":
                self._say("354 go on")
                kept.mails.append(self._mail())
                self._say("250 taken")
            case _:
                self._say("250 fine")

    def _mail(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _begin_tls(self) -> None:
        self.request = self.server.safe.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    kept: MailServer
    safe: ssl.SSLContext

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that turns away in the middle is what some tests are about."""


@contextmanager
def mail_server(certificate: Path | None = None, *, tls: bool = False) -> Iterator[MailServer]:
    kept = MailServer()
    server = _Server(("127.0.0.1", 0), _Conversation)
    server.kept = kept
    kept.port = server.server_address[1]
    if certificate:
        server.safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.safe.load_cert_chain(certificate)
        if tls:
            server.socket = server.safe.wrap_socket(server.socket, server_side=True)
    with on_a_thread(server):
        try:
            yield kept
        finally:
            kept.let_go.set()
