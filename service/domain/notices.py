"""Who is told by text what has come of it, once for each number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from service.domain.attempt import Attempt, Purpose
from service.domain.escalation import Escalation
from service.domain.ladder import Channel, Rung
from service.domain.people import PhoneNumber
from service.domain.timetable import wrong_numbers

#: Makes the id of a new attempt: 128 random bits, as hexadecimal digits.
NewId = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a notice goes to."""

    person: str | None
    name: str
    phone: PhoneNumber


def others_tried(escalation: Escalation, *, besides: str | None = None) -> tuple[Addressee, ...]:
    """Return who was tried since they last were told to rest, and takes texts; once a number."""
    holder = escalation.holder
    told: dict[PhoneNumber, Addressee] = {}
    silent = {holder.phone} if holder else set()
    for attempt in escalation.offers():
        tried = attempt.tried and not _told_since(escalation, attempt)
        wrong = attempt.phone in wrong_numbers(escalation)
        if tried and not wrong and attempt.phone not in silent and attempt.person != besides:
            told[attempt.phone] = Addressee(attempt.person, attempt.name, attempt.phone)
    return tuple(one for one in told.values() if one.person and takes_texts(escalation, one.person))


def _told_since(escalation: Escalation, tried: Attempt) -> bool:
    return any(
        one.purpose is Purpose.STOOD_DOWN
        and one.phone == tried.phone
        and one.dialled_at is not None
        and one.intended_at >= tried.started_at
        for one in escalation.attempts
    )


def officers_tried(escalation: Escalation) -> tuple[Rung, ...]:
    """Return the officers who were tried and take texts, but for wrong numbers; once a number."""
    tried = {one.phone for one in escalation.offers() if one.tried}
    tried -= wrong_numbers(escalation)
    every = (*escalation.rungs, *reversed(escalation.earlier_rungs))
    found = {rung.phone: rung for rung in reversed(every) if rung.phone in tried and rung.texts}
    return tuple(found.values())


def takes_texts(escalation: Escalation, person: str) -> bool:
    """Whether the officer *person* has a mobile that takes texts, and that is theirs.

    Where somebody has said that it is not, a text would give a stranger the colleague's number.
    """
    rung = escalation.officer(person)
    return rung is not None and rung.texts and rung.phone not in wrong_numbers(escalation)


def officer_on(rung: Rung) -> Addressee:
    """Address the officer on *rung*."""
    return Addressee(rung.person, rung.name, known(rung.phone))


def raiser_of(escalation: Escalation) -> Addressee:
    """Address the colleague who pressed."""
    raiser = escalation.raiser
    return Addressee(raiser.person, raiser.name, raiser.phone)


def known(phone: PhoneNumber | None) -> PhoneNumber:
    """Return the number of a rung that somebody holds.

    Raises:
        LookupError: nobody holds it, which is a bug of the caller.
    """
    if phone is None:
        msg = "an empty rung holds nobody"
        raise LookupError(msg)
    return phone


def notice(
    escalation: Escalation, purpose: Purpose, to: Addressee, at: datetime, new_id: NewId
) -> Attempt:
    """Return the intent of one text that is due at once."""
    return Attempt(
        id=new_id(),
        purpose=purpose,
        channel=Channel.TEXT,
        person=to.person,
        name=to.name,
        phone=to.phone,
        climb=escalation.climb.number,
        intended_at=at,
        due_at=at,
    )
