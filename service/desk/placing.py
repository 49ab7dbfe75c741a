"""Write down what the carrier made of an attempt."""

from dataclasses import replace
from datetime import datetime, timedelta

from service.desk import Desk
from service.desk.acting import new_id
from service.desk.counting import count_lease, count_of_practice
from service.desk.work import Work
from service.domain.attempt import (
    Attempt,
    AttemptState,
    CallStatus,
    CarrierCall,
    Failure,
    Outcome,
    Purpose,
)
from service.domain.by_call import told_by_call
from service.domain.changes import ending
from service.domain.escalation import Escalation
from service.domain.events import Event, Kind
from service.domain.faults import Fault
from service.domain.ladder import Channel
from service.domain.progress import call_moved
from service.domain.standing import CarrierStanding
from service.domain.timetable import calls_failing
from service.ports import NotPlaced, Page, Refused, Uncertain

#: How soon the first callback of a call whose answer was lost is due.
FIRST_CALLBACK = timedelta(seconds=2)
#: A notice is worth sending for this long; after that it would only confuse.
NOTICE_WORTH = timedelta(hours=1)
#: How soon a notice is sent again that the carrier would not take.
NOTICE_AGAIN = timedelta(seconds=15)
#: Somebody who was promised a ring back holds the phone in their hand.
RING_BACK_AGAIN = timedelta(seconds=2)


def placed(desk: Desk, work: Work, sid: str, *, status: CallStatus = CallStatus.QUEUED) -> None:
    """Keep the carrier's id. Where it came too late to be wanted, the call is to be ended."""
    now = desk.clock.now()
    with desk.book.writing() as page:
        escalation, attempt = _again(page, work)
        if escalation is None or attempt is None:
            return
        events: tuple[Event, ...] = ()
        if attempt.channel is Channel.CALL:
            change = call_moved(escalation, attempt.id, CarrierCall(sid=sid, status=status), now)
            escalation, events = change.escalation, change.events
        elif attempt.live:
            page.note_trace(sid, now)
            done = replace(attempt, state=AttemptState.PLACED, due_at=None)
            done = done if done.purpose.asks else replace(done, state=AttemptState.ENDED)
            escalation = escalation.with_attempt(done)
            events = (Event(now, Kind.TEXTED, attempt.name, Channel.TEXT, None, attempt.id),)
        page.save(replace(escalation, due_at=now), events)
        if attempt.channel is Channel.CALL:
            note_working(page, now)


def give_up(desk: Desk, work: Work, failure: NotPlaced) -> None:
    """Note that the carrier takes nothing now: this try is made again beside the others."""
    now = desk.clock.now()
    with desk.book.writing() as page:
        escalation, attempt = _again(page, work)
        if escalation is None or attempt is None or not _mine(attempt, work):
            return
        count_of_practice(page, work, failure)
        failing = calls_failing(escalation)
        changed, events = _dropped(escalation, attempt, now, Failure.CARRIER)
        if calls_failing(changed) and not failing:
            events.append(Event(now, Kind.CALLS_FAILING))
        page.save(replace(changed, due_at=now), events)
        if attempt.channel is Channel.CALL:
            _note_failing(page, failure, now)
        else:
            page.notice(Fault.TEXTS_FAILING, now)


def refused(desk: Desk, work: Work, failure: Refused) -> None:
    """Note that this channel does not reach this person."""
    now = desk.clock.now()
    with desk.book.writing() as page:
        escalation, attempt = _again(page, work)
        if escalation is None or attempt is None or not _mine(attempt, work):
            return
        count_of_practice(page, work, failure)
        if failure.stopped:
            note_stopped(page, escalation, attempt.id)
        changed, events = _ended(escalation, attempt, now, Failure.PERSON)
        changed = told_by_call(changed, attempt, now, new_id)
        page.save(replace(changed, due_at=now), events)


def leave_unsent(page: Page, work: Work, now: datetime) -> None:
    """End a text that must not be asked of the carrier; it was never sent, and nobody has it."""
    escalation, attempt = _again(page, work)
    if escalation is None or attempt is None:
        return
    if attempt.state is not AttemptState.INTENT or attempt.fence != work.fence:
        return
    changed, events = _ended(escalation, attempt, now, Failure.PERSON)
    changed = told_by_call(changed, attempt, now, new_id)
    page.save(replace(changed, due_at=now), events)


