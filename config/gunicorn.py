"""How the web's processes run; `escalate web` adds where it listens.

Every name that gunicorn knows as a setting is one. Two processes, so that one may die while
a colleague presses; threads, because a press mostly waits for the disk.
"""

import logging
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

workers = 2
worker_class = "gthread"
threads = 8
#: The parts are joined in each process for itself: an open book does not survive a fork.
preload_app = False
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
