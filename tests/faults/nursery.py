"""A process that has imported the program, and forks off one process for each that is asked for.

Starting Python costs a processor two seconds, and a run of all faults starts some six hundred
processes. What is forked here runs the same commands as ``escalate`` does, in a session of its
own. One thread only, so that nothing is in the middle of anything at a fork.

It reads a line of JSON for each process, ``{"program", "words", "env", "cwd", "log"}``, and
answers with its id. When that process ends, its exit code is written beside its log.
"""

import faulthandler
import json
import os
import random
import select
import sys
import traceback
from pathlib import Path
from typing import Any

from faults import gauge, trapped

from service.cli import COMMANDS, main
from service.cli.tied import end_with

#: Seconds between two looks at who has ended.
LOOK_AGAIN = 0.02
#: Imported before the first fork: all that these commands would import.
USED = ("web", "worker", "watch", "exchange", "migrate")


def serve() -> None:
    """Fork until the other end closes its pipe, then end all that is left."""
    living: dict[int, str] = {}
    waiting = b""
    while True:
        ready, _, _ = select.select([0], [], [], LOOK_AGAIN)
        if ready:
            read = os.read(0, 1 << 16)
            if not read:
                os._exit(0)  # The children are tied to this process, and end with it.
            *lines, waiting = (waiting + read).split(b"\n")
            for line in lines:
                asked = json.loads(line)
                pid = _fork(asked)
                living[pid] = asked["log"]
                os.write(1, f"{pid}\n".encode())
        _bury(living)


def _bury(living: dict[int, str]) -> None:
    while living:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        written = Path(f"{living.pop(pid)}.{pid}.code")
        written.write_text(str(os.waitstatus_to_exitcode(status)), "utf-8")


def _fork(asked: dict[str, Any]) -> int:
    nursery = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        end_with(nursery)
        _settle(asked)
        _run(asked["program"], asked["words"])
    except SystemExit as ended:
        _leave(ended.code)
    except BaseException:  # noqa: BLE001 - the child must never come back into the loop
        traceback.print_exc()
        _leave(1)
    _leave(0)
    return 0


def _settle(asked: dict[str, Any]) -> None:
    """Give the child its own place, surroundings and output."""
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for target, source in ((0, nothing), (1, log), (2, log)):
        os.dup2(source, target)
    # One that does not end when it should is aborted, and says where each thread stood.
    faulthandler.enable()
    # Forked processes would otherwise all draw the same numbers.
    random.seed()


def _run(program: str, words: list[str]) -> None:
    if program == "gauge":
        gauge.main()
    elif program == "trapped":
        trapped.main(words)
    else:
        main(words, prog_name="escalate")


def _leave(code: object) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def _import_all() -> None:
    for name in USED:
        module = COMMANDS[name].partition(":")[0]
        __import__(module)
    # What Celery itself imports only once a worker starts.
    for module in (
        "celery.bin.worker",
        "celery.apps.worker",
        "celery.worker.worker",
        "celery.worker.consumer",
        "celery.concurrency.thread",
        "kombu.transport.redis",
        "gunicorn.workers.gthread",
        "psycopg_binary",
        "sqlalchemy.dialects.postgresql.psycopg",
        "sqlalchemy.dialects.sqlite",
    ):
        __import__(module)


if __name__ == "__main__":
    _import_all()
    serve()
