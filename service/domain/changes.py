"""What a person's deliberate act changes. Pure: each takes an escalation and gives a new one.

What makes ringing go on after somebody had it stands in ``resuming``, what joins the two
in ``joining``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from service.domain.attempt import Attempt, AttemptState, Outcome, Purpose
from service.domain.escalation import Escalation, Happening, Holder, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel, Rung
from service.domain.notices import (
    Addressee,
    NewId,
    known,
    notice,
    officer_on,
    others_tried,
    raiser_of,
    takes_texts,
)
from service.domain.refusals import AlreadyTaken
from service.domain.timetable import wrong_numbers


@dataclass(frozen=True, slots=True)
class Change:
    """An escalation as it becomes, and the history of it, to be written together."""

    escalation: Escalation
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who acts, how and when; ``attempt`` is the call or text that they answer, if any."""

    person: str
    at: datetime
    channel: Channel
    attempt: str | None = None


def acknowledge(escalation: Escalation, act: Act, new_id: NewId) -> Change:
    """Let an officer take it, stand the others down, and tell both what they need.

    Raises:
        AlreadyTaken: somebody else has it.
        NotFromHere: it is closed.
    """
    holder = escalation.holder
    if holder is not None and holder.person == act.person and not escalation.state.closed:
        return Change(escalation)
    if holder is not None and holder.person != act.person:
        raise AlreadyTaken(name=holder.first_name)
    state = escalation.become(Happening.ACKNOWLEDGED)
    rung = _rung_of(escalation, act.person)
    taken = Holder(
        person=act.person, name=rung.name, phone=known(rung.phone), at=act.at, channel=act.channel
    )
    ended = _end_offers(escalation, act, Outcome.ACKNOWLEDGED)
    changed = replace(ended.escalation, state=state, holder=taken, due_at=act.at)
    changed = without_notices(changed, act.at)
    notices = [
        notice(changed, Purpose.STOOD_DOWN, at, act.at, new_id) for at in others_tried(changed)
    ]
    # Who has just texted us takes texts, whatever the rota says.
    if takes_texts(changed, act.person) or act.channel is Channel.TEXT:
        notices.append(notice(changed, Purpose.DETAILS, officer_on(rung), act.at, new_id))
    if changed.raiser.texts:
        notices.append(notice(changed, Purpose.TAKEN, raiser_of(changed), act.at, new_id))
    event = Event(act.at, Kind.ACKNOWLEDGED, rung.name, act.channel)
    return Change(with_notices(changed, notices), (*ended.events, event))


def pass_on(escalation: Escalation, act: Act) -> Change:
    """Let an officer pass it on; whoever has it already is not bothered.

    Raises:
        AlreadyTaken: somebody else has it.
        NotFromHere: it is closed, or they have it: then it is handed back, not passed on.
    """
    holder = escalation.holder
    if holder is not None and holder.person != act.person:
        raise AlreadyTaken(name=holder.first_name)
    if escalation.state is not State.OPEN:
        escalation.become(Happening.ACKNOWLEDGED)  # Refuses, in the words for that state.
    return _declined(escalation, act, Outcome.PASSED_ON)


def wrong_person(escalation: Escalation, act: Act) -> Change:
    """Never ring or text this number again for this escalation, whoever has it by now.

    Who took it by page has it still: only the phone is not theirs.
    """
    change = _declined(escalation, act, Outcome.WRONG_PERSON)
    changed, wrong = change.escalation, wrong_numbers(change.escalation)
    for one in changed.attempts:
        to_officer = one.purpose.tells and one.person != escalation.raiser.person
        if one.live and to_officer and one.phone in wrong:
            # It would tell a stranger whom to ring.
            changed = changed.with_attempt(one.end(Outcome.WITHDRAWN, act.at))
    return replace(change, escalation=changed)


def confirm_spoken(escalation: Escalation, act: Act, new_id: NewId) -> Change:
    """Let either of the two say that they have talked. Again is no error.

    Raises:
        NotFromHere: it was cancelled.
    """
    if escalation.state is State.SPOKEN:
        return Change(escalation)
    state = escalation.become(Happening.SPOKEN)
    ended = _end_offers(escalation, act, Outcome.WITHDRAWN)
    changed = replace(ended.escalation, state=state, closed_at=act.at, due_at=act.at)
    changed = without_notices(changed, act.at)
    # Also where somebody had it: the word that they may rest may not have gone out yet.
    told = others_tried(changed, besides=act.person)
    notices = [notice(changed, Purpose.STOOD_DOWN, one, act.at, new_id) for one in told]
    event = Event(act.at, Kind.SPOKEN, channel=act.channel)
    return Change(with_notices(changed, notices), (*ended.events, event))


def cancel(escalation: Escalation, act: Act, new_id: NewId) -> Change:
    """Let the raiser call it off; everybody who was tried is told. Again is no error.

    Raises:
        NotFromHere: the two have spoken.
    """
    if escalation.state is State.CANCELLED:
        return Change(escalation)
    state = escalation.become(Happening.CANCELLED)
    ended = _end_offers(escalation, act, Outcome.WITHDRAWN)
    changed = replace(ended.escalation, state=state, closed_at=act.at, due_at=act.at)
    changed = without_notices(changed, act.at)
    told = list(others_tried(changed))
    if changed.holder and takes_texts(changed, changed.holder.person):
        holder = changed.holder
        told.append(Addressee(holder.person, holder.name, holder.phone))
    notices = [notice(changed, Purpose.CANCELLED, one, act.at, new_id) for one in told]
    event = Event(act.at, Kind.CANCELLED, channel=act.channel)
    return Change(with_notices(changed, notices), (*ended.events, event))


