"""A server that answers exactly as it is told, down to the byte and the broken connection."""

import gzip
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, urlsplit

#: What is done on a connection once the request has been read; it is closed afterwards.
Answer = Callable[["WireServer", socket.socket], None]


#: A certificate of this machine, and its key; whoever is to trust it is told so.
CERTIFICATE = Path(__file__).parent / "localhost.pem"

#: The first byte of a greeting in TLS, which is not spoken here.
TLS = b"\x16"


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    form: tuple[tuple[str, str], ...]
    headers: dict[str, str]


def says(status: int, body: str, kind: str = "application/json") -> Answer:
    """Answer whole, and close."""

    def answer(_: "WireServer", line: socket.socket) -> None:
        line.sendall(_head(status, body, kind) + body.encode())

    return answer


def redirects(address: str) -> Answer:
    """Send to the same path at *address*, with a method that must be kept."""

    def answer(_: "WireServer", line: socket.socket) -> None:
        head = _head(307, "").replace(b"Content-Type", f"Location: {address}/x\r\nX-Kind".encode())
        line.sendall(head)

    return answer


def cut_short(status: int, body: str) -> Answer:
    """Close in the middle of the body."""

    def answer(_: "WireServer", line: socket.socket) -> None:
        line.sendall(_head(status, body) + body.encode()[: len(body) // 2])

    return answer


def hangs(server: "WireServer", line: socket.socket) -> None:
    """Say nothing until the test is over, or the other side gives up."""
    line.settimeout(server.PATIENCE_SECONDS)
    line.recv(1)


def resets(_: "WireServer", line: socket.socket) -> None:
    """Break the connection."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def closes(_: "WireServer", line: socket.socket) -> None:
    """End the connection without a word."""


def floods(server: "WireServer", line: socket.socket) -> None:
    """Answer without end, as fast as the other side reads."""
    line.sendall(b"HTTP/1.1 201 As Told\r\nConnection: close\r\n\r\n")
    while not server.over.is_set():
        line.sendall(b" " * 100_000)
        server.sent += 100_000


def swells(body: str) -> Answer:
    """Answer with a little that is a lot once it is unpacked: *body*, and blanks."""
    packed = gzip.compress(body.encode() + b" " * 50_000_000)

    def answer(_: "WireServer", line: socket.socket) -> None:
        head = _head(201, "").replace(b"Content-Length: 0", b"Content-Encoding: gzip")
        line.sendall(head + packed)

    return answer


def drips(status: int, body: str, *, headers_too: bool = False) -> Answer:
    """Answer whole in the end, but a byte at a time: no single wait for a byte is long."""

    def answer(server: "WireServer", line: socket.socket) -> None:
        whole = _head(status, body) + body.encode()
        start = 9 if headers_too else whole.index(b"\r\n\r\n") + 4
        line.sendall(whole[:start])
        pause = server.PATIENCE_SECONDS / (len(whole) - start)
        for byte in whole[start:]:
            if server.over.wait(pause):
                return
            line.sendall(bytes([byte]))

    return answer


def _head(status: int, body: str, kind: str = "application/json") -> bytes:
    lines = (
        f"HTTP/1.1 {status} As Told",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body.encode())}",
        "Set-Cookie: crumb=1; Path=/",
        "Connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


class WireServer:
    """Listens on loopback, and keeps what it was asked. `answer` may be exchanged at any time."""

    #: Far beyond the limits that the tests set themselves, so that a missing limit shows.
    PATIENCE_SECONDS = 6.0

    def __init__(self, answer: Answer, *, tls: bool = False) -> None:
        self.answer = answer
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
        if self._tls:
            self._tls.load_cert_chain(CERTIFICATE)
        self.asked: list[Asked] = []
        self.sent = 0
        self.over = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._door.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._open)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        # Wakes accept(), which a mere close() would leave asleep.
        self._door.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._door.close()

    def _open(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(line,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket) -> None:
        try:
            with self._tls.wrap_socket(plain, server_side=True) if self._tls else plain as line:
                self.asked.append(_read(line))
                self.answer(self, line)
        except (OSError, EOFError):
            pass  # the other side gave up, which is what some tests are about


def _read(line: socket.socket) -> Asked:
    with line.makefile("rb") as stream:
        if stream.peek(1)[:1] in {b"", TLS}:
            raise EOFError
        first = stream.readline().decode().split()
        headers = {}
        while (header := stream.readline().decode().strip()) != "":
            name, _, value = header.partition(": ")
            headers[name.lower()] = value
        body = stream.read(int(headers.get("content-length", 0))).decode()
    parts = urlsplit(first[1])
    query, form = (tuple(parse_qsl(text, keep_blank_values=True)) for text in (parts.query, body))
    return Asked(first[0], parts.path, query, form, headers)
