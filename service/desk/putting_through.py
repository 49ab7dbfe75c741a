"""Join the two: the officer's call rings the colleague's phone, and a key there joins them.

The carrier does the ringing, from the officer's own call, on the document that we answer. So
the book is written first, and what the carrier then tells of that call moves it.
"""

from dataclasses import replace
from datetime import datetime

from service.desk import Desk
from service.desk.acting import new_id
from service.desk.spots import Case, Said, Through, bridges
from service.domain import joining, words
from service.domain.attempt import Attempt, CallStatus, CarrierCall, Failure, Outcome, Purpose
from service.domain.changes import Act, Change
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel
from service.domain.progress import call_moved
from service.domain.words import Script
from service.ports import BookUncertain, Outage, Page

# On the officer's call.


def put_through(desk: Desk, case: Case, count: int) -> Said:
    """Ring the colleague from this call; *count* is how often that had been tried at the menu.

    A key that comes twice rings once: the second time says what became of the first.

    Raises:
        NotFromHere: it is theirs no longer.
    """
    now = desk.clock.now()
    act = Act(person=case.person, at=now, channel=Channel.CALL, attempt=case.call.id)
    with desk.book.writing() as page:
        escalation = page.escalation(case.escalation.id) or case.escalation
        tried = bridges(escalation)
        if len(tried) <= count:
            change = joining.put_through(escalation, act, new_id)
            page.save(change.escalation, change.events)
            escalation = change.escalation
            tried = bridges(escalation)
    desk.bell.ring(escalation.id)
    case = case.now(escalation)
    bridge = tried[min(count, len(tried) - 1)]
    if not bridge.live:
        return after(case, bridge)
    off = escalation.state is State.CANCELLED
    said = case.says(words.putting_through(escalation.raiser.name, off=off))
    return replace(
        said,
        through=Through(attempt=bridge.id, phone=bridge.phone, ring_seconds=bridge.ring_seconds),
    )


def over(desk: Desk, case: Case, bridge_id: str, told: CallStatus | None, sid: str) -> Said:
    """Take in how the carrier says that it ended, and say to the officer what follows.

    *sid* may be "", where the carrier rang nobody. What was told before is not told anew, so a
    word of the colleague's call that was lost costs nothing.
    """
    now = desk.clock.now()
    with desk.book.writing() as page:
        escalation = page.escalation(case.escalation.id) or case.escalation
        change = _ended(escalation, bridge_id, told, sid, now)
        page.save(change.escalation, change.events)
    desk.bell.ring(change.escalation.id)
    case = case.now(change.escalation)
    bridge = change.escalation.attempt(bridge_id)
    return after(case, bridge) if bridge else not_theirs(case)


def _ended(
    escalation: Escalation, bridge_id: str, told: CallStatus | None, sid: str, now: datetime
) -> Change:
    bridge = escalation.attempt(bridge_id)
    if bridge is None or bridge.purpose is not Purpose.PUT_THROUGH:
        return Change(escalation)
    # The document goes on only once that call is over, whatever word is used for it.
    status = told if told is not None and told.final else CallStatus.COMPLETED
    if sid:
        escalation = call_moved(
            escalation, bridge_id, CarrierCall(sid=sid, status=status), now
        ).escalation
        bridge = escalation.attempt(bridge_id) or bridge
    if bridge.live:
        done = bridge.end(joining.outcome_of(bridge, Outcome.FAILED), now, Failure.PERSON)
        escalation = escalation.with_attempt(done)
    return Change(replace(escalation, due_at=now))


def after(case: Case, bridge: Attempt, turn: int = 1) -> Said:
    """Say to the officer what came of a try to put them through, and what they may do."""
    if not case.theirs:
        return not_theirs(case, bridge)
    raiser, why = case.escalation.raiser, bridge.outcome or Outcome.NO_ANSWER
    if bridge.talked:
        script = words.talked(turn)
    elif bridge.joined_at is not None:
        script = words.cut_off(raiser.name, raiser.phone, turn=turn)
    else:
        script = words.not_through(raiser.name, raiser.phone, why=why, turn=turn)
    return case.says(script)


def asked(case: Case, count: int, turn: int) -> Said:
    """Ask once more whether the two have spoken, as after the *count*-th try."""
    bridge = _last(case, count)
    if bridge is not None and bridge.outcome is Outcome.BUSY:
        return after(case, bridge, turn)
    return case.says(words.talked(turn), count)


