"""Trying one phone by a text that asks for a word, step by step to the reply.

How the text fares the carrier is asked, and does not tell: so each step is seen also where the
carrier does not reach us, and the lost step is named. Nobody asks it for texts that came in: those
of that phone may belong to a call-out of which whoever tries knows nothing.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from service.desk import Desk, carrier_traces
from service.desk.codes import LOOK_AGAIN, Wanted, new_code
from service.desk.errands import Line
from service.desk.trying import ASK_EVERY, Came, Result, Wait, kept, not_placed
from service.domain import words
from service.domain.codes import Code, CodePurpose
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber
from service.domain.text_fate import TextFate, TextStage
from service.ports import NotPlaced, Refused, Uncertain


class TextStep(StrEnum):
    """What is told while a text is tried."""

    ASKED = "asked"
    SENT = "sent"
    DELIVERED = "delivered"
    REPLY = "reply"


def text(line: Line, phone: PhoneNumber, person: str) -> Code | Result:
    """Send the text that asks for the word; its ``sid`` is empty where the answer was lost.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    wanted = Wanted(phone=phone, purpose=CodePurpose.TRY, channel=Channel.TEXT, person=person)
    code = new_code(line.desk, wanted)
    with line.desk.book.reading() as page:
        body = words.trying_text(page.rota().organisation)
    try:
        sid = line.telephone.send(phone, body, code.expires_at - code.created_at)
    except (Refused, NotPlaced) as failure:
        return not_placed(line.desk, failure)
    except Uncertain:
        return code
    carrier_traces.note(line.desk, sid)
    # Not kept in the book: there an id beside a number is a call, to be hung up for a call-out.
    return replace(code, sid=sid)


def follow(
    line: Line, code: Code, within: timedelta, wait: Wait = time.sleep
) -> Iterator[tuple[TextStep, timedelta]]:
    """Yield each step of the text once, with how long after it was asked for.

    Ends with the reply, where the text is lost, or when *within* has passed.
    """
    told: set[TextStep] = set()
    fate, asked_at = None, code.created_at - ASK_EVERY
    while True:
        now = line.desk.clock.now()
        used_at = kept(line.desk, code.id).used_at
        if now - asked_at >= ASK_EVERY and not (fate and fate.stage is TextStage.DELIVERED):
            fate, asked_at = _fate(line, code), now
        for step in _STEPS[fate.stage] if fate else ():
            if step not in told:
                told.add(step)
                yield step, now - code.created_at
        if used_at is not None:
            yield TextStep.REPLY, used_at - code.created_at
            return
        if (fate and fate.stage.lost) or now - code.created_at >= within:
            return
        wait(LOOK_AGAIN)


def result_of(line: Line, code: Code) -> Result:
    """Say what came of the text, by the reply that reached us and by the carrier's word."""
    if kept(line.desk, code.id).used_at is not None:
        return Result(Came.BACK)
    fate = _fate(line, code)
    return Result(_BY_STAGE[fate.stage], fate.code) if fate else Result(Came.UNKNOWN)


def replied(desk: Desk, sender: PhoneNumber) -> str | None:
    """Take in that the word came from *sender*; ``None`` where nobody waits for it.

    It is a word of its own, and no digit: it says nothing to a call-out, whichever is open.
    """
    with desk.book.writing() as page:
        code, now = page.latest_code(sender, CodePurpose.TRY), desk.clock.now()
        if code is None or code.channel is not Channel.TEXT or not code.stands_at(now):
            return None
        page.keep_code(replace(code, used_at=now))
        return words.tried_text(page.rota().organisation)


_STEPS = {
    TextStage.WAITS: (TextStep.ASKED,),
    TextStage.SENT: (TextStep.ASKED, TextStep.SENT),
    TextStage.DELIVERED: (TextStep.ASKED, TextStep.SENT, TextStep.DELIVERED),
    TextStage.NOT_SENT: (TextStep.ASKED,),
    TextStage.NOT_DELIVERED: (TextStep.ASKED, TextStep.SENT),
}

_BY_STAGE = {
    TextStage.WAITS: Came.WAITS,
    TextStage.SENT: Came.NO_RECEIPT,
    TextStage.DELIVERED: Came.NO_REPLY,
    TextStage.NOT_SENT: Came.NOT_SENT,
    TextStage.NOT_DELIVERED: Came.NOT_DELIVERED,
}


def _fate(line: Line, code: Code) -> TextFate | None:
    try:
        return line.telephone.fate(code.sid) if code.sid else None
    except NotPlaced:
        return None
