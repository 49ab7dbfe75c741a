"""A collector of OpenTelemetry on loopback: it keeps the spans that reach it, and every byte."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from servers.threaded import on_a_thread


class Collector:
    def __init__(self, url: str) -> None:
        self.url = url
        self.bytes = b""
        self.spans: list = []
        self.roles: set[str] = set()
        self._guard = threading.Lock()

    def take(self, path: str, body: bytes) -> None:
        assert path == "/v1/traces"
        told = ExportTraceServiceRequest.FromString(body)
        with self._guard:
            self.bytes += body
            for resource in told.resource_spans:
                (named,) = resource.resource.attributes
                self.roles.add(named.value.string_value)
                self.spans += [span for scope in resource.scope_spans for span in scope.spans]

    @property
    def names(self) -> set[str]:
        with self._guard:
            return {span.name for span in self.spans}

    @property
    def traces(self) -> set[str]:
        with self._guard:
            return {span.trace_id.hex() for span in self.spans}


@contextmanager
def collecting() -> Iterator[Collector]:
    """Open one for as long as the block lasts."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            packed = self.headers.get("Content-Encoding") == "gzip"
            collector.take(self.path, gzip.decompress(body) if packed else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    collector = Collector(f"http://127.0.0.1:{server.server_port}")
    with on_a_thread(server):
        yield collector
