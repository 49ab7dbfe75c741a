"""``escalate bell``: a small Redis for ``escalate run``, where no other is set."""

import signal
import sys
from typing import Any

import click
import redis
from fakeredis import TcpFakeServer

from config.settings import load_settings
from service.cli.ports import LOOPBACK, refuse_taken


@click.command(hidden=True)
def bell() -> None:
    """Carry hints to the worker where no Redis is set."""
    settings = load_settings()
    refuse_taken(LOOPBACK, settings.bell_port, "the embedded bell")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    bell_server(settings.bell_port).serve_forever()


def bell_server(port: int) -> TcpFakeServer:
    """Return a bell that listens on *port* of this machine; 0 is any that is free."""
    server = TcpFakeServer((LOOPBACK, port))
    # A connection that is open must not keep the process from ending.
    server.daemon_threads = True
    server.RequestHandlerClass = _patient(server.RequestHandlerClass)
    return server


def _patient(usual: Any) -> Any:
    """Have a command that is refused leave its connection open, as Redis does.

    The library's own closes it; kombu asks for a script that a new Redis does not know, and each
    worker's first line said that the bell was lost.
    """

    class Patient(usual):  # type: ignore[misc]
        def setup(self) -> None:
            super().setup()
            usual_answer = self.current_client.read_response

            def answer() -> object:
                try:
                    return usual_answer()
                except redis.ResponseError as refusal:
                    return refusal

            self.current_client.read_response = answer

    return Patient
