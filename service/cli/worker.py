"""``escalate worker``: one Celery worker, with a ticker in it."""

import warnings

import click
from celery.platforms import SecurityWarning
from celery.signals import setup_logging

from config import logs
from service import tracing
from service.cli.parts import settings_to_keep_running
from service.wiring import wire
from workers.worker import work


@click.command()
def worker() -> None:
    """Do what is due, woken by the bell."""
    settings = settings_to_keep_running()
    # Whoever answers this signal has set up logging; without an answer Celery does it itself.
    setup_logging.connect(_set_up_already)
    # Celery warns of root, whom a pickled message could harm; only JSON is taken here.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    logs.set_up()
    tracing.set_up(settings.otel_exporter_otlp_endpoint, "worker")
    work(wire(settings))


def _set_up_already(**_: object) -> None:
    """Say nothing: being connected is the answer."""
