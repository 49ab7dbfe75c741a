"""``escalate watch``: the ticker alone."""

import click

from config import logs
from service import tracing
from service.cli.parts import settings_to_keep_running
from service.wiring import wire
from workers.watch import watch as watch_over


@click.command()
def watch() -> None:
    """Do what is due, from the book alone."""
    settings = settings_to_keep_running()
    logs.set_up()
    tracing.set_up(settings.otel_exporter_otlp_endpoint, "watch")
    watch_over(wire(settings))
