"""Calls that come in to our number.

Caller ID can be forged, so nothing is taken on a call that came in: whoever has something
to take is rung back at once, on the number that the rota has. What a colleague may do is in
``raising_by_call``.
"""

from dataclasses import replace
from datetime import datetime

from service.desk import Desk, raising_by_call
from service.desk.acting import new_id
from service.desk.raising_by_call import Caller, spoken_line
from service.domain import words
from service.domain.attempt import Attempt, Purpose
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import Rota
from service.domain.timetable import wrong_numbers
from service.domain.words import Menu, Script
from service.ports import Outage, Page

#: As long as a first call rings: they hold the phone in their hand.
RING_SECONDS = 22


def rang(
    desk: Desk, caller: PhoneNumber | None, *, turn: int = 1, asked: Menu = Menu.OPENING
) -> Script:
    """Say to a caller what the book says: a way back, how theirs stands, or who this is.

    *asked* is the menu that they have heard, where it is said once more.
    """
    if turn > words.TURNS:
        return Script()
    try:
        with desk.book.reading() as page:
            rota = page.rota()
            waiting = _waiting(page, caller) if asked is Menu.OPENING else None
            concerned = caller is not None and bool(page.at_number(caller))
        colleague = _colleague(rota, caller)
        if waiting is not None and caller is not None:
            return _offer(waiting, caller, turn=turn, staff=colleague is not None)
        if colleague is not None:
            return raising_by_call.heard(desk, Caller(rota=rota, person=colleague, turn=turn))
    except Outage:
        return words.not_started_now()
    officers = {one.phone for one in rota.with_role(Role.OFFICER)}
    if caller not in officers:
        say = words.stranger
    else:
        say = words.already_asked if concerned else words.nothing_open
    return say(rota.organisation, spoken_line(desk, rota))


def pressed(  # noqa: PLR0913 - what the carrier tells of a key has so many parts
    desk: Desk, caller: PhoneNumber | None, key: str, turn: int, *, asked: Menu, call: str = ""
) -> Script:
    """Do what *key* asks in the menu *asked*; a key that means nothing there repeats it.

    *call* names the call, so that a key that the carrier tells of twice counts once.
    """
    if asked is Menu.OPENING:
        return ring_back(desk, caller, key, turn)
    try:
        with desk.book.reading() as page:
            rota = page.rota()
        person = _colleague(rota, caller)
        if person is not None:
            colleague = Caller(rota=rota, person=person, call=call, turn=turn)
            said = raising_by_call.pressed(desk, colleague, asked, key)
            if said is not None:
                return said
    except Outage:
        return words.not_started_now()
    return rang(desk, caller, turn=turn + 1, asked=asked)


def ring_back(desk: Desk, caller: PhoneNumber | None, key: str, turn: int) -> Script:
    """Ring the registered number back if they pressed 1; a colleague who pressed 2 may raise.

    Any other key repeats the offer.
    """
    if key == "2":
        return _for_themselves(desk, caller, turn)
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
    return _marked(waiting, words.ringing_back())


def rang_for_nothing(desk: Desk, rota: Rota) -> Script:
    """Say that what was waiting is not any more."""
    return words.nothing_open(rota.organisation, spoken_line(desk, rota))


def _for_themselves(desk: Desk, caller: PhoneNumber | None, turn: int) -> Script:
    """Go on to what a colleague may do, from what waits for them as an officer."""
    try:
        with desk.book.reading() as page:
            rota = page.rota()
    except Outage:
        return words.not_started_now()
    if _colleague(rota, caller) is None:
        return rang(desk, caller, turn=turn + 1)
    return rang(desk, caller, asked=Menu.CALLER)


def _colleague(rota: Rota, caller: PhoneNumber | None) -> Person | None:
    """Return whose registered number this is, if they may raise; the first, where it is shared."""
    return next((one for one in rota.with_role(Role.STAFF) if one.phone == caller), None)


def _offer(waiting: Escalation, caller: PhoneNumber, *, turn: int, staff: bool) -> Script:
    name = _offered(waiting, caller).name.split(maxsplit=1)[0]
    offer = words.ring_back_offer(waiting.organisation, name, turn=turn, staff=staff)
    return _marked(waiting, offer)


def _marked(escalation: Escalation, script: Script) -> Script:
    """Say of a practice that it is one."""
    return words.practised(script) if escalation.drill else script


def _waiting(page: Page, caller: PhoneNumber | None) -> Escalation | None:
    """Return the oldest open one that was offered to this number; a practice after all others."""
    if caller is None:
        return None
    waiting = [one for one in page.at_number(caller) if _waits(one, caller)]
    return min(waiting, key=lambda one: one.drill, default=None)


def _waits(escalation: Escalation, caller: PhoneNumber) -> bool:
    offered = any(one.phone == caller for one in escalation.offers())
    wrong = caller in wrong_numbers(escalation)
    return escalation.state is State.OPEN and offered and not wrong


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
