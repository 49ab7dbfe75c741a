"""The Celery app: two tasks, no beat, no ETA, no countdown, no results.

The hint is acknowledged before it is worked on: losing one is free, since the book has the
step. Each worker also runs a ticker, which needs neither Celery nor Redis to do what is due.
"""

import threading
from time import monotonic, sleep
from typing import Any

import structlog
from celery import Celery, bootsteps
from celery.worker import state

from service.bell import QUEUE, celery_app
from service.domain.counted import Counted
from service.domain.faults import Fault
from service.ports import Outage
from service.wiring import Parts
from workers.canary import Cage, Canary, Pace, Unbound
from workers.hearing import Transport
from workers.rounds import Rounds
from workers.ticker import Ticker, end_process

#: Seconds that a deaf worker takes at most to finish what is in hand, before it ends.
LEAVING_SECONDS = 10.0

#: Seconds for which a worker that starts waits quietly for a bell that starts beside it. Asked
#: too early, Celery complains and waits two seconds before it tries again.
BELL_STARTS_WITHIN = 10.0
LOOK_AGAIN_SECONDS = 0.1

log = structlog.get_logger("worker")

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
        self.rounds: Rounds = parent.app.rounds

    def start(self, parent: Any) -> None:
        """Begin to look, and to go round."""
        del parent
        self.ticker.start()
        self.rounds.start()

    def stop(self, parent: Any) -> None:
        """Finish what is in hand."""
        del parent
        self.rounds.stop()
        self.ticker.stop()

    terminate = stop


class BellStep(bootsteps.StartStopStep):  # type: ignore[misc]
    """Waits a little for the bell, while the ticker does already what is due."""

    requires = (TickerStep,)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.answers = parent.app.bell_answers

    def start(self, parent: Any) -> None:
        """Return once the bell answers, when the time is up, or when told to stop."""
        del parent
        until = monotonic() + BELL_STARTS_WITHIN
        while not self.answers() and monotonic() < until and not _told_to_stop():
            sleep(LOOK_AGAIN_SECONDS)


class CanaryStep(bootsteps.StartStopStep):  # type: ignore[misc]
    """Listens for this worker's own hints from the moment that it has a ticker."""

    requires = (BellStep,)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.canary: Canary = parent.app.canary

    def start(self, parent: Any) -> None:
        """Begin to send."""
        del parent
        self.canary.start()

    def stop(self, parent: Any) -> None:
        """Send no more."""
        del parent
        self.canary.stop()

    terminate = stop


def _told_to_stop() -> bool:
    return state.should_stop is not None or state.should_terminate is not None


def make_app(parts: Parts, pace: Pace | None = None) -> Celery:
    """Return the app of a worker, with its ticker as ``app.ticker`` and its canary beside it."""
    app = celery_app(parts.settings.redis_url)
    app.ticker = Ticker(parts.line, "worker")
    app.rounds = Rounds(parts)
    app.bell_answers = parts.bell.answers
    app.cage = Cage(app)
    app.canary = Canary(app.cage.send, lambda: start_anew(parts, app.ticker), pace)
    app.conf.update(
        task_acks_late=False,
        task_track_started=False,
        task_queues=[Unbound(QUEUE), app.cage.queue],  # type: ignore[no-untyped-call]
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
        # Nothing here is acknowledged late; Celery warns at each lost connection until it is set.
        worker_cancel_long_running_tasks_on_connection_loss=True,
        broker_connection_timeout=2,
        broker_transport=Transport,
        broker_transport_options=_TRANSPORT,
    )
    app.steps["worker"].update({TickerStep, BellStep, CanaryStep})
    return app


def start_anew(parts: Parts, ticker: Ticker) -> None:
    """Say that this worker is deaf, finish what is in hand, and end: the supervisor starts anew."""
    log.error(
        "worker.deaf",
        means="hints reach Redis and not this worker; the book is looked at all the same",
        mend="this process ends itself; its supervisor starts another",
    )
    leaving = threading.Thread(target=_leave, args=(parts, ticker), name="leaving", daemon=True)
    leaving.start()
    leaving.join(LEAVING_SECONDS)
    end_process()


def _leave(parts: Parts, ticker: Ticker) -> None:
    try:
        with parts.book.writing() as page:
            page.notice(Fault.DEAF, parts.desk.clock.now())
            page.count(Counted.WORKER_DEAF)
    except Outage as outage:
        log.warning("worker.deaf.unnoted", why=type(outage).__name__)
    ticker.stop()
