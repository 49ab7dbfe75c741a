"""Calls that come in to our number.

Caller ID can be forged, so nothing is taken on a call that came in: whoever has something
to take is rung back at once, on the number that the rota has.
"""

from dataclasses import replace
from datetime import datetime

from service.desk import Desk
from service.desk.acting import new_id
from service.domain import words
from service.domain.attempt import Attempt, Purpose
from service.domain.directory import first_open
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber, Role
from service.domain.rota import Rota
from service.domain.timetable import wrong_numbers
from service.domain.words import Script
from service.ports import Outage, Page

#: As long as a first call rings: they hold the phone in their hand.
RING_SECONDS = 22


def rang(desk: Desk, caller: PhoneNumber | None, *, turn: int = 1) -> Script:
    """Say to a caller what the book says: a way back, nothing waiting, or who this is."""
    try:
        with desk.book.writing() as page:
            rota = page.rota()
            waiting = _waiting(page, caller)
            concerned = caller is not None and bool(page.at_number(caller))
    except Outage:
        return words.not_started_now()
    if waiting is not None and caller is not None:
        if turn > words.TURNS:
            return Script()
        name = _offered(waiting, caller).name.split(maxsplit=1)[0]
        return words.ring_back_offer(waiting.organisation, name, turn=turn)
    officers = {one.phone for one in rota.with_role(Role.OFFICER)}
    if caller in officers and not concerned:
        return words.nothing_open(rota.organisation, _line(desk, rota))
    return words.stranger(rota.organisation, _line(desk, rota))


def ring_back(desk: Desk, caller: PhoneNumber | None, key: str, turn: int) -> Script:
    """Ring the registered number back if they pressed 1; any other key repeats the offer."""
    if key != "1" or caller is None:
        return rang(desk, caller, turn=turn + 1)
    now = desk.clock.now()
    try:
        with desk.book.writing() as page:
            waiting = _waiting(page, caller)
            if waiting is None:
                return rang_for_nothing(desk, page.rota())
            page.save(_with_ring_back(waiting, caller, now))
    except Outage:
        return words.not_started_now()
    desk.bell.ring(waiting.id)
    return words.ringing_back()


def rang_for_nothing(desk: Desk, rota: Rota) -> Script:
    """Say that what was waiting is not any more."""
    return words.nothing_open(rota.organisation, _line(desk, rota))


def _waiting(page: Page, caller: PhoneNumber | None) -> Escalation | None:
    """Return the oldest open escalation that was offered to this number."""
    if caller is None:
        return None
    for escalation in page.at_number(caller):
        offered = any(one.phone == caller for one in escalation.offers())
        wrong = caller in wrong_numbers(escalation)
        if escalation.state is State.OPEN and offered and not wrong:
            return escalation
    return None


def _offered(escalation: Escalation, caller: PhoneNumber) -> Attempt:
    return next(one for one in escalation.offers() if one.phone == caller)


def _with_ring_back(escalation: Escalation, caller: PhoneNumber, now: datetime) -> Escalation:
    """Add the call back, unless one is on its way already."""
    if any(
        one.live and one.phone == caller and one.purpose is Purpose.RING_BACK
        for one in escalation.attempts
    ):
        return escalation
    offered = _offered(escalation, caller)
    attempt = Attempt(
        id=new_id(),
        purpose=Purpose.RING_BACK,
        channel=Channel.CALL,
        person=offered.person,
        name=offered.name,
        phone=offered.phone,
        ring_seconds=RING_SECONDS,
        intended_at=now,
        due_at=now,
    )
    return replace(escalation.with_attempt(attempt), due_at=now)


def _line(desk: Desk, rota: Rota) -> tuple[str, str] | None:
    """Return the first outside line that is open now: its name, and its digits to be spoken."""
    line = first_open(rota.directory, rota.local(desk.clock.now()))
    if line is None:
        return None
    return line.name, words.digits(PhoneNumber(line.dial))