def end_drill(escalation: Escalation, at: datetime, new_id: NewId) -> Change:
    """Let a practice end by itself with all its calls, and tell whoever was tried.

    Raises:
        NotFromHere: it is closed.
    """
    nobody = Act(person="", at=at, channel=Channel.PAGE)
    state = escalation.become(Happening.ENDED)
    ended = _end_offers(escalation, nobody, Outcome.WITHDRAWN)
    cut = _cut_calls(ended.escalation, at)
    changed = replace(cut.escalation, state=state, closed_at=at)
    changed = without_notices(changed, at)
    told = others_tried(changed) if changed.holder is None else ()
    notices = [notice(changed, Purpose.STOOD_DOWN, one, at, new_id) for one in told]
    events = (*ended.events, *cut.events, Event(at, Kind.CANCELLED))
    return Change(with_notices(changed, notices), events)


def give_way(escalation: Escalation, at: datetime, new_id: NewId) -> Change:
    """Have a practice free every phone at once: something real needs them.

    One that nobody has ends. One that somebody has loses its calls only, and ends in its own
    time: how it goes on must not tell anybody why.
    """
    match escalation.state:
        case State.OPEN:
            return end_drill(escalation, at, new_id)
        case State.ACKNOWLEDGED:
            return _cut_calls(escalation, at)
        case State.SPOKEN | State.CANCELLED:
            return Change(escalation)
        case _:
            assert_never(escalation.state)


# The parts that these share.


def _rung_of(escalation: Escalation, person: str) -> Rung:
    """Return where *person* stands, now or in an earlier climb, with a number to it."""
    rung = escalation.officer(person)
    if rung is None:
        msg = "only who is listed may act"
        raise LookupError(msg)
    return rung


def _declined(escalation: Escalation, act: Act, outcome: Outcome) -> Change:
    if act.attempt is None:
        act = replace(act, attempt=latest_offer(escalation, act.person))
    changed, events = escalation, []
    for attempt in escalation.offers():
        if attempt.id == act.attempt and attempt.outcome is outcome:
            continue  # The same key came twice.
        if attempt.id == act.attempt:
            done = replace(attempt, state=AttemptState.ENDED, outcome=outcome, failure=None)
            done = replace(done, ended_at=act.at, due_at=None).quiet(act.at)
            changed = changed.with_attempt(done)
            events.append(ending(done, act.at))
        elif attempt.person == act.person:
            changed = changed.with_attempt(_withdraw(attempt, act.at))
    if changed == escalation:
        return Change(escalation)
    return Change(replace(changed, due_at=act.at), tuple(events))


def latest_offer(escalation: Escalation, person: str) -> str | None:
    """Return the id of the latest call or text that asked *person* to take it."""
    mine = [one.id for one in escalation.offers() if one.person == person]
    return mine[-1] if mine else None


def _end_offers(escalation: Escalation, act: Act, outcome: Outcome) -> Change:
    """End what still asks somebody: the answered one with *outcome*, the others withdrawn.

    A call that somebody else has answered goes on: they hear who has it at their next key.
    """
    changed, events = escalation, []
    for attempt in escalation.offers():
        if not attempt.live:
            # Over for us, yet it may ring: a word that it had begun came late, or was lost.
            changed = changed.with_attempt(attempt.quiet(act.at))
            continue
        if attempt.id == act.attempt:
            # Whoever answers a call by a text need not pick it up any more.
            done = attempt.end(outcome, act.at).quiet(act.at)
        elif attempt.channel is Channel.CALL and attempt.answered and not _over(attempt):
            continue
        else:
            done = _withdraw(attempt, act.at)
        changed = changed.with_attempt(done)
        if done.channel is Channel.CALL and done.dialled_at:
            events.append(ending(done, act.at))
    return Change(changed, tuple(events))


def _cut_calls(escalation: Escalation, at: datetime) -> Change:
    """Let no call go on: also none that somebody listens to, or on which the two talk."""
    changed, events = replace(escalation, due_at=at), []
    for attempt in escalation.attempts:
        if attempt.channel is not Channel.CALL:
            continue
        cut = attempt.end(Outcome.WITHDRAWN, at).cut_off(at)
        changed = changed.with_attempt(cut)
        if attempt.live and attempt.purpose.asks and attempt.dialled_at:
            events.append(ending(cut, at))
    return Change(changed, tuple(events))


def _withdraw(attempt: Attempt, at: datetime) -> Attempt:
    """Return it ended by us, its calls to be hung up."""
    return attempt.end(Outcome.WITHDRAWN, at).quiet(at)


def without_notices(escalation: Escalation, at: datetime) -> Escalation:
    """End the notices that are still to be sent: what they would say holds no longer."""
    for attempt in escalation.attempts:
        if attempt.live and attempt.purpose.tells:
            escalation = escalation.with_attempt(attempt.end(Outcome.WITHDRAWN, at))
    return escalation


def _over(attempt: Attempt) -> bool:
    return all(call.status.final for call in attempt.calls)


def ending(attempt: Attempt, at: datetime) -> Event:
    """Return the line of the history that says what came of *attempt*."""
    return Event(at, Kind.ENDED, attempt.name, attempt.channel, attempt.outcome, attempt.id)


def with_notices(escalation: Escalation, notices: Iterable[Attempt]) -> Escalation:
    """Return it with the intents of *notices* added."""
    return replace(escalation, attempts=(*escalation.attempts, *notices))
