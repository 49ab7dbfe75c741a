"""How the web's processes run, and answer what is no request at all."""

import socket
import sys

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http.errors import InvalidRequestLine

from config import gunicorn
from config.gunicorn import SWITCH_SECONDS, CalmWorker


def test_what_is_no_http_is_not_quoted_back():
    settings = Config()
    worker = CalmWorker(0, 0, [], None, 30, settings, Logger(settings))
    ours, theirs = socket.socketpair()
    worker.handle_error(None, ours, ("127.0.0.1", 1), InvalidRequestLine("what was told"))
    ours.close()
    answer = theirs.recv(4096)
    theirs.close()
    worker.tmp.close()
    assert answer.startswith(b"HTTP/1.1 400 Bad Request")
    assert b"what was told" not in answer
    assert b"Send a request in HTTP." in answer


def test_threads_of_the_web_take_turns_sooner_than_a_press_takes():
    before = sys.getswitchinterval()
    settings = Config()
    settings.set("post_worker_init", vars(gunicorn)["post_worker_init"])
    try:
        settings.post_worker_init(None)
        assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
    finally:
        sys.setswitchinterval(before)
