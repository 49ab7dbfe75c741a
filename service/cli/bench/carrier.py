"""A carrier that says yes at once, and remembers when it was asked."""

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from time import perf_counter
from typing import Any


class QuickCarrier:
    """``calls`` is a queue of the moments, on ``perf_counter``, at which a call was asked for."""

    def __init__(self) -> None:
        self.calls: queue.Queue[float] = queue.Queue()
        self.ended: queue.Queue[float] = queue.Queue()
        self._numbers = count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def asked(self, path: str) -> tuple[int, dict[str, object]]:
        """Note what was asked; return status and body of the answer."""
        number = f"{next(self._numbers):032x}"
        if path.endswith("/Calls.json"):
            self.calls.put(perf_counter())
            return 201, {"sid": f"CA{number}", "status": "queued"}
        if path.endswith("/Messages.json"):
            return 201, {"sid": f"SM{number}", "status": "queued"}
        self.ended.put(perf_counter())
        return 200, {"sid": path.rsplit("/", 1)[-1].removesuffix(".json"), "status": "canceled"}

    def _answering(carrier) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - self is the request
        class Answering(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, body = carrier.asked(self.path)
                answer = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Say nothing."""

        return Answering
