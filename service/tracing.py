"""Traces of practices by OpenTelemetry, where a site has an address for them.

A practice goes the way of a call-out, and everybody may know of it. So what is on the trail of one
is told span by span, and what is on a call-out's never is: see ``docs/decisions/0028``. A span has
its name, when it began and ended, and no more than what is handed in here: no address with a token,
no statement, no error's text, no person.

Without an address nothing of it is loaded here. (The library for Redis loads a part of it wherever
it is installed: 3 MB and 60 ms a process.)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import time_ns
from typing import TYPE_CHECKING

from service import trails
from service.trails import Trail

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.trace import Tracer


@dataclass(slots=True)
class _Process:
    """This process, which tells of its spans once it was set up."""

    tracer: "Tracer | None" = None


_process = _Process()


def set_up(endpoint: str | None, role: str) -> None:
    """Have this process, a *role* such as "web", tell of practices to *endpoint*, if there is one.

    After a fork, not before: it begins a thread that sends what was gathered, every few seconds
    and at the end.
    """
    if endpoint is None:
        return
    _process.tracer = _tracer(endpoint, role)


def _tracer(endpoint: str, role: str) -> "Tracer":
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - see above
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    # Not ``create``, which adds what it finds out about this machine and this command line.
    provider = TracerProvider(resource=Resource({"service.name": f"escalate-{role}"}))
    exporter = OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider.get_tracer("escalate")


@contextmanager
def span(name: str, **facts: str | int) -> Iterator[None]:
    """Tell of what is done in the block, where it is on the trail of a practice."""
    trail, tracer = trails.here(), _process.tracer
    if tracer is None or trail is None or not trail.practice:
        yield
        return
    with tracer.start_as_current_span(
        name,
        context=_context(trail),
        attributes=facts,
        # An error's text may quote a row.
        record_exception=False,
        set_status_on_exception=False,
    ):
        yield


def tell(name: str, seconds: float, **facts: str | int) -> None:
    """Tell of what has just ended and took so long, where it turned out to be of a practice."""
    trail, tracer = trails.here(), _process.tracer
    if tracer is None or trail is None or not trail.practice:
        return
    now = time_ns()
    began = now - int(seconds * 1e9)
    tracer.start_span(name, _context(trail), attributes=facts, start_time=began).end(now)


def traceparent() -> str | None:
    """Say by W3C's Trace Context which of our doings a request belongs to.

    Its last part says whether anybody records it. Source: https://www.w3.org/TR/trace-context/,
    version 00.
    """
    trail = trails.here()
    if trail is None:
        return None
    here, recorded = trail.id[:16], "00"
    if _process.tracer is not None and trail.practice:
        here, recorded = _span_here() or here, "01"
    return f"00-{trail.id}-{here}-{recorded}"


def _span_here() -> str | None:
    from opentelemetry.trace import get_current_span  # noqa: PLC0415 - see above

    found = get_current_span().get_span_context()
    return f"{found.span_id:016x}" if found.is_valid else None


def _context(trail: Trail) -> "Context | None":
    """Return what a span begins under: the one that is open here, or the trail itself.

    The trail is the trace's id, so that processes which never spoke to each other add to one.
    """
    from opentelemetry.trace import (  # noqa: PLC0415 - see above
        NonRecordingSpan,
        SpanContext,
        TraceFlags,
        get_current_span,
        set_span_in_context,
    )

    if get_current_span().get_span_context().is_valid:
        return None
    root = SpanContext(
        trace_id=int(trail.id, 16),
        span_id=int(trail.id[:16], 16),
        is_remote=True,
        trace_flags=TraceFlags(TraceFlags.SAMPLED),
    )
    return set_span_in_context(NonRecordingSpan(root))
