"""One worker process: Celery with a pool of threads, and a ticker in it."""

from service.wiring import Parts
from workers import tasks
from workers.app import make_app
from workers.canary import Pace

#: The work waits for a carrier, so threads; no process is forked around an open book.
#: Gossip, mingle and the workers' heartbeat talk to other workers, of whom none need to know.
_OPTIONS = (
    "--quiet",  # without the drawing that Celery greets with
    "worker",
    "--pool=threads",
    "--concurrency=8",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
    "--loglevel=WARNING",
)


def work(parts: Parts, pace: Pace | None = None) -> None:
    """Work until SIGTERM, which lets what is in hand finish.

    *pace* is that of the canary; a test hands in a faster one.
    """
    app = make_app(parts, pace)
    tasks.register(app)
    app.worker_main(list(_OPTIONS))
