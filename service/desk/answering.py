"""What a call says, and what a key on it does. First the book, then the words."""

from service.desk import Desk, acting
from service.desk.acting import Step
from service.domain import words
from service.domain.attempt import Attempt, CallStatus, CarrierCall
from service.domain.escalation import Escalation
from service.domain.ladder import Channel
from service.domain.progress import call_moved
from service.domain.refusals import AlreadyTaken, NotFound, NotFromHere, NotYours
from service.domain.timetable import wrong_numbers
from service.domain.words import Script
from service.ports import BookUncertain, Outage


def answered(desk: Desk, attempt_id: str, sid: str) -> Script:
    """Say what the book says now; *sid* is the carrier's id of the call that was answered.

    A call that is answered after somebody else has taken it says so.
    """
    try:
        with desk.book.writing() as page:
            escalation = page.of_attempt(attempt_id)
            if escalation is None:
                return words.nothing_known()
            told = CarrierCall(sid=sid, status=CallStatus.IN_PROGRESS)
            change = call_moved(escalation, attempt_id, told, desk.clock.now())
            page.save(change.escalation, change.events)
    except Outage:
        return words.not_possible_now()
    return _opening(change.escalation, attempt_id, turn=1)


def menu_again(desk: Desk, attempt_id: str, turn: int) -> Script:
    """Say the menu once more after silence; after the last turn the call just ends."""
    if turn > words.TURNS:
        return Script()
    try:
        with desk.book.reading() as page:
            escalation = page.of_attempt(attempt_id)
    except Outage:
        return words.not_possible_now()
    return _opening(escalation, attempt_id, turn=turn) if escalation else words.nothing_known()


def pressed(desk: Desk, attempt_id: str, key: str, turn: int) -> Script:
    """Do what *key* asks, then say what was done. A key that means nothing repeats the menu."""
    try:
        with desk.book.reading() as page:
            escalation = page.of_attempt(attempt_id)
        attempt = escalation.attempt(attempt_id) if escalation else None
        if escalation is None or attempt is None or attempt.person is None:
            return words.nothing_known()
        return _did_for_certain(desk, escalation, attempt, key, turn)
    except Outage:
        return words.not_possible_now()


def _did_for_certain(
    desk: Desk, escalation: Escalation, attempt: Attempt, key: str, turn: int
) -> Script:
    """Do it, and once more where the book's answer was lost: a key that came twice counts once."""
    try:
        return _did(desk, escalation, attempt, key, turn)
    except BookUncertain:
        try:
            return _did(desk, escalation, attempt, key, turn)
        except Outage:
            return words.not_certain()


def _did(desk: Desk, escalation: Escalation, attempt: Attempt, key: str, turn: int) -> Script:
    step = Step(
        escalation=escalation.id,
        person=attempt.person or "",
        channel=Channel.CALL,
        attempt=attempt.id,
    )
    if attempt.phone in wrong_numbers(escalation):
        return words.wrong_person()
    if key == "*":
        return _opening(escalation, attempt.id, turn=turn)
    if key not in _KEYS:
        return menu_again(desk, attempt.id, turn + 1)
    try:
        return _KEYS[key](desk, step)
    except AlreadyTaken as second:
        return words.taken_already(str(second.facts["name"]))
    except (NotFound, NotFromHere, NotYours):
        return _opening(_now(desk, escalation), attempt.id, turn=turn)


def _take(desk: Desk, step: Step) -> Script:
    return _yours(acting.acknowledge(desk, step))


def _pass_on(desk: Desk, step: Step) -> Script:
    acting.pass_on(desk, step)
    return words.passed_on()


def _wrong_person(desk: Desk, step: Step) -> Script:
    acting.wrong_person(desk, step)
    return words.wrong_person()


_KEYS = {"1": _take, "2": _pass_on, "3": _wrong_person}


def _now(desk: Desk, escalation: Escalation) -> Escalation:
    with desk.book.reading() as page:
        return page.escalation(escalation.id) or escalation


def _opening(escalation: Escalation, attempt_id: str, *, turn: int) -> Script:
    """Choose the words by what is committed."""
    attempt = escalation.attempt(attempt_id)
    if attempt is None:
        return words.nothing_known()
    if attempt.phone in wrong_numbers(escalation):
        return words.wrong_person()
    if escalation.state.closed:
        return words.over_already()
    if escalation.holder is None:
        first_name = attempt.name.split(maxsplit=1)[0]
        return words.opening(escalation.organisation, first_name, turn=turn)
    if escalation.holder.person == attempt.person:
        return _yours(escalation)
    return words.taken_already(escalation.holder.first_name)


def _yours(escalation: Escalation) -> Script:
    raiser, holder = escalation.raiser, escalation.holder
    name = holder.first_name if holder else ""
    script = words.taken_by_you(name, raiser.name, raiser.phone)
    return Script(said=(*script.said, *script.menu))
