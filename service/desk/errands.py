"""Do what was handed out: ask the carrier, and write down what came of it.

Each errand runs in a thread of its own process. Nothing here holds a transaction while it
talks to the carrier.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from service.desk import Desk, turns
from service.desk.bodies import body_of
from service.desk.placing import give_up, leave_unsent, lost_answer, placed, refused
from service.desk.proving_calls import free_phone
from service.desk.work import Work
from service.domain.attempt import Attempt, AttemptState, CallStatus, CarrierCall
from service.domain.escalation import State
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber
from service.domain.plan import AskCarrier, Dial, FindOut, HangUp
from service.domain.progress import call_moved, not_over
from service.numbers import is_mobile
from service.ports import NotPlaced, Page, Refused, Telephone, Uncertain

#: How long an uncertain call is looked for before it is placed again: once after two seconds,
#: by when its first callback is due, and once more, since the carrier's list may lag.
LOOK_FOR = timedelta(seconds=5)
#: How soon to look for it once more.
LOOK_AGAIN = timedelta(seconds=3)
#: What began is asked of the carrier within so long, or looked up once more: it may have waited
#: for a free thread, or in a process that was frozen, and somebody may have taken it since.
AT_ONCE = timedelta(seconds=1)
#: The carrier's clock and ours may differ by this much.
CLOCKS_DIFFER = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Line:
    """The desk's way to the carrier, and the pace that the carrier allows."""

    desk: Desk
    telephone: Telephone
    calls_per_second: float = 1.0


def run(line: Line, work: Work) -> None:
    """Do one errand to its end. It always leaves something due, or everything done."""
    for before in work.first:
        run(line, before)
    match work.errand:
        case Dial():
            _dial(line, work)
        case FindOut():
            _find_out(line, work)
        case AskCarrier():
            _ask(line, work)
        case HangUp():
            _hang_up(line, work)
        case _:
            assert_never(work.errand)


def _dial(line: Line, given: Work) -> None:
    work = given if given.begun else _start(line, given)
    if work is None:
        return
    if work.attempt.channel is Channel.CALL and not work.alone:
        free_phone(line.desk, line.telephone, work.attempt.phone)
    if not _wanted_still(line, work):
        return
    try:
        sid = _asked_for(line, work)
    except NotPlaced as failure:
        give_up(line.desk, work, failure)
    except Refused as failure:
        refused(line.desk, work, failure)
    except Uncertain:
        lost_answer(line.desk, work)
    else:
        placed(line.desk, work, sid)


def _asked_for(line: Line, work: Work) -> str:
    """Ask the carrier, and return its id."""
    if work.attempt.channel is Channel.CALL:
        return line.telephone.call(work.attempt)
    return line.telephone.text(work.attempt, body_of(line.desk, work.escalation, work.attempt))


def _wanted_still(line: Line, work: Work) -> bool:
    """Whether what began is to be asked for; looked up anew where that was not just now.

    What is not asked for stays uncertain: whoever looks next finds none at the carrier.
    """
    begun_at = work.attempt.dialled_at
    if begun_at is not None and line.desk.clock.now() - begun_at < AT_ONCE:
        return True
    with line.desk.book.reading() as page:
        escalation = page.escalation(work.escalation.id)
    attempt = escalation.attempt(work.attempt.id) if escalation else None
    if escalation is None or attempt is None or attempt.fence != work.fence:
        return False
    wanted = escalation.state is State.OPEN or not attempt.purpose.asks
    return wanted and attempt.state is AttemptState.DIALLING


def _start(line: Line, work: Work) -> Work | None:
    """Move from intent to dialling; ``None`` where it is not ours, or not its turn yet.

    With a text goes its escalation as it is then, since the body is composed from it.
    """
    with line.desk.book.writing() as page:
        # Only now, with the book in hand: whoever waited for it long has not dialled meanwhile.
        now = line.desk.clock.now()
        if work.attempt.channel is Channel.TEXT and not _takes_texts(page, work.attempt.phone):
            leave_unsent(page, work, now)
            return None
        if work.attempt.channel is Channel.TEXT:
            started = page.start_dialling(work.attempt.id, work.fence, now)
            escalation = page.escalation(work.escalation.id) if started else None
            return replace(work, escalation=escalation) if escalation else None
        goes = turns.begin(page, work, now, line.calls_per_second)
    return turns.begun(work, now) if goes else None


