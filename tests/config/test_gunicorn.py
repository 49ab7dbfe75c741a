"""How the web's processes answer what is no request at all."""

import socket

from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http.errors import InvalidRequestLine

from config.gunicorn import CalmWorker


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
