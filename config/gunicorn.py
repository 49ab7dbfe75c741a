"""How the web's processes run; `escalate web` adds where it listens.

Every name that gunicorn knows as a setting is one. Two processes, so that one may die while
a colleague presses; threads, because a press mostly waits for the disk.
"""

import logging
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http.errors import ParseException
from gunicorn.util import write_error
from gunicorn.workers.gthread import ThreadWorker

workers = 2
worker_class = "config.gunicorn.CalmWorker"
threads = 8
#: The parts are joined in each process for itself: an open book does not survive a fork.
preload_app = False
#: Seconds for which one thread may keep the others of its process waiting. Python's own 5 ms is
#: longer than all of a press: the thread that waits may hold the book's turn, and the one that
#: rings the bell waited for the whole of the answer before it.
SWITCH_SECONDS = 0.0005
#: Seconds to end a request that is under way when the process is asked to stop.
graceful_timeout = 8
#: Seconds without a sign of life after which a process is replaced.
timeout = 30
#: Pages that follow a call-out ask every second or two, on the same connection.
keepalive = 5
#: Addresses hold sign-in tokens, and who looked at what when is nobody's business.
accesslog = None
loglevel = "warning"
#: It would listen for commands in the home folder, which a container may not even have.
control_socket_disable = True
#: In memory where there is such a place: a slow disk must not look like a hanging process.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def post_worker_init(worker: Any) -> None:
    """Let threads take turns soon, once a process stands."""
    del worker
    sys.setswitchinterval(SWITCH_SECONDS)


class CalmWorker(ThreadWorker):  # type: ignore[misc]
    """Answers what is no HTTP in words of ours: gunicorn's own page would quote it."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer 400 and nothing of what came; a fault of ours stays gunicorn's to tell."""
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("Invalid request")
        with suppress(OSError):  # They may have gone.
            write_error(client, 400, "Bad Request", "Send a request in HTTP.")


class Quiet(Logger):  # type: ignore[misc]
    """Hands gunicorn's lines to config/logs.py, without what a client sent."""

    def setup(self, cfg: Any) -> None:
        """Use the handlers of the whole process, and none of gunicorn's."""
        super().setup(cfg)
        for handler in list(self.error_log.handlers):
            self.error_log.removeHandler(handler)
        self.error_log.propagate = True
        self.error_log.setLevel(logging.WARNING)

    def warning(self, msg: str, *args: object, **options: Any) -> None:
        """Leave out what was wrong with a request: gunicorn would quote it."""
        if msg.startswith("Invalid request"):
            msg, args = "a request that is no HTTP was refused", ()
        super().warning(msg, *args, **options)


logger_class = Quiet