def _takes_texts(page: Page, phone: PhoneNumber) -> bool:
    """Whether a text may be asked of the carrier: a landline would read it aloud to anybody."""
    return is_mobile(phone) and not page.marks(phone).texts_off


def _find_out(line: Line, work: Work) -> None:
    """Look for a call whose answer was lost: adopt it, or let it be placed again."""
    attempt = work.attempt
    since = attempt.started_at
    if attempt.channel is Channel.TEXT:
        # A text cannot be told from its twin. A second one beats none.
        lost_answer(line.desk, work, for_good=True)
        return
    try:
        seen = line.telephone.find(attempt.phone, since - CLOCKS_DIFFER)
    except NotPlaced:
        # Not there to be asked, which says nothing of the call: look once more, then redial.
        lost_answer(line.desk, work, for_good=_late(line, since), wait=LOOK_AGAIN)
        return
    with line.desk.book.reading() as page:
        known = page.known_calls([one.sid for one in seen])
    fresh = [one for one in seen if one.sid not in known]
    if fresh:
        for one in fresh:
            placed(line.desk, work, one.sid, status=one.status)
    else:
        lost_answer(line.desk, work, for_good=_late(line, since), wait=LOOK_AGAIN)


def _late(line: Line, since: datetime) -> bool:
    """Whether a lost call has been looked for long enough."""
    return line.desk.clock.now() - since >= LOOK_FOR


def _ask(line: Line, work: Work) -> None:
    """Ask what became of a call that has been quiet: its callbacks may be lost."""
    if not work.attempt.calls:
        return
    open_ones = [call for call in work.attempt.calls if not call.status.final]
    asked = (open_ones or list(work.attempt.calls))[0]
    sid, told = asked.sid, True
    try:
        status = line.telephone.status(sid)
    except NotPlaced:
        status, told = asked.status, False  # As far as we know; ask again.
    now = line.desk.clock.now()
    # A call that the carrier does not know never rang; the next try is due.
    known = status or CallStatus.FAILED
    with line.desk.book.writing() as page:
        escalation = page.escalation(work.escalation.id)
        if escalation is None:
            return
        moved = call_moved(escalation, work.attempt.id, CarrierCall(sid=sid, status=known), now)
        still = moved
        if moved.escalation is escalation:
            still = not_over(escalation, work.attempt.id, now, told=told)
        page.save(replace(still.escalation, due_at=now), still.events)


def _hang_up(line: Line, work: Work) -> None:
    match work.errand:
        case HangUp(attempt=attempt_id, sid=sid):
            pass
        case _:
            return
    call = work.attempt.call(sid)
    # Only a practice is cut off while somebody listens: something real needs the phone.
    cut = work.escalation.drill and call is not None and call.status is CallStatus.IN_PROGRESS
    try:
        line.telephone.hang_up(sid, answered=cut)
    except NotPlaced:
        return  # Its time to be tried again is in the book already.
    with line.desk.book.writing() as page:
        escalation = page.escalation(work.escalation.id)
        attempt = escalation.attempt(attempt_id) if escalation else None
        if escalation is None or attempt is None:
            return
        changed = escalation.with_attempt(_hung_up(attempt, sid, cut=cut))
        page.save(replace(changed, due_at=line.desk.clock.now()))


def _hung_up(attempt: Attempt, sid: str, *, cut: bool) -> Attempt:
    """Return it with that call needing nothing more; one that was answered ends by itself.

    One that was cut off is over, whether or not the word of it ever comes.
    """
    call = attempt.call(sid)
    if call is None:
        return attempt
    status = CallStatus.COMPLETED if cut else call.status
    return attempt.with_call(replace(call, hang_up_at=None, status=status))
