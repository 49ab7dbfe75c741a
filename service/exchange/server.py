"""Putting the exchange together, and running it: one process, many threads."""

import logging
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import SO_LINGER, SOL_SOCKET
from typing import TYPE_CHECKING, cast

from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from service.exchange.access import guard
from service.exchange.calls import API_VERSION
from service.exchange.errors import BadInput, CarrierError
from service.exchange.knobs import knobs
from service.exchange.rest import rest_api
from service.exchange.settings import ExchangeSettings
from service.exchange.switchboard import Switchboard

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

#: Larger than any request that means well: Twilio's own limit on a form is about this.
MAX_REQUEST = 1024 * 1024


def create_exchange(settings: ExchangeSettings) -> Flask:
    """Build the application; its state is at ``app.extensions["switchboard"]``."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST
    board = app.extensions["switchboard"] = Switchboard(settings)
    guard(app, settings)
    rest_api(app, board)
    knobs(app, board)
    _refusals(app)

    @app.get("/")
    def page() -> str:
        return render_template("phones.html", numbers=settings.numbers)

    @app.get("/favicon.ico")
    def no_icon() -> ResponseReturnValue:
        return "", 204

    return app


def _refusals(app: Flask) -> None:
    @app.errorhandler(BadInput)
    def _problem(error: BadInput) -> ResponseReturnValue:
        return _as_problem(error.status, error.sentence)

    @app.errorhandler(HTTPException)
    def _plain(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if request.path.startswith(f"/{API_VERSION}/"):
            refusal = CarrierError(20004 if status == 405 else 20404, request.path)  # noqa: PLR2004
            return jsonify(refusal.body()), refusal.status
        return _as_problem(status, f"{error.name}.")


def _as_problem(status: int, sentence: str) -> Response:
    response = jsonify({"status": status, "title": sentence})
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


class _Quiet(WSGIRequestHandler):
    """Answers without a line per request: addresses hold phone numbers."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - as in the base
        """Say nothing."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Tell the time as the knobs have it."""
        at = time.time() if timestamp is None else timestamp
        app = cast("Flask", self.server.app)
        board: Switchboard = app.extensions["switchboard"]
        return super().date_time_string(at + board.account.clock_ahead)

    def connection_dropped(
        self,
        error: BaseException,  # noqa: ARG002 - as in the base
        environ: "WSGIEnvironment | None" = None,  # noqa: ARG002
    ) -> None:
        """Close it hard, as a carrier that falls over does, and wait for no next request."""
        self.close_connection = True
        with suppress(OSError):
            self.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))


class RunningExchange:
    """An exchange that runs on threads of this process."""

    def __init__(self, app: Flask, server: BaseWSGIServer) -> None:
        self.app = app
        self.board: Switchboard = app.extensions["switchboard"]
        #: Where it answers, such as ``http://127.0.0.1:40123``.
        self.url = f"http://127.0.0.1:{server.server_port}"

    def wait_until(self, so: Callable[[Switchboard], bool], seconds: float = 10) -> None:
        """Wait until something is so, looking at every change.

        Raises:
            TimeoutError: It was not so within *seconds*.
        """
        if not self.board.wait(seconds, lambda: so(self.board)):
            raise TimeoutError("The exchange did not come to what was waited for.")


@contextmanager
def running_exchange(
    settings: ExchangeSettings, port: int = 0, host: str = "127.0.0.1"
) -> Iterator[RunningExchange]:
    """Run an exchange on a thread, and stop it at the end; port 0 takes any free one."""
    app = create_exchange(settings)
    server = make_server(host, port, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    running = RunningExchange(app, server)
    try:
        yield running
    finally:
        running.board.close()
        server.shutdown()
        thread.join()
        server.server_close()


def serve(settings: ExchangeSettings, host: str, port: int) -> None:
    """Run an exchange until the process is told to stop; one tidy log line per happening.

    No line holds a phone number, a name or a word that was said or written. To be called from
    the main thread.
    """
    lines = logging.StreamHandler(sys.stdout)
    lines.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("exchange")
    log.addHandler(lines)
    log.setLevel(logging.INFO)
    log.propagate = False
    app = create_exchange(settings)
    server = make_server(host, port, app, threaded=True, request_handler=_Quiet)
    # Whoever runs us stops us with SIGTERM, and open calls shall still end.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    log.info("exchange: no real phone rings here; listening on port %d", server.server_port)
    try:
        server.serve_forever()  # returns on an interrupt
    finally:
        app.extensions["switchboard"].close()
        server.server_close()
        log.info("exchange: stopped")
