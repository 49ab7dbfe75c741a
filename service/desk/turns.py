"""Whose turn it is, where the carrier or a phone takes no more calls at a time.

What may not be dialled now stands in line, in the book. The ticker calls whoever is first
(`advancing.call_up`); this is where it is decided whether a call may go.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.desk import Desk
from service.desk.work import Work, fence_of, take_in_hand
from service.domain.attempt import Attempt, AttemptState, Failure
from service.domain.decide import LEASE
from service.domain.escalation import Escalation, State
from service.domain.events import Event, Kind
from service.domain.line import CallLine, look_again, place_in_line
from service.domain.plan import Dial
from service.domain.proving import LONGEST_MEASURING
from service.domain.timetable import calls_failing
from service.ports import Page

#: How soon to look again at a phone that another escalation is ringing.
ENGAGED_WAIT = timedelta(seconds=2)
#: Whoever is first in line, and has not gone so long after it should have looked for itself,
#: is passed. It may be a row that no process can read, and must not silence those behind it.
LEFT_LYING = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class CallUp:
    """Who was called from the line, if anybody; and when to call again, if that is known."""

    work: tuple[Work, ...] = ()
    again_at: datetime | None = None


def call_up(desk: Desk, per_second: float) -> CallUp:
    """Hand out the call that is first in line, if the carrier takes one now.

    So those in line need not look for themselves, all of them each time that one may go.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        line = page.line()
        free_from = max(line.free_from or now, page.carrier().next_try(now))
    if line.first is None:
        return CallUp()
    if free_from > now:
        return CallUp(again_at=free_from)
    with desk.book.writing() as page:
        escalation = page.escalation(line.first.escalation)
        attempt = escalation.attempt(line.first.attempt) if escalation else None
        if escalation is None or attempt is None or attempt.in_line_since is None:
            return CallUp()
        errand, end = Dial(attempt.id), now + LEASE
        changed = take_in_hand(escalation, errand, now)
        page.save(replace(changed, due_at=min(end, changed.due_at or end)))
        work = Work(errand, fence_of(changed, errand), changed)
        return CallUp((begun(work, now),)) if begin(page, work, now, per_second) else CallUp()


def begin(page: Page, work: Work, now: datetime, per_second: float) -> bool:
    """Move a call from intent to dialling, or into the line; False where it may not be dialled.

    The escalation is locked first and the carrier's row after it, as everywhere.
    """
    attempt = work.attempt
    # Before it counts as dialling, or all who wait for the same phone would seem to be engaged.
    line = page.line()
    if not page.start_dialling(attempt.id, work.fence, now):
        return False
    moment = next_turn(page, work, line, now, per_second)
    if moment > now:
        stand_in_line(page, work, now, moment)
        return False
    page.record(work.escalation.id, told_of(attempt, now))
    return True


def may_go(page: Page, work: Work, now: datetime, per_second: float) -> bool:
    """Whether a call that is not written down yet may be placed; its slot is taken if so.

    Its escalation is locked. One that may not go is no intent in the line yet either: that is
    for whoever is handed it.
    """
    if work.attempt.purpose.asks and work.escalation.state is not State.OPEN:
        return False
    if page.other_calls(work.attempt.phone, now - LONGEST_MEASURING):
        return False  # They are hung up first, and not while the book is held.
    return next_turn(page, work, page.line(), now, per_second) <= now


def begun(work: Work, now: datetime) -> Work:
    """Return *work* with its call being dialled since *now*."""
    dialling = replace(work.attempt, state=AttemptState.DIALLING, dialled_at=now)
    return replace(work, escalation=work.escalation.with_attempt(dialling), begun=True)


def told_of(attempt: Attempt, now: datetime) -> tuple[Event, ...]:
    """Return what is told of a call that begins: nothing of one that asks nobody."""
    if not attempt.purpose.asks:
        return ()
    return (Event(now, Kind.DIALLING, attempt.name, attempt.channel, None, attempt.id),)


def next_turn(page: Page, work: Work, line: CallLine, now: datetime, per_second: float) -> datetime:
    """Return *now* if this call may be placed; otherwise when that is worth asking again.

    The phone and the standing are looked at twice. Who takes the carrier's row waits for
    whoever dials just now, and only then sees that they ring the same phone, or try on
    behalf of all.
    """
    phone, own = work.attempt.phone, work.escalation.id
    if page.engaged(phone, own):
        return now + ENGAGED_WAIT
    until = max(_after_others(line, work, now), page.carrier().next_try(now))
    if until > now:
        return until
    slot = page.take_slot(now, per_second)
    if slot > now:
        return slot
    if page.engaged(phone, own):
        return now + ENGAGED_WAIT
    standing = page.carrier()
    until = standing.next_try(now)
    if until <= now and standing.failing:
        page.note_carrier(replace(standing, checked_at=now))
    return until


def _after_others(line: CallLine, work: Work, now: datetime) -> datetime:
    """Return *now*, or when somebody who is first in line has had time to go."""
    if line.first is None or place_in_line(work.escalation, work.attempt) <= line.first.since:
        return now
    return max(now, (line.first.looks_at or line.free_from or now) + LEFT_LYING)


def stand_in_line(page: Page, work: Work, now: datetime, moment: datetime) -> None:
    """Make it an intent again, in the same transaction, until it is called; *moment* at best.

    Where calls are failing, or the phone rings for another, it is kept back, and the next
    person or channel goes on at once.
    """
    escalation = page.escalation(work.escalation.id)
    attempt = escalation.attempt(work.attempt.id) if escalation else None
    if escalation is None or attempt is None:
        return
    waits = replace(
        attempt,
        state=AttemptState.INTENT,
        dialled_at=None,
        due_at=max(moment, look_again(now, page.line().length)),
        in_line_since=place_in_line(escalation, attempt),
        failure=_kept_back_by(page, work, now),
    )
    changed = escalation.with_attempt(waits)
    due = now if waits.kept_back and not work.attempt.kept_back else waits.due_at
    page.save(replace(changed, due_at=_earlier(due, changed)), _news(escalation, changed, now))


def _kept_back_by(page: Page, work: Work, now: datetime) -> Failure | None:
    """Say what keeps it from being dialled for longer than its turn, if anything does."""
    if page.carrier().failing_at(now):
        return Failure.CARRIER
    engaged = page.engaged(work.attempt.phone, work.escalation.id)
    return Failure.ENGAGED if engaged else None


def _earlier(due: datetime | None, escalation: Escalation) -> datetime | None:
    return min((one for one in (due, escalation.due_at) if one is not None), default=None)


def _news(before: Escalation, after: Escalation, now: datetime) -> list[Event]:
    told = calls_failing(before) or not calls_failing(after)
    return [] if told else [Event(now, Kind.CALLS_FAILING)]
