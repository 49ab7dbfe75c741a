"""The Celery app: one task, no beat, no ETA, no countdown, no results.

The hint is acknowledged before it is worked on: losing one is free, since the book has the
step. Each worker also runs a ticker, which needs neither Celery nor Redis to do what is due.
"""

from typing import Any

from celery import Celery, bootsteps
from kombu.entity import Queue

from service.bell import QUEUE, celery_app
from service.wiring import Parts
from workers.ticker import Ticker

#: Measured: with both of these a worker whose connections silently stall hears again after
#: some 10 to 16 s, with the defaults never; and it survives a Redis that flaps.
_TRANSPORT = {
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 5,
}


class TickerStep(bootsteps.StartStopStep):  # type: ignore[misc]
    """Runs the ticker beside the pool, whether or not the broker can be reached."""

    requires = {"celery.worker.components:Pool"}  # noqa: RUF012 - Celery's own way

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.ticker: Ticker = parent.app.ticker

    def start(self, parent: Any) -> None:
        """Begin to look."""
        del parent
        self.ticker.start()

    def stop(self, parent: Any) -> None:
        """Finish what is in hand."""
        del parent
        self.ticker.stop()

    terminate = stop


def make_app(parts: Parts) -> Celery:
    """Return the app of a worker, with its ticker as ``app.ticker``."""
    app = celery_app(parts.settings.redis_url)
    app.conf.update(
        task_acks_late=False,
        task_track_started=False,
        task_queues=[Queue(QUEUE)],  # type: ignore[no-untyped-call]
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_soft_shutdown_timeout=8,
        worker_enable_soft_shutdown_on_idle=True,
        # By default a worker gives up for good after three quarters of an hour.
        broker_connection_max_retries=None,
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=2,
        broker_transport_options=_TRANSPORT,
    )
    app.ticker = Ticker(parts.line, "worker")
    app.steps["worker"].add(TickerStep)
    return app
