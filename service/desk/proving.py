"""Proving that a number reaches whom the rota says, and finding out when its mailbox answers.

A code is spoken there (`desk.codes`); whoever is signed in types it, the owner or the admin who
is with them. Then the phone is let ring once, and what the carrier tells of that call says how
long we may ring it without talking to a machine. Call-outs go first, and nothing is said of why
a phone was not rung: see ``decisions/0012``.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from service.desk import Desk
from service.desk.codes import LOOK_AGAIN, LOOKS, RING_SECONDS, Wanted, check_code, took_turn
from service.desk.errands import Line
from service.desk.giving_way import PUT_OFF_ONE_IN
from service.desk.limiting import Counted, TooSoon, count_on, of_ringing
from service.domain.catalogue import N_
from service.domain.codes import Checked, CodePurpose
from service.domain.drills import is_night
from service.domain.edits.people import NoSuchPerson
from service.domain.limits import Limit
from service.domain.people import NumberMarks, Person, PhoneNumber
from service.domain.proving import LET_IT_RING, Found, Measuring, counts
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.ports import NotPlaced, Page, Refused, Uncertain

#: A phone is rung for this so often at once: a proof takes two calls, and may need a second go.
LIMIT = Limit(
    free=6,
    first=timedelta(minutes=5),
    longest=timedelta(hours=1),
    forgotten=timedelta(hours=6),
)
#: From asking to the end of a call that speaks a code, as long as nothing is heard of it.
_CODE_CALL = timedelta(seconds=LOOKS * LOOK_AGAIN + RING_SECONDS)


class Asleep(Refusal):
    """It is night."""

    problem = N_("From 21:00 to 08:00 nobody is rung to prove a number, unless they ask for it.")
    mend = N_("Ask again by day, or have them ask on their own page.")


class RungOften(Refusal):
    """Networks stop what is repeated, and people stop answering it."""

    problem = N_("This phone was rung for this several times just now.")
    mend = N_("Try again from {again}.")


class RingsAlready(Refusal):
    """One call at a time."""

    problem = N_("This phone is being rung for this already.")
    mend = N_("Try again in two minutes if it does not ring.")


class NotProvedYet(Refusal):
    """Nobody has shown that it is theirs."""

    problem = N_("This number is not proved yet, so it is not rung for longer.")
    mend = N_("Have it proved first: we ring, and speak a code.")


class CodeWrong(Refusal):
    """It is not what was spoken. What was typed is never repeated."""

    problem = N_("That is not the code that we spoke.")
    mend = N_("Type the six digits once more, or have us ring again.")


class CodeOver(Refusal):
    """It ran out of time or of tries, or another came after it."""

    problem = N_("That code is over: it is good for ten minutes and five tries.")
    mend = N_("Have us ring again for a new one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How one number stands."""

    rota: Rota
    person: Person
    marks: NumberMarks
    #: Whether it counts as cover.
    counts: bool
    #: Whether there is a code to be typed.
    asked: bool
    #: What came of letting it ring the last time; ``None``: it never was, or it is under way.
    found: Found | None
    rings: bool
    at: datetime


def proof_of(desk: Desk, key: str) -> Proof:
    """Return how the number of that person stands.

    Raises:
        NoSuchPerson: there is nobody of that *key*.
    """
    with desk.book.reading() as page:
        now, rota = desk.clock.now(), page.rota()
        person = _person(rota, key)
        code = page.latest_code(person.phone, CodePurpose.PROVE)
        measuring = page.measuring_at(person.phone)
        return Proof(
            rota=rota,
            person=person,
            marks=page.marks(person.phone),
            counts=counts(person.phone, page.marked(), now),
            asked=code is not None and code.stands_at(now),
            found=measuring.found(now) if measuring else None,
            rings=measuring is not None and measuring.found(now) is None,
            at=now,
        )


def ask_code(desk: Desk, key: str, by: str) -> Wanted:
    """Return what `codes.send_code` is to send, asked for by the person *by*; count it.

    Raises:
        NoSuchPerson, Asleep, RungOften, RingsAlready: the phone is not rung.
    """
    with desk.book.writing() as page:
        person = _may_be_rung(desk, page, key, by)
    return Wanted(phone=person.phone, purpose=CodePurpose.PROVE, person=key)


