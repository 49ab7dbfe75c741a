"""What must hold after every step, whatever was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from machine.side import Side

from service.domain.attempt import AttemptState, CallStatus, Purpose
from service.domain.escalation import Escalation, State
from service.domain.events import Event, Kind
from service.domain.timetable import SLOWEST

Escalations = Mapping[str, Escalation]
Histories = Mapping[str, Sequence[Event]]

_ORDER = list(AttemptState)
#: What a line of the history makes of the state before it.
_BECOMES = {
    Kind.ACKNOWLEDGED: State.ACKNOWLEDGED,
    Kind.HANDED_BACK: State.OPEN,
    Kind.RESUMED: State.OPEN,
    Kind.SPOKEN: State.SPOKEN,
    Kind.CANCELLED: State.CANCELLED,
}


def something_will_be_done(found: Escalations, now: datetime) -> None:
    """Nothing that is open, or under way, waits for nobody."""
    for one in found.values():
        waits = [
            attempt.due_at
            for attempt in one.attempts
            if attempt.live and attempt.state is not AttemptState.PLACED
        ]
        waits += [attempt.due_at for attempt in one.attempts if attempt.live and attempt.calls]
        assert None not in waits
        hang_ups = [
            call.hang_up_at
            for attempt in one.attempts
            for call in attempt.calls
            if call.hang_up_at and not call.status.final
        ]
        soonest = min([at for at in (*waits, *hang_ups) if at], default=None)
        if soonest is not None:
            assert one.due_at is not None
            late = [each for each in one.attempts if each.live and each.due_at == soonest]
            assert one.due_at <= max(soonest, now), f"looked at {one.due_at}, too late for {late}"
        if one.state is State.OPEN:
            assert one.due_at is not None
            assert one.due_at <= now + SLOWEST + timedelta(seconds=1)


def the_history_tells_the_state(found: Escalations, told: Histories) -> None:
    """One holder at a time, and nothing happened that is not written down."""
    for one in found.values():
        state, holder = State.OPEN, None
        assert told[one.id][0].kind is Kind.RAISED
        for event in told[one.id]:
            if event.kind is Kind.ACKNOWLEDGED:
                assert state is State.OPEN, "two have it"
                holder = event.name
            assert not (state.closed and event.kind in _BECOMES), "it was closed already"
            state = _BECOMES.get(event.kind, state)
            holder = holder if state is not State.OPEN else None
        assert state is one.state
        assert holder == (one.holder.name if one.holder else None)


def nothing_goes_back(before: Escalations, after: Escalations) -> None:
    for identity, was in before.items():
        one = after[identity]
        assert one.version >= was.version
        assert not was.state.closed or one.state is was.state
        for attempt in was.attempts:
            now = one.attempt(attempt.id)
            assert now is not None
            assert now.fence >= attempt.fence
            if now.purpose is Purpose.OFFER or attempt.state is not AttemptState.DIALLING:
                assert _ORDER.index(now.state) >= _ORDER.index(attempt.state)
            for call in attempt.calls:
                assert now.call(call.sid).status.rank >= call.status.rank


def nobody_is_asked_once_it_is_taken(before: Escalations, after: Escalations) -> None:
    """One step does one thing, so a try that began in it began after what stood before it.

    Where ringing resumed within the step, a new climb began; the old one stays as it was.
    """
    for identity, was in before.items():
        if was.state is State.OPEN:
            continue
        dialled = {one.id for one in was.offers() if one.dialled_at}
        here = [one for one in after[identity].offers() if one.climb <= was.climb.number]
        fresh = {one.id for one in here if one.dialled_at} - dialled
        assert not fresh, "rung after it was taken"


def no_phone_rings_twice(found: Escalations, side: Side) -> None:
    """Neither one try twice, nor one phone by two calls, but where an answer was lost."""
    attempts = {one.id: one for escalation in found.values() for one in escalation.attempts}
    ringing: dict[str, list[str]] = {}
    for call in side.carrier.calls.values():
        lost = [one for one in side.carrier.lost if one.id == call.attempt.id]
        assert side.carrier.placed_for(call.attempt.id) <= 1 + len(lost)
        attempt = attempts[call.attempt.id]
        if attempt.live and not call.status.final and not side.carrier.was_lost(attempt.phone):
            ringing.setdefault(attempt.phone.e164, []).append(call.sid)
    assert all(len(calls) == 1 for calls in ringing.values()), "two calls to one phone"


def nothing_rings_on(found: Escalations, side: Side) -> None:
    """Once all is done that was due, no phone rings for what is taken or closed."""
    states = {one.id: one for one in found.values()}
    owner = {one.id: states[e.id] for e in found.values() for one in e.attempts}
    for call in side.carrier.calls.values():
        if owner[call.attempt.id].state is not State.OPEN:
            assert call.status.final or call.status is CallStatus.IN_PROGRESS
