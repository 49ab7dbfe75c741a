"""``escalate bell``: a small Redis for ``escalate run``, where no other is set."""

import signal
import sys

import click
from fakeredis import TcpFakeServer

from config.settings import load_settings
from service.cli.ports import LOOPBACK, refuse_taken


@click.command(hidden=True)
def bell() -> None:
    """Carry hints to the worker where no Redis is set."""
    settings = load_settings()
    refuse_taken(LOOPBACK, settings.bell_port, "the embedded bell")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = TcpFakeServer((LOOPBACK, settings.bell_port))
    # A connection that is open must not keep the process from ending.
    server.daemon_threads = True
    server.serve_forever()
