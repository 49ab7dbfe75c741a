"""What makes ringing go on after somebody had it. Pure, like ``changes``."""

from dataclasses import replace
from datetime import datetime

from service.domain.attempt import Attempt, AttemptState, Outcome, Purpose
from service.domain.catalogue import N_
from service.domain.changes import Act, Change, latest_offer, with_notices, without_notices
from service.domain.escalation import Climb, Escalation, Happening, Holder, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel, Rung
from service.domain.notices import Addressee, NewId, notice, raiser_of, takes_texts
from service.domain.refusals import NotFromHere


def hand_back(escalation: Escalation, act: Act, new_id: NewId) -> Change:
    """Let the officer who has it give it back; ringing goes on at the next person.

    Raises:
        NotFromHere: nobody has it, or it is closed.
    """
    state = escalation.become(Happening.HANDED_BACK)
    name = escalation.holder.name if escalation.holder else ""
    event = Event(act.at, Kind.HANDED_BACK, name, act.channel)
    gone_on = _go_on(_resting(escalation, act, new_id), state, act.at)
    return Change(
        with_notices(gone_on, _to_raiser(gone_on, Purpose.HANDED_BACK, act.at, new_id)), (event,)
    )


def ring_again(
    escalation: Escalation, act: Act, tonight: tuple[Rung, ...], new_id: NewId
) -> Change:
    """Ring again: from open the ladder from its top, as *tonight*'s; else at the next person.

    *tonight* holds only people who were chosen at the press; where it is empty, the
    ladder as copied is climbed again.

    Raises:
        NotFromHere: it is closed, or a practice: that is one round.
    """
    if escalation.drill:
        raise NotFromHere(
            N_("That cannot be done now: the call-out is a practice, which is one round and ends.")
        )
    state = escalation.become(Happening.RUNG_AGAIN)
    event = Event(act.at, Kind.RESUMED, channel=act.channel)
    if escalation.state is State.ACKNOWLEDGED:
        return Change(_taken_from(escalation, state, act.at, new_id), (event,))
    rungs = tonight if any(not rung.empty for rung in tonight) else escalation.rungs
    climb = Climb(started_at=act.at, number=escalation.climb.number + 1)
    before = (*escalation.earlier_rungs, *escalation.rungs)
    changed = replace(escalation, state=state, rungs=rungs, earlier_rungs=before, climb=climb)
    return Change(replace(changed, due_at=act.at), (event,))


def resume(escalation: Escalation, at: datetime, new_id: NewId) -> Change:
    """Ring the next person, since nobody has said in time that the two have spoken.

    Raises:
        NotFromHere: nobody has it, or it is closed.
    """
    state = escalation.become(Happening.RESUMED)
    return Change(_taken_from(escalation, state, at, new_id), (Event(at, Kind.RESUMED),))


def _taken_from(escalation: Escalation, state: State, at: datetime, new_id: NewId) -> Escalation:
    """Climb on, and tell both: whoever had it may still ring, and still confirm."""
    gone_on = _go_on(escalation, state, at)
    notices = _to_raiser(gone_on, Purpose.RINGING_AGAIN, at, new_id)
    holder = escalation.holder
    if holder is not None and takes_texts(escalation, holder.person):
        to = Addressee(holder.person, holder.name, holder.phone)
        notices.append(notice(gone_on, Purpose.RESUMED, to, at, new_id))
    return with_notices(gone_on, notices)


def _to_raiser(
    escalation: Escalation, purpose: Purpose, at: datetime, new_id: NewId
) -> list[Attempt]:
    if not escalation.raiser.texts:
        return []
    return [notice(escalation, purpose, raiser_of(escalation), at, new_id)]


def _go_on(escalation: Escalation, state: State, at: datetime) -> Escalation:
    """Climb on at the person after the one who had it; they may still confirm."""
    holder = escalation.holder
    climb = Climb(
        started_at=at,
        number=escalation.climb.number + 1,
        first=_after(escalation.rungs, holder),
    )
    earlier = (*escalation.earlier, holder) if holder else escalation.earlier
    before = (*escalation.earlier_rungs, *escalation.rungs)
    changed = replace(escalation, state=state, climb=climb, holder=None, due_at=at)
    changed = replace(changed, earlier=earlier, earlier_rungs=before)
    return without_notices(changed, at)


def _after(rungs: tuple[Rung, ...], holder: Holder | None) -> int:
    """Return the place after the last on which *holder* stands; the top where there is none."""
    places = [index for index, rung in enumerate(rungs) if holder and rung.person == holder.person]
    return max(places, default=-1) + 1


def _resting(escalation: Escalation, act: Act, new_id: NewId) -> Escalation:
    """Let whoever hands it back rest, as after passing it on."""
    latest = escalation.attempt(latest_offer(escalation, act.person) or "")
    latest = latest or _never_tried(escalation, act, new_id)
    if latest is None:
        return escalation
    return escalation.with_attempt(
        replace(latest, outcome=Outcome.PASSED_ON, ended_at=act.at).quiet(act.at)
    )


def _never_tried(escalation: Escalation, act: Act, new_id: NewId) -> Attempt | None:
    """Return a try to rest upon for whoever took it by page before they were rung."""
    holder, rung = escalation.holder, escalation.officer(act.person)
    if holder is None or rung is None:
        return None
    return Attempt(
        id=new_id(),
        purpose=Purpose.OFFER,
        channel=Channel.CALL,
        person=rung.person,
        name=rung.name,
        phone=holder.phone,
        climb=escalation.climb.number,
        round=escalation.climb.round,
        state=AttemptState.ENDED,
        intended_at=act.at,
    )
