"""Trying one phone by a call that asks for a key; the text is in `desk.trying_texts`.

It goes by the real way, through the carrier and back to ``PUBLIC_URL``, and what comes back is
written into the book by whichever process of the web is asked: so whoever tries may be another
process. It stands there as a code without digits. No call-out is made, and none is met: calls give
way as those do that prove a number, and nothing is said of why a phone was not rung, see
``decisions/0012``.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from service.desk import Desk
from service.desk.access import NoSuchPerson
from service.desk.codes import LOOK_AGAIN, LOOKS, RING_SECONDS, Wanted, new_code, took_turn
from service.desk.counting import count_failure
from service.desk.errands import Line
from service.desk.giving_way import PUT_OFF_ONE_IN
from service.desk.limiting import of_ringing
from service.desk.proving import LIMIT, RingsAlready, count_ring
from service.domain.attempt import CallStatus
from service.domain.catalogue import N_, _
from service.domain.codes import Code, CodePurpose
from service.domain.drills import is_night
from service.domain.ladder import Channel
from service.domain.listing import row
from service.domain.people import Person, PhoneNumber
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.numbers import is_mobile
from service.ports import NotPlaced, Page, Refused, Uncertain

#: A call of ours rings half a minute, and says its words twice.
LONGEST_CALL = timedelta(minutes=2)
#: Where we hear nothing the carrier is asked, first after so long and then each time as long again.
ASK_EVERY = timedelta(seconds=5)

Wait = Callable[[float], object]


class Came(StrEnum):
    """What came of a try."""

    #: The key, or the reply, came back to us.
    BACK = "back"
    #: Somebody, or a mailbox, picked up and pressed nothing.
    NO_KEY = "no_key"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    #: The carrier took the call and could not ring the phone.
    FAILED = "failed"
    #: The carrier took the text, and has not sent it on within the time.
    WAITS = "waits"
    #: The carrier took the text, and then did not send it on.
    NOT_SENT = "not_sent"
    #: The text was sent on, and its network did not bring it to the phone.
    NOT_DELIVERED = "not_delivered"
    #: The text was sent on, nothing more was said of it, and no reply came.
    NO_RECEIPT = "no_receipt"
    #: The phone has the text, and no reply reached us.
    NO_REPLY = "no_reply"
    #: The call is over by the carrier's word, and nothing of it was told to us.
    UNHEARD = "unheard"
    #: Not done, or not to its end. It is never said why: a call-out may have needed the phone.
    NOT_DONE = "not_done"
    #: The carrier refuses this number, or texts to it.
    REFUSED = "refused"
    #: The carrier takes nothing from us now: something is to be mended there.
    ACCOUNT = "account"
    #: The carrier takes nothing now.
    CARRIER = "carrier"
    #: Nobody can say.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a try, and the carrier's own code of a failure."""

    came: Came
    code: int = 0


class Step(StrEnum):
    """What is told while it is tried."""

    ASKED = "asked"
    RINGS = "rings"
    ANSWERED = "answered"
    KEY = "key"
    OVER = "over"


class AtNight(Refusal):
    """People sleep."""

    problem = N_("From 21:00 to 08:00 no phone is tried unless its owner expects it.")
    mend = N_("Try it by day, or add --at-night where they do.")


class TakesNoTexts(Refusal):
    """There would be no reply to wait for."""

    problem = N_("No text goes to this phone: it is a landline, or texts to it are off.")
    mend = N_("Try the call alone: add --no-text. Texts are on again when START is texted from it.")


def begin(desk: Desk, key: str, *, at_night: bool, text: bool) -> tuple[Person, Rota]:
    """Return whose phone is tried, and count it.

    Raises:
        NoSuchPerson, AtNight, TakesNoTexts, RungOften, RingsAlready: nothing is tried.
    """
    with desk.book.writing() as page:
        rota, now = page.rota(), desk.clock.now()
        person = rota.people.get(key)
        if person is None:
            raise NoSuchPerson(allowed=row(sorted(rota.people)) or _("nobody yet"))
        if is_night(rota.local(now)) and not at_night:
            raise AtNight
        if text and not _takes_texts(page, person):
            raise TakesNoTexts
        _count(page, rota, person, now, desk.pins.secret)
    return person, rota