def still_theirs(case: Case, count: int | None, turn: int) -> Said | None:
    """Say once more why the two were not joined; ``None`` where no try came to that."""
    bridge = _last(case, count) if count else None
    if bridge is None or bridge.talked or bridge.outcome is Outcome.BUSY:
        return None
    return after(case, bridge, turn)


def not_theirs(case: Case, bridge: Attempt | None = None, turn: int = 1) -> Said:
    """Say to an officer who had it what has become of it; *bridge* is over just now, if any."""
    escalation = case.escalation
    had = escalation.holder is not None and escalation.holder.person == case.person
    spoken = bridge is not None and bridge.talked
    if had and joining.to_be_checked(escalation) and not spoken:
        raiser = escalation.raiser
        why = bridge.outcome if bridge is not None and bridge.joined_at is None else None
        return case.says(words.called_off(raiser.name, raiser.phone, why=why, turn=turn))
    if escalation.state.closed:
        return case.says(words.over_already())
    if escalation.holder is not None and not case.theirs:
        return case.says(words.taken_already(escalation.holder.first_name))
    return case.says(words.handed_back())


def _last(case: Case, count: int) -> Attempt | None:
    tried = bridges(case.escalation)
    return tried[count - 1] if 0 < count <= len(tried) else None


# On the colleague's phone.


def colleague_answered(desk: Desk, bridge_id: str, sid: str, turn: int = 1) -> Script:
    """Ask whoever, or whatever, picks up for a key. Nothing is joined without one."""
    told = CarrierCall(sid=sid, status=CallStatus.IN_PROGRESS)
    now = desk.clock.now()
    try:
        with desk.book.writing() as page:
            escalation, bridge = _bridge(page, bridge_id)
            if escalation is None or bridge is None:
                return words.colleague_over()
            change = call_moved(escalation, bridge_id, told, now) if sid else Change(escalation)
            page.save(change.escalation, change.events)
    except Outage:
        return words.colleague_over()
    return _to_colleague(change.escalation, bridge, turn)


def colleague_pressed(desk: Desk, bridge_id: str, key: str, turn: int) -> Script | None:
    """Join the two by key 1: ``None`` says nothing more, which joins them."""
    if key != "1":
        return colleague_answered(desk, bridge_id, "", turn + 1)
    try:
        return _join(desk, bridge_id)
    except BookUncertain:
        return _join_anyway(desk, bridge_id)
    except Outage:
        # Both are on the line. That they speak is worth more than that we know of it.
        return None


def _join_anyway(desk: Desk, bridge_id: str) -> Script | None:
    try:
        return _join(desk, bridge_id)
    except Outage:
        return None


def _join(desk: Desk, bridge_id: str) -> Script | None:
    with desk.book.writing() as page:
        escalation, bridge = _bridge(page, bridge_id)
        if escalation is None or bridge is None or not _wanted(escalation, bridge):
            return words.colleague_over()
        change = joining.join(escalation, bridge_id, desk.clock.now())
        page.save(change.escalation, change.events)
    desk.bell.ring(escalation.id)
    return None


def _to_colleague(escalation: Escalation, bridge: Attempt, turn: int) -> Script:
    if turn > words.TURNS:
        return Script()
    if escalation.holder is None or not _wanted(escalation, bridge):
        return words.colleague_over()
    script = words.colleague_opening(escalation.holder.first_name, turn=turn)
    return words.practised(script) if escalation.drill else script


def _bridge(page: Page, bridge_id: str) -> tuple[Escalation | None, Attempt | None]:
    escalation = page.of_attempt(bridge_id)
    bridge = escalation.attempt(bridge_id) if escalation else None
    if bridge is None or bridge.purpose is not Purpose.PUT_THROUGH:
        return None, None
    return escalation, bridge


def _wanted(escalation: Escalation, bridge: Attempt) -> bool:
    """Whether the officer who asked for it is still to speak with the colleague.

    Also where it was called off meanwhile: then they are to check by voice that this was meant.
    """
    if not bridge.live or escalation.holder is None or escalation.holder.at > bridge.intended_at:
        return False
    return escalation.state in (State.ACKNOWLEDGED, State.CANCELLED)
