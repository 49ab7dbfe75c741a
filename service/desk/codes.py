"""Send a code to a phone, and check what is typed.

For whoever needs a proof of who holds a phone: make a ``Wanted``, give it to `send_code` on a
thread of your own (it waits for the carrier, a minute at most), and give what is typed to
`check_code`. What becomes of the call, to when it rang and was answered, stands in the book's
``Code``: read it with ``page.code(id)`` or ``page.latest_code(phone, purpose)``. What the call
says is in `desk.code_calls`.
"""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from service.desk import Desk, carrier_traces
from service.desk.counting import count_failure
from service.desk.errands import Line
from service.domain import words
from service.domain.codes import (
    LIFE,
    Checked,
    Code,
    CodePurpose,
    digits_of,
    typed_digits,
)
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber
from service.numbers import is_mobile
from service.ports import NotPlaced, Outage, Page, Refused, Uncertain

#: How soon to look again whether the carrier is free, in seconds.
LOOK_AGAIN = 0.5
#: A code waits a minute for it, looked at so often. After that whoever asked has given up.
LOOKS = 120
#: Longer than a call-out rings: here a mailbox may answer, since it is told nothing.
RING_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who is to get a code, what for, and how: a call, or a text where the phone takes texts."""

    phone: PhoneNumber
    purpose: CodePurpose
    channel: Channel = Channel.CALL
    #: Whose number is proved.
    person: str | None = None
    ring_seconds: int = RING_SECONDS


def new_code(desk: Desk, wanted: Wanted) -> Code:
    """Keep a code that is sent next; all earlier ones to that phone for that purpose are over.

    What cannot be texted is a call: a landline would read it aloud to whoever answers, and
    whoever wrote STOP gets no text of ours.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.writing() as page:
        now = desk.clock.now()
        code = Code(
            id=uuid4().hex,
            purpose=wanted.purpose,
            phone=wanted.phone,
            channel=_channel(page, wanted),
            person=wanted.person,
            created_at=now,
            expires_at=now + LIFE,
        )
        page.add_code(code)
    return code


def send_code(
    line: Line, secret: str, wanted: Wanted, *, wait: Callable[[float], object] = time.sleep
) -> Code | None:
    """Make a code and send it; ``None`` where the carrier took nothing of it.

    Blocks while it waits for the carrier. *secret* is what the digits follow from; *wait* passes
    seconds. A text that the carrier refuses becomes a call.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    code = new_code(line.desk, wanted)
    if code.channel is Channel.TEXT and _texted(line, secret, code):
        return code
    return code if _rang(line, code, wanted.ring_seconds, wait) else None


def check_code(
    desk: Desk, secret: str, phone: PhoneNumber, purpose: CodePurpose, typed: str
) -> Checked:
    """Say whether *typed* is the latest code to *phone*; the right one is used up by it.

    A wrong one counts against that code alone, never against calls. What is no code at all
    is wrong and counts for nothing.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    digits = typed_digits(typed)
    if digits is None:
        return Checked.WRONG
    with desk.book.writing() as page:
        now = desk.clock.now()
        code = page.latest_code(phone, purpose)
        if code is None or not code.stands_at(now):
            return Checked.OVER
        right = hmac.compare_digest(digits, digits_of(secret, code.id))
        page.keep_code(replace(code, used_at=now) if right else replace(code, tries=code.tries + 1))
    return Checked.RIGHT if right else Checked.WRONG


def _channel(page: Page, wanted: Wanted) -> Channel:
    texts = is_mobile(wanted.phone) and not page.marks(wanted.phone).texts_off
    return wanted.channel if texts else Channel.CALL


def _texted(line: Line, secret: str, code: Code) -> bool:
    """Text it; False where it certainly did not go, so that a call is the next thing to try."""
    with line.desk.book.reading() as page:
        organisation = page.rota().organisation
    body = words.sign_in_text(organisation, digits_of(secret, code.id))
    try:
        sid = line.telephone.send(code.phone, body, LIFE)
    except Refused as failure:
        if failure.stopped:
            _note_stopped(line.desk, code.phone)
        _count(line.desk, failure)
        return False
    except NotPlaced as failure:
        _count(line.desk, failure)
        return False
    except Uncertain as failure:
        _count(line.desk, failure)
        return True  # It may have gone. A call that repeats it would only confuse.
    carrier_traces.note(line.desk, sid)
    return True


def _note_stopped(desk: Desk, phone: PhoneNumber) -> None:
    with desk.book.writing() as page:
        page.mark(phone, replace(page.marks(phone), texts_off=True))


def _count(desk: Desk, failure: Outage) -> None:
    with desk.book.writing() as page:
        count_failure(page, failure)


def _rang(line: Line, code: Code, ring_seconds: int, wait: Callable[[float], object]) -> bool:
    """Ring once the carrier is free; call-outs go first, however long they take."""
    for __ in range(LOOKS):
        if took_turn(line, code.phone):
            break
        wait(LOOK_AGAIN)
    else:
        return False
    try:
        sid = line.telephone.announce(code.phone, code.id, ring_seconds)
    except (NotPlaced, Refused) as failure:
        _count(line.desk, failure)
        return False
    except Uncertain as failure:
        _count(line.desk, failure)
        return True  # Its callbacks tell, if it rings.
    _note_sid(line.desk, code.id, sid)
    return True


def took_turn(line: Line, phone: PhoneNumber) -> bool:
    """Take the carrier's next moment to ring *phone*, unless anybody waits who is in need."""
    with line.desk.book.writing() as page:
        now = line.desk.clock.now()
        if _others_first(page, phone, now):
            return False
        return page.take_slot(now, line.calls_per_second) <= now


def _others_first(page: Page, phone: PhoneNumber, now: datetime) -> bool:
    """Whether a call-out waits, is due this moment, or rings this very phone."""
    waits = page.line().first is not None or bool(page.due(now, 1))
    return waits or page.carrier().next_try(now) > now or page.engaged(phone, "")


def _note_sid(desk: Desk, code_id: str, sid: str) -> None:
    with desk.book.writing() as page:
        code = page.code(code_id)
        if code is not None:
            page.keep_code(replace(code, sid=sid))
