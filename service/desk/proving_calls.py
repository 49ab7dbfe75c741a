"""What a call says that is let ring, what the carrier tells of it, and how it gives way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from service.desk import Desk
from service.domain import words
from service.domain.attempt import CallStatus
from service.domain.people import PhoneNumber
from service.domain.proving import LONGEST_MEASURING, Measuring
from service.domain.words import TURNS, Script
from service.ports import Outage, Telephone

_A_PERSON = "1"


def answered(desk: Desk, measuring_id: str, sid: str, turn: int = 1) -> Script:
    """Say to whatever answers who rings; after the last turn it counts as a mailbox."""
    try:
        with desk.book.reading() as page:
            known, organisation = page.measuring(measuring_id), page.rota().organisation
        if known is None:
            return words.nothing_known()
        over = turn > TURNS
        _note(desk, measuring_id, lambda one: _heard(one, sid, silent=over))
    except Outage:
        return words.nothing_known()
    return Script() if over else words.measuring_offered(organisation, turn=turn)


def pressed(desk: Desk, measuring_id: str, sid: str, digit: str, turn: int) -> Script:
    """Take the one key as a person's; any other says it again."""
    if digit != _A_PERSON:
        return answered(desk, measuring_id, sid, turn + 1)
    try:
        _note(desk, measuring_id, lambda one: replace(one, by_person=True))
    except Outage:
        return words.nothing_known()
    return words.measured_nothing()


def told(desk: Desk, measuring_id: str, sid: str, status: CallStatus, at: datetime | None) -> None:
    """Take in how the call fares; *at* is the carrier's own time of it."""
    _note(desk, measuring_id, lambda one: _heard(one, sid).told(status, at))


def free_phone(desk: Desk, telephone: Telephone, phone: PhoneNumber) -> None:
    """Hang up what rings *phone*, or talks on it, and is no call-out: one is about to ring it.

    Whatever fails here must not keep that one from ringing.
    """
    try:
        sids = _stop(desk, phone)
        for sid in sids:
            telephone.hang_up(sid, answered=True)
    except Outage:
        return


def _stop(desk: Desk, phone: PhoneNumber) -> tuple[str, ...]:
    now = desk.clock.now()
    with desk.book.reading() as page:
        found = tuple(page.other_calls(phone, now - LONGEST_MEASURING))
    if not found:
        return ()
    with desk.book.writing() as page:
        measuring = page.measuring_at(phone)
        if measuring is not None and measuring.found(now) is None:
            page.keep_measuring(replace(measuring, stopped=True))
    return tuple(sid for sid in found if sid)


def _heard(measuring: Measuring, sid: str, *, silent: bool = False) -> Measuring:
    return replace(measuring, sid=measuring.sid or sid, silent=measuring.silent or silent)


def _note(desk: Desk, measuring_id: str, how: Callable[[Measuring], Measuring]) -> None:
    """Keep what was heard of it, and with its number what follows, in one transaction."""
    with desk.book.writing() as page:
        known = page.measuring(measuring_id)
        if known is None:
            return
        now, changed = desk.clock.now(), how(known)
        page.keep_measuring(changed)
        before = page.marks(changed.phone)
        after = changed.marks(before, now)
        if after != before and changed.found(now) is not known.found(now):
            page.mark(changed.phone, after)