def ring(line: Line, phone: PhoneNumber, person: str, wait: Wait = time.sleep) -> Code | Result:
    """Have the carrier ring *phone* once it is free; blocks while it waits, a minute at most.

    One in twenty is put off by lot, after the same minute. *wait* passes seconds.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    unlucky = line.desk.by_lot(PUT_OFF_ONE_IN)
    for __ in range(LOOKS):
        if not unlucky and took_turn(line, phone):
            break
        wait(LOOK_AGAIN)
    else:
        return Result(Came.NOT_DONE)
    code = new_code(line.desk, Wanted(phone=phone, purpose=CodePurpose.TRY, person=person))
    try:
        sid = line.telephone.announce(phone, code.id, RING_SECONDS)
    except (Refused, NotPlaced) as failure:
        return not_placed(line.desk, failure)
    except Uncertain:
        return code  # Its callbacks tell, if it rings.
    with line.desk.book.writing() as page:
        # It may have been told of already, by its first callback.
        placed = replace(page.code(code.id) or code, sid=sid)
        page.keep_code(placed)
    return placed


def follow(line: Line, code_id: str, wait: Wait = time.sleep) -> Iterator[tuple[Step, timedelta]]:
    """Yield each step of the call once, with how long after it was asked for; return at its end."""
    told: set[Step] = set()
    asked_at, over_since = line.desk.clock.now(), None
    while True:
        code, now = kept(line.desk, code_id), line.desk.clock.now()
        for step, at in _steps(code):
            if step not in told:
                told.add(step)
                yield step, at - code.created_at
        if code.ended_at or now - code.created_at > LONGEST_CALL:
            return
        if over_since is not None and now - over_since >= ASK_EVERY:
            return  # The carrier's last word would have come by now.
        if over_since is None and now - asked_at >= ASK_EVERY:
            asked_at, over = now, _status(line, code)
            over_since = now if over is not None and over.final else None
        wait(LOOK_AGAIN)


def result_of(line: Line, code_id: str) -> Result:
    """Say what came of the call, by what we were told and by the carrier's own word."""
    code = kept(line.desk, code_id)
    if code.heard_at is not None:
        return Result(Came.BACK)
    status = _status(line, code)
    if (
        status is not None
        and status.final
        and not (code.rang_at or code.answered_at or code.ended_at)
    ):
        return Result(Came.UNHEARD)
    if status is CallStatus.COMPLETED or (status is None and code.answered_at):
        return Result(Came.NO_KEY)
    return Result(_BY_STATUS.get(status, Came.UNKNOWN) if status else Came.UNKNOWN)


def not_placed(desk: Desk, failure: Refused | NotPlaced) -> Result:
    """Count that the carrier took nothing, and say why."""
    with desk.book.writing() as page:
        count_failure(page, failure)
    if isinstance(failure, Refused):
        return Result(Came.REFUSED, failure.code)
    return Result(Came.ACCOUNT if failure.account else Came.CARRIER, failure.code)


def kept(desk: Desk, code_id: str) -> Code:
    """Return the try as it stands in the book."""
    with desk.book.reading() as page:
        code = page.code(code_id)
    if code is None:
        raise LookupError("a code is kept for a day")
    return code


_BY_STATUS = {
    CallStatus.NO_ANSWER: Came.NO_ANSWER,
    CallStatus.BUSY: Came.BUSY,
    CallStatus.FAILED: Came.FAILED,
    # Nobody but us ends a call that rings, for a call-out or by a hand at the carrier's page.
    CallStatus.CANCELED: Came.NOT_DONE,
}


def _count(page: Page, rota: Rota, person: Person, now: datetime, secret: str) -> None:
    latest = page.latest_code(person.phone, CodePurpose.TRY)
    rings = latest is not None and latest.channel is Channel.CALL and not latest.ended_at
    if latest is not None and rings and abs(now - latest.created_at) < LONGEST_CALL:
        raise RingsAlready
    count_ring(page, of_ringing(secret, "try", person.key, LIMIT), rota, now)


def _takes_texts(page: Page, person: Person) -> bool:
    return is_mobile(person.phone) and not page.marks(person.phone).texts_off


def _status(line: Line, code: Code) -> CallStatus | None:
    try:
        return line.telephone.status(code.sid) if code.sid else None
    except NotPlaced:
        return None


def _steps(code: Code) -> Iterator[tuple[Step, datetime]]:
    if code.sid:
        yield Step.ASKED, code.created_at
    moments = (
        (Step.RINGS, code.rang_at),
        (Step.ANSWERED, code.answered_at),
        (Step.KEY, code.heard_at),
        (Step.OVER, code.ended_at),
    )
    # Callbacks overtake each other: what is told is told in the order in which it happens.
    yield from ((step, at) for step, at in moments if at is not None)