def note_stopped(page: Page, escalation: Escalation, attempt_id: str) -> None:
    """Note that the owner of the number that *attempt_id* texted has stopped our texts."""
    attempt = escalation.attempt(attempt_id)
    if attempt is None or attempt.channel is not Channel.TEXT:
        return
    marks = page.marks(attempt.phone)
    if not marks.texts_off:
        page.mark(attempt.phone, replace(marks, texts_off=True))


def lost_answer(
    desk: Desk, work: Work, *, for_good: bool = False, wait: timedelta = FIRST_CALLBACK
) -> None:
    """Leave the attempt uncertain for *wait*; or, *for_good*, let it be made once more."""
    now = desk.clock.now()
    with desk.book.writing() as page:
        escalation, attempt = _again(page, work)
        if escalation is None or attempt is None or not _mine(attempt, work):
            return
        if for_good:
            count_of_practice(page, work, Uncertain())
            changed, events = _dropped(escalation, attempt, now, Failure.LOST)
            if calls_failing(changed) and not calls_failing(escalation):
                events.append(Event(now, Kind.CALLS_FAILING))
            page.save(replace(changed, due_at=now), events)
            # Of a call that the carrier places on our word we know only that none was heard of.
            if attempt.channel is Channel.CALL and attempt.purpose is not Purpose.PUT_THROUGH:
                _note_failing(page, NotPlaced(), now)
        else:
            changed = escalation.with_attempt(replace(attempt, due_at=now + wait))
            page.save(replace(changed, due_at=min(now + wait, changed.due_at or now + wait)))


def _again(page: Page, work: Work) -> tuple[Escalation | None, Attempt | None]:
    """Read both anew, under the lock."""
    escalation = page.escalation(work.escalation.id)
    attempt = escalation.attempt(work.errand.attempt) if escalation else None
    count_lease(page, work, attempt)
    return escalation, attempt


def _mine(attempt: Attempt, work: Work) -> bool:
    """Whether it is still being dialled by whoever was handed this work.

    The carrier's id of a placed call is kept even if not: a call that nobody owns would
    ring on unheard of. A failure is not: it says nothing of what another is doing.
    """
    return attempt.state is AttemptState.DIALLING and attempt.fence == work.fence


def _dropped(
    escalation: Escalation, attempt: Attempt, now: datetime, failure: Failure
) -> tuple[Escalation, list[Event]]:
    """End an offer, which the timetable makes again; put anything else back while it is worth it.

    What was lost once is sent once more and marked; lost again, it has likely arrived.
    """
    lost = failure is Failure.LOST
    too_late = now - attempt.intended_at > NOTICE_WORTH
    gone = attempt.purpose in (Purpose.OFFER, Purpose.PUT_THROUGH)
    if gone or too_late or (lost and attempt.possible_duplicate):
        return _ended(escalation, replace(attempt, possible_duplicate=lost), now, failure)
    back = replace(attempt, state=AttemptState.INTENT, due_at=now + _pause(attempt, failure))
    return escalation.with_attempt(replace(back, possible_duplicate=lost)), []


def _pause(attempt: Attempt, failure: Failure) -> timedelta:
    """Return how soon it is made again; what was lost has been waited for already."""
    if failure is Failure.LOST:
        return timedelta()
    return RING_BACK_AGAIN if attempt.purpose is Purpose.RING_BACK else NOTICE_AGAIN


def _ended(
    escalation: Escalation, attempt: Attempt, now: datetime, failure: Failure
) -> tuple[Escalation, list[Event]]:
    done = attempt.end(Outcome.FAILED, now, failure)
    if attempt.purpose is Purpose.PUT_THROUGH:
        return escalation.with_attempt(done), []  # The officer hears it, and the page shows it.
    return escalation.with_attempt(done), [ending(done, now)]


def note_working(page: Page, now: datetime) -> None:
    """Note that the carrier has a call of ours, whether its answer or its word told us."""
    if page.carrier().failing:
        page.note_carrier(CarrierStanding(checked_at=now))


def _note_failing(page: Page, failure: NotPlaced, now: datetime) -> None:
    known = page.carrier()
    page.note_carrier(known.failed(now, code=failure.code, account=failure.account))
