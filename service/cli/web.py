"""``escalate web``: pages, API and the carrier's webhooks, on gunicorn."""

from typing import Any

import click
from gunicorn.app.base import BaseApplication

from config import gunicorn, logs
from config.settings import Settings
from service import tracing
from service.book.patience import ANSWERING
from service.cli.parts import settings_to_keep_running
from service.cli.ports import refuse_taken
from service.cli.tied import end_with
from service.web import create_app
from service.web.joined import NAME
from service.wiring import Parts, wire

#: How often a process that starts asks the book for the numbers, before it answers without.
LEARNING = 3


@click.command()
def web() -> None:
    """Serve the pages, the API and the carrier's webhooks."""
    settings = settings_to_keep_running()
    refuse_taken(settings.host, settings.port, "the web")
    logs.set_up()
    Web(settings).run()


class Web(BaseApplication):  # type: ignore[misc]
    """The application as gunicorn wants it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__(prog="escalate web")

    def load_config(self) -> None:
        """Take config/gunicorn.py, and where to listen."""
        for name, value in vars(gunicorn).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)
        host = self._settings.host
        self.cfg.set("bind", f"{f'[{host}]' if ':' in host else host}:{self._settings.port}")
        self.cfg.set("post_fork", _tie)

    def load(self) -> Any:
        """Make the app, once in each process: an open book does not survive a fork."""
        tracing.set_up(self._settings.otel_exporter_otlp_endpoint, "web")
        app = create_app(self.join())
        # Known from the first minute, and not from the first page: the next may be a press
        # that finds the book away.
        any(app.extensions[NAME].lines.learn() for _ in range(LEARNING))
        return app

    def join(self) -> Parts:
        """Join the parts, over a book that is given up while somebody still waits."""
        return wire(self._settings, patience=ANSWERING)


def _tie(arbiter: Any, worker: Any) -> None:
    """Let none of gunicorn's processes outlive the first, which may be killed."""
    del arbiter
    end_with(worker.ppid)
