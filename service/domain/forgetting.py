"""How long each kind of thing is kept, and what is left of a call-out after that."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.domain.totals import Past, month_begins, rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """For how long each kind of thing is kept, as the site has set it."""

    #: Call-outs and practices, from their closing.
    call_outs: timedelta
    #: Whoever left the rota, from that day.
    leavers: timedelta
    #: What the rota was, from when another took its place.
    rota: timedelta
    #: The carrier's records of our calls and texts.
    at_carrier: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """A call-out or practice that is past its time: what of it is needed to let it go."""

    id: str
    drill: bool
    #: The key of whoever raised it, and the intake key that came with the press.
    person: str
    key: str | None
    past: Past


def faded(one: Expired) -> Past:
    """Return what is kept of it: what totals are made from, and no finer than they show it.

    A call-out's instants become waits in whole half minutes that end with the month in which it
    was closed: trustees read the same, and nobody finds it again by its hour. A practice is no
    secret, and keeps its day and hour.
    """
    past = one.past
    if one.drill:
        return past
    closed = month_begins(past.closed_at.date())
    raised = closed - rounded(past.closed_at - past.raised_at)
    return replace(
        past,
        raised_at=raised,
        closed_at=closed,
        taken_at=_after(raised, past.raised_at, past.taken_at),
        spoken_at=_after(raised, past.raised_at, past.spoken_at),
    )


def _after(raised: datetime, began: datetime, at: datetime | None) -> datetime | None:
    return None if at is None else raised + rounded(at - began)
