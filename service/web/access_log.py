"""One line for each request, with nothing in it that was sent.

The address is written as its route, so that no id, token or query can be in it. What is about an
escalation says which by its trail alone (``service.trails``). The server's
own access log, which writes addresses as they came, stays off (``config/gunicorn.py``).
"""

import logging
from http import HTTPStatus
from time import perf_counter

from flask import Flask, Response, g, request

from service import tracing, trails

log = logging.getLogger("service.web.access")

#: Asked every few seconds by machines: worth a line only where somebody looks closely.
_QUIET = ("/health/", "/metrics", "/static/")
#: Asked every second or two by each page that is open: quiet as well.
_FOLLOWING = "/now"


def register(app: Flask) -> None:
    """Have *app* write its lines."""
    app.before_request(_start)
    app.after_request(_write)


def _start() -> None:
    g.started = perf_counter()
    trails.set_out()


def _write(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "no such address"
    # Only a method that we have is repeated: a request may call its own anything.
    method = request.method if request.url_rule else "-"
    spent = (perf_counter() - g.started) * 1000 if "started" in g else 0
    often = route.startswith(_QUIET) or route.endswith(_FOLLOWING)
    level = (
        logging.DEBUG if often and response.status_code < HTTPStatus.BAD_REQUEST else logging.INFO
    )
    # A formatter of our own took 10 µs for this line where structlog's takes 14: dropped.
    trail = trails.here()
    tracing.tell(f"{method} {route}", spent / 1000, status=response.status_code)
    log.log(
        level,
        "%s %s %d %.0f ms%s",
        method,
        route,
        response.status_code,
        spent,
        f" trail={trail.id}" if trail else "",
    )
    return response
