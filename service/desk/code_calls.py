"""What a call says that brings a code or tries a phone, and what the carrier tells of it."""

from dataclasses import replace
from datetime import datetime

from service.desk import Desk
from service.domain import words
from service.domain.attempt import CallStatus
from service.domain.codes import Code, CodePurpose, digits_of
from service.domain.words import Script
from service.ports import Outage

_HEAR = "1"


def answered(desk: Desk, code_id: str, sid: str, turn: int = 1) -> Script:
    """Say what whoever picks up hears first; nothing of the code itself."""
    with desk.book.writing() as page:
        now, code = desk.clock.now(), page.code(code_id)
        if code is None or not code.stands_at(now):
            return _over(code)
        page.keep_code(replace(code, sid=code.sid or sid, answered_at=code.answered_at or now))
        return _offered(page.rota().organisation, code.purpose, turn)


def pressed(desk: Desk, secret: str, code_id: str, digit: str, turn: int) -> Script:
    """Speak the code, or thank for the key, after that key and after no other.

    With the book away it says so: only what is committed is spoken.
    """
    try:
        with desk.book.writing() as page:
            now, code = desk.clock.now(), page.code(code_id)
            if code is None or not code.stands_at(now):
                return _over(code)
            if digit != _HEAR:
                again = min(turn + 1, words.TURNS)
                return _offered(page.rota().organisation, code.purpose, again)
            page.keep_code(replace(code, heard_at=code.heard_at or now))
    except Outage:
        return words.not_possible_now()
    if code.purpose is CodePurpose.TRY:
        return words.tried()
    return words.code_spoken(code.purpose, digits_of(secret, code.id))


def _offered(organisation: str, purpose: CodePurpose, turn: int) -> Script:
    if purpose is CodePurpose.TRY:
        return words.trying_offered(organisation, turn=turn)
    return words.code_offered(organisation, purpose, turn=turn)


def _over(code: Code | None) -> Script:
    """Say that it is too late, to whoever wanted a code; who was tried needs to do nothing."""
    if code is not None and code.purpose is CodePurpose.TRY:
        return words.nothing_known()
    return words.code_over()


def told(desk: Desk, code_id: str, sid: str, status: CallStatus) -> None:
    """Note how the call fares; each thing once, however often and late we are told."""
    with desk.book.writing() as page:
        code = page.code(code_id)
        if code is not None:
            page.keep_code(_moved(replace(code, sid=code.sid or sid), status, desk.clock.now()))


def _moved(code: Code, status: CallStatus, now: datetime) -> Code:
    if status is CallStatus.RINGING:
        return replace(code, rang_at=code.rang_at or now)
    if status is CallStatus.IN_PROGRESS:
        return replace(code, answered_at=code.answered_at or now)
    if status.final:
        return replace(code, ended_at=code.ended_at or now)
    return code
