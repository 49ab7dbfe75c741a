"""One tidy line for each event, and nobody's name or number in it."""

import io
import logging
import sys
import threading

import pytest
import structlog
from gunicorn.config import Config

from config import logs
from config.gunicorn import Quiet


@pytest.fixture
def said(monkeypatch):
    """Set the logs up as a process does, and give the lines since."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = []
    # Not capsys: its stream of the setup is another one than that of the test.
    monkeypatch.setattr(sys, "stderr", stream := io.StringIO())
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    logs.set_up()
    yield lambda: stream.getvalue().splitlines()
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def without_time(line: str) -> str:
    return line.partition(" ")[2]


def test_our_lines_say_the_event_and_its_facts(said):
    structlog.get_logger("bell").warning("bell.silent", why="TimeoutError")
    structlog.get_logger("ticker").info("ticker.started", role="watch")
    warned, told = said()
    assert without_time(warned) == "warning bell.silent why=TimeoutError"
    assert without_time(told) == "ticker.started role=watch"


def test_lines_of_libraries_come_from_warnings_on(said):
    logging.getLogger("kombu").info("connected")
    logging.getLogger("kombu").warning("lost it\nand tries again")
    (line,) = said()
    assert without_time(line) == "warning kombu: lost it and tries again"


def fails() -> None:
    raise ValueError("Sam Lee, 07700 900123")


def test_what_an_exception_said_is_left_out_and_where_it_was_is_not(said):
    try:
        fails()
    except ValueError:
        logging.getLogger("service.web").exception("Exception on /sign-in/secret [GET]")
    (line,) = said()
    assert without_time(line).startswith("error web: a bug why=ValueError where=test_logs.py:")
    assert not any(word in line for word in ("Sam", "900123", "secret"))


def test_our_own_lines_leave_it_out_too(said):
    try:
        fails()
    except ValueError:
        structlog.get_logger("ticker").exception("errand.bug")
    (line,) = said()
    assert without_time(line).startswith("error errand.bug why=ValueError where=test_logs.py:")
    assert not any(word in line for word in ("Sam", "900123"))


@pytest.mark.parametrize("number", ["+447700900123", "07700900123", "00447700900123"])
def test_a_number_that_a_library_quotes_is_masked(said, number):
    logging.getLogger("urllib3").warning("retrying To=%s", number)
    (line,) = said()
    assert "900123" not in line
    assert "To=…" in line


def test_a_thread_that_dies_leaves_one_line(said):
    def dies() -> None:
        raise KeyError("Sam Lee")

    thread = threading.Thread(target=dies)
    thread.start()
    thread.join()
    (line,) = said()
    assert without_time(line).startswith("error thread: a bug why=KeyError where=test_logs.py:")


def test_a_process_that_dies_leaves_one_line(said):
    try:
        fails()
    except ValueError:
        sys.excepthook(*sys.exc_info())
    (line,) = said()
    assert without_time(line).startswith(
        "critical process: a bug why=ValueError where=test_logs.py:"
    )
    assert not any(word in line for word in ("Sam", "900123"))


def test_celery_does_not_quote_a_message_that_is_none(said):
    told = "Received and deleted unknown message. The full contents of the message body was: %s"
    logging.getLogger("celery.worker.consumer.consumer").warning(told, "Sam Lee")
    (line,) = said()
    assert without_time(line).endswith(": a message that is none of ours was dropped")
    assert "Sam" not in line


def test_gunicorn_does_not_quote_a_request_that_is_none(said):
    log = Quiet(Config())
    log.warning("Invalid request from ip=127.0.0.1: Invalid HTTP request line: 'Sam Lee'")
    (line,) = said()
    assert without_time(line) == "warning gunicorn.error: a request that is no HTTP was refused"
