"""Having the carrier delete what it keeps of our calls and texts: some at a time, until done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from service.desk import Desk
from service.desk.errands import Line
from service.domain.traces import IN_HAND, Trace
from service.ports import NotPlaced, Outage

#: So many at a time, and none begun after so many seconds: whoever asks has other rounds to go.
AT_A_TIME = 10
FOR_SECONDS = 5.0

log = structlog.get_logger("workers")


@dataclass(frozen=True, slots=True)
class Deleted:
    """What one round came to. ``left``: due, and not to be had now."""

    gone: int = 0
    left: int = 0
    #: The carrier's code for why it deletes nothing now; 0 where it does, or said none.
    code: int = 0


def note(desk: Desk, sid: str, *, at_once: bool = False) -> None:
    """Keep that the carrier has a record of *sid*; with the book away it is found later.

    See `look_for_more`.
    """
    try:
        with desk.book.writing() as page:
            page.note_trace(sid, desk.clock.now(), at_once=at_once)
    except Outage as outage:
        log.warning("trace.not_noted", why=type(outage).__name__)


def delete_due(line: Line, keep: timedelta, elapsed: Callable[[], float]) -> Deleted:
    """Have some deleted of which the carrier has had records for longer than *keep*.

    Any number of processes may do so: each has its own in hand. What fails is due again later,
    and later still. *elapsed* tells seconds.

    Raises:
        BookUnavailable, BookUncertain: what was deleted meanwhile is asked for once more.
    """
    desk, until = line.desk, elapsed() + FOR_SECONDS
    now = desk.clock.now()
    with desk.book.writing() as page:
        taken = page.take_traces(now - keep, now, now + IN_HAND, AT_A_TIME)
    gone = 0
    for trace in taken:
        if elapsed() >= until:
            break  # Due again when this hand lets go of them.
        try:
            done = line.telephone.forget(trace.sid)
        except NotPlaced as failure:
            _put_off(desk, taken[gone:], now)
            return Deleted(gone=gone, left=len(taken) - gone, code=failure.code)
        _settle(desk, trace, now, done=done)
        gone += done
    return Deleted(gone=gone, left=len(taken) - gone)


def look_for_more(line: Line, keep: timedelta) -> int:
    """Note what the carrier has and nobody noted: answers to texts, and what a crash left.

    Returns how many it told of. Raises ``BookUnavailable`` or ``BookUncertain``: see there.
    """
    desk = line.desk
    before = desk.clock.now() - keep
    try:
        found = line.telephone.remembered(before)
    except NotPlaced as failure:
        log.warning("trace.not_looked_for", code=failure.code)
        return 0
    if found:
        with desk.book.writing() as page:
            for sid in found:
                page.note_trace(sid, before)
    return len(found)


def _settle(desk: Desk, trace: Trace, now: datetime, *, done: bool) -> None:
    with desk.book.writing() as page:
        if done:
            page.drop_trace(trace.sid)
        else:
            page.put_off_trace(trace, now + trace.again_after)


def _put_off(desk: Desk, those: Sequence[Trace], now: datetime) -> None:
    with desk.book.writing() as page:
        for trace in those:
            page.put_off_trace(trace, now + trace.again_after)
