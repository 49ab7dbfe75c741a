"""One opaque id for all that is done about one escalation: in lines, in traces, at the carrier.

It follows from the escalation's own id, which is random, so that the web, a worker and a webhook
come to the same without telling each other. Nobody gets back from it to the call-out, nor to its
reference: whoever reads lines sees that several belong together, and not to what.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import blake2s


@dataclass(frozen=True, slots=True)
class Trail:
    """The id, 32 hexadecimal digits, and whether it is of a practice: only those are traced."""

    id: str
    practice: bool


@dataclass(slots=True)
class _Walk:
    """What is done in one go, such as a request, and which trail that turned out to be on."""

    trail: Trail | None = None


_walk: ContextVar[_Walk | None] = ContextVar("walk", default=None)


def trail_of(escalation_id: str, *, practice: bool) -> Trail:
    """Return the trail of an escalation."""
    digest = blake2s(escalation_id.encode(), digest_size=16, person=b"trail")
    return Trail(digest.hexdigest(), practice)


def set_out() -> None:
    """Begin something of which it will turn out what it is about, in this thread."""
    _walk.set(_Walk())


@contextmanager
def along(trail: Trail | None = None) -> Iterator[None]:
    """Do something that is about *trail*, or will turn out to be about one."""
    token = _walk.set(_Walk(trail))
    try:
        yield
    finally:
        _walk.reset(token)


def come_upon(escalation_id: str, *, practice: bool) -> None:
    """Note what this is about; the last one counts. Where nothing was set out, nothing is noted."""
    walk = _walk.get()
    if walk is not None:
        walk.trail = trail_of(escalation_id, practice=practice)


def here() -> Trail | None:
    """Return the trail that this is on, if it is on one."""
    walk = _walk.get()
    return walk.trail if walk is not None else None
