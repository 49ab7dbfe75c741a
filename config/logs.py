"""One tidy line on standard error for each thing that happens, and nobody's name or number.

Our own lines say ``event key=value``. Lines of libraries come in the same form, from warnings
on; what an exception said is left out of all of them, since it may quote a row or an address.
"""

import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import structlog

#: What may be a telephone number. Masked in every line, in case a library quotes one.
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:\+|0)[0-9]{7,14}(?![0-9A-Za-z])")
#: How many steps of a bug's way are named, the innermost first.
_STEPS = 4
#: How Celery begins to tell of a message that it cannot use, all of which it then quotes.
_QUOTING = "Received "
#: Loggers that may say what is no warning.
_OURS = ("bell", "ticker", "service", "workers")


def set_up() -> None:
    """Send every line of this process, ours and the libraries', the same way out."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[_line]))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    threading.excepthook = _thread_died
    sys.excepthook = _process_died


def without_words(
    kind: type[BaseException], _bug: BaseException, way: TracebackType | None
) -> None:
    """Write a bug as Python does, without what it says: it may quote a row, or what was typed.

    For ``sys.excepthook``, where somebody looks on who wants all of the way there.
    """
    sys.stderr.write(f"{''.join(traceback.format_tb(way))}{kind.__name__}\n")


def _line(_logger: object, _method: str, event: structlog.typing.EventDict) -> str:
    """Write ``2026-11-22T18:16:31Z warning bell.silent why=TimeoutError``; "info" goes unsaid."""
    record: logging.LogRecord = event.pop("_record")
    ours = event.pop("_from_structlog")
    crash = event.pop("exc_info", None) or record.exc_info
    crash = sys.exc_info() if crash is True else crash
    said, name = str(event.pop("event")), record.name.removeprefix("service.")
    at = datetime.fromtimestamp(record.created, UTC)
    words = [f"{at:%Y-%m-%dT%H:%M:%SZ}"]
    if record.levelno > logging.INFO:
        words.append(record.levelname.lower())
    if isinstance(crash, tuple) and crash[0] is not None:
        # A library's sentence about a crash may hold an address, and that a token.
        words.append(said if ours else f"{name}: a bug")
        event.update(why=crash[0].__name__, where=_where(crash[2]))
    elif record.name.startswith("celery.") and said.startswith(_QUOTING):
        words.append(f"{name}: a message that is none of ours was dropped")
    elif record.name.startswith("opentelemetry."):
        # It quotes its address, which may hold a password, and what the other end said.
        words.append("traces.not_taken")
    else:
        words.append(said if ours else f"{name}: {said}")
    words += [f"{key}={value}" for key, value in event.items()]
    return _NUMBER.sub("…", " ".join(" ".join(words).split()))


def _where(trail: TracebackType | None) -> str:
    """Name the innermost steps: ``pages.py:41<api.py:20``."""
    steps = traceback.extract_tb(trail)[-_STEPS:]
    return "<".join(f"{step.filename.rpartition('/')[2]}:{step.lineno}" for step in steps[::-1])


def _thread_died(died: Any) -> None:
    logging.getLogger("thread").error(
        "a thread died", exc_info=(died.exc_type, died.exc_value, died.exc_traceback)
    )


def _process_died(kind: type[BaseException], bug: BaseException, way: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, bug, way)
        return
    logging.getLogger("process").critical("the process died", exc_info=(kind, bug, way))
