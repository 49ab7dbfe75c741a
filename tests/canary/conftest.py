"""The log as a process writes it."""

import io
import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
import structlog

from config import logs


@pytest.fixture
def log_of_a_process(monkeypatch) -> Iterator[Callable[[], str]]:
    """Set the log up as a process does, with every level; call it for what it said."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = []
    monkeypatch.setattr(sys, "stderr", stream := io.StringIO())
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    logs.set_up()
    root.setLevel(logging.DEBUG)
    yield stream.getvalue
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
