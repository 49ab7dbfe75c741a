"""Several people on one phone: one ring names them all. Pure, like ``changes``."""

from dataclasses import replace
from datetime import datetime

from service.domain.attempt import Attempt, AttemptState, Outcome
from service.domain.changes import Act, Change, ending, pass_on
from service.domain.escalation import Escalation
from service.domain.ladder import Rung
from service.domain.notices import NewId
from service.domain.people import PhoneNumber
from service.domain.timetable import unwilling, wrong_numbers


def at_phone(escalation: Escalation, phone: PhoneNumber) -> tuple[Rung, ...]:
    """Return everybody of its list whom *phone* reaches, each once.

    Whoever comes later stands further back, so that a place in it keeps its meaning.
    """
    every = (*escalation.earlier_rungs, *escalation.rungs)
    return tuple({rung.person: rung for rung in every if rung.phone == phone}.values())


def asked_at(
    escalation: Escalation, phone: PhoneNumber, now: datetime, *, rung_for: str | None = None
) -> tuple[int, ...]:
    """Return the places in ``at_phone`` of whoever is offered it on a call to *phone*.

    Not who rests after passing it on; but always *rung_for*, for whom this very call was made,
    and who hears at their key what they have taken elsewhere meanwhile.
    """
    if escalation.state.closed or phone in wrong_numbers(escalation):
        return ()
    here = tuple(enumerate(at_phone(escalation, phone)))
    if escalation.holder is not None:
        own = escalation.holder.person == rung_for
        return tuple(nth for nth, rung in here if own and rung.person == rung_for)
    return tuple(
        nth for nth, rung in here if rung.person == rung_for or not unwilling(escalation, rung, now)
    )


def answered_by(escalation: Escalation, rung: Rung, call: Attempt) -> str | None:
    """Return the id of the attempt that *rung*'s person answers by a key on *call*."""
    if call.person == rung.person and escalation.attempt(call.id) is not None:
        return call.id
    theirs = [
        one.id
        for one in escalation.offers()
        if one.person == rung.person and one.phone == call.phone
    ]
    return theirs[-1] if theirs else None


def pass_on_together(
    escalation: Escalation, act: Act, rung: Rung, call: Attempt, new_id: NewId
) -> Change:
    """Let *rung*'s person pass it on who was named on somebody else's *call*.

    They get an attempt of their own to rest upon, which never rang: else their turn would
    ring the same phone again at once.

    Raises:
        AlreadyTaken, NotFromHere: as ``pass_on``.
    """
    if answered_by(escalation, rung, call) is not None:
        return pass_on(escalation, act)
    change = pass_on(escalation, act)
    own = replace(
        call,
        id=new_id(),
        person=rung.person,
        name=rung.name,
        climb=escalation.climb.number,
        round=escalation.climb.round,
        rung=_place(escalation, rung),
        everyone=False,
        state=AttemptState.ENDED,
        outcome=Outcome.PASSED_ON,
        failure=None,
        intended_at=act.at,
        dialled_at=None,
        ended_at=act.at,
        due_at=None,
        in_line_since=None,
        fence=0,
        calls=(),
    )
    event = ending(own, act.at)
    return Change(change.escalation.with_attempt(own), (*change.events, event))


def _place(escalation: Escalation, rung: Rung) -> int:
    places = [index for index, one in enumerate(escalation.rungs) if one.person == rung.person]
    return places[0] if places else -1