def type_code(desk: Desk, secret: str, key: str, typed: str) -> None:
    """Take *typed* as the code that was spoken; the right one proves the number from now on.

    Raises:
        NoSuchPerson, CodeWrong, CodeOver: nothing is proved.
    """
    with desk.book.reading() as page:
        phone = _person(page.rota(), key).phone
    match check_code(desk, secret, phone, CodePurpose.PROVE, typed):
        case Checked.WRONG:
            raise CodeWrong
        case Checked.OVER:
            raise CodeOver
        case Checked.RIGHT:
            with desk.book.writing() as page:
                known = page.marks(phone)
                page.mark(phone, replace(known, proved_at=desk.clock.now(), prove_again=False))


def ask_measuring(desk: Desk, key: str, by: str) -> Measuring:
    """Write down that this phone is let ring next, asked for by the person *by*.

    Raises:
        NoSuchPerson, NotProvedYet, Asleep, RungOften, RingsAlready: the phone is not rung.
    """
    with desk.book.writing() as page:
        now = desk.clock.now()
        if not counts(_person(page.rota(), key).phone, page.marked(), now):
            raise NotProvedYet
        person = _may_be_rung(desk, page, key, by)
        measuring = Measuring(id=uuid4().hex, phone=person.phone, person=key, asked_at=now)
        page.keep_measuring(measuring)
    return measuring


def let_ring(
    line: Line, measuring: Measuring, *, wait: Callable[[float], object] = time.sleep
) -> None:
    """Let the phone ring once the carrier is free; blocks while it waits, a minute at most.

    One in twenty comes to nothing by lot, after the same minute: so that one which does is no
    sign of a call-out. *wait* passes seconds.

    Raises:
        BookUnavailable, BookUncertain: see there. It then comes to nothing.
    """
    unlucky = line.desk.by_lot(PUT_OFF_ONE_IN)
    for __ in range(LOOKS):
        hears = _hears_code(line.desk, measuring.phone)
        if not unlucky and not hears and took_turn(line, measuring.phone):
            _place(line, measuring)
            return
        wait(LOOK_AGAIN)
    _keep(line.desk, measuring.id, lambda one: replace(one, stopped=True))


def _hears_code(desk: Desk, phone: PhoneNumber) -> bool:
    """Whether the call that spoke the code may still be on: *phone* would be busy."""
    now = desk.clock.now()
    with desk.book.reading() as page:
        code = page.latest_code(phone, CodePurpose.PROVE)
    return bool(code and code.sid and not code.ended_at and now - code.created_at < _CODE_CALL)


def _place(line: Line, measuring: Measuring) -> None:
    seconds = LET_IT_RING // timedelta(seconds=1)
    try:
        sid = line.telephone.let_ring(measuring.phone, measuring.id, seconds)
    except (NotPlaced, Refused):
        _keep(line.desk, measuring.id, lambda one: replace(one, stopped=True))
        return
    except Uncertain:
        return  # Its callbacks tell, if it rings.
    kept = _keep(line.desk, measuring.id, lambda one: replace(one, sid=sid))
    if kept is not None and kept.stopped:
        # A call-out came for this phone while the carrier was being asked.
        line.telephone.hang_up(sid, answered=True)


def _keep(desk: Desk, measuring_id: str, how: Callable[[Measuring], Measuring]) -> Measuring | None:
    with desk.book.writing() as page:
        known = page.measuring(measuring_id)
        if known is None:
            return None
        page.keep_measuring(how(known))
        return how(known)


def _person(rota: Rota, key: str) -> Person:
    person = rota.people.get(key)
    if person is None:
        raise NoSuchPerson
    return person


def _may_be_rung(desk: Desk, page: Page, key: str, by: str) -> Person:
    """Return whose phone is rung, and count it."""
    rota, now = page.rota(), desk.clock.now()
    person = _person(rota, key)
    if key != by and is_night(rota.local(now)):
        raise Asleep
    if _rings(page, person.phone, now):
        raise RingsAlready
    count_ring(page, of_ringing(desk.pins.secret, "prove", key, LIMIT), rota, now)
    return person


def count_ring(page: Page, one: Counted, rota: Rota, now: datetime) -> None:
    """Count one call to *one*.

    Raises:
        RungOften: there were too many.
    """
    try:
        count_on(page, one, now)
    except TooSoon as refusal:
        again = (refusal.at or now) + timedelta(minutes=1)
        raise RungOften(again=f"{rota.local(again):%H:%M}") from None


def _rings(page: Page, phone: PhoneNumber, now: datetime) -> bool:
    code = page.latest_code(phone, CodePurpose.PROVE)
    if code is not None and code.ended_at is None and now - code.created_at < _CODE_CALL:
        return code.used_at is None
    measuring = page.measuring_at(phone)
    return measuring is not None and measuring.found(now) is None
