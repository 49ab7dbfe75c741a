"""Small servers on a thread of this process, for as long as a block lasts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

#: How often a server asks whether it is to end: what a test's end waits for.
POLL_SECONDS = 0.01


class _Silent(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        pass


@contextmanager
def on_a_thread(server: BaseServer) -> Iterator[None]:
    """Run *server*, and close it at the end."""
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def served(app: "WSGIApplication", port: int = 0, *, fd: int | None = None) -> Iterator[int]:
    """Serve *app* at *port*, any free one for 0, or at the open door *fd*; give its port."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Silent, fd=fd)
    with on_a_thread(server):
        yield server.socket.getsockname()[1]
