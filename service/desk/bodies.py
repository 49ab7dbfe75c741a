"""What a text says, composed at the moment when it is sent, from what is committed."""

from service.desk import Desk
from service.domain import words
from service.domain.attempt import Attempt, Purpose
from service.domain.directory import first_open
from service.domain.escalation import Escalation
from service.domain.rota import Rota


def body_of(  # noqa: PLR0911 - one line for each purpose
    desk: Desk, escalation: Escalation, attempt: Attempt
) -> str:
    """Return the body of the text that *attempt* is; one part of plain GSM characters."""
    site, reference = escalation.organisation, escalation.reference
    match attempt.purpose:
        case Purpose.OFFER | Purpose.RING_BACK:
            return words.offer_text(site, reference)
        case Purpose.DETAILS:
            raiser = escalation.raiser
            return words.details_text(site, reference, raiser.name, raiser.phone)
        case Purpose.TAKEN:
            return words.taken_text(site, reference, _holder(escalation))
        case Purpose.STOOD_DOWN:
            return _stood_down(escalation)
        case Purpose.CANCELLED:
            return _cancelled(escalation, attempt)
        case Purpose.NOBODY_YET:
            return words.nobody_yet_text(site, reference, advice_line(desk))
        case Purpose.STILL_NEEDED:
            return words.still_needed_text(site, reference)


def advice_line(desk: Desk) -> str | None:
    """Return the number of the first outside line that is open now."""
    with desk.book.reading() as page:
        rota = page.rota()
    return advice_of(desk, rota)


def advice_of(desk: Desk, rota: Rota) -> str | None:
    """Return the number of the first line of *rota*'s directory that is open now."""
    line = first_open(rota.directory, rota.local(desk.clock.now()))
    return line.phone if line else None


def _holder(escalation: Escalation) -> str:
    return escalation.holder.first_name if escalation.holder else "Somebody"


def _stood_down(escalation: Escalation) -> str:
    site, reference = escalation.organisation, escalation.reference
    if escalation.holder is None:
        return words.over_text(site, reference)
    return words.stood_down_text(site, reference, escalation.holder.first_name)


def _cancelled(escalation: Escalation, attempt: Attempt) -> str:
    site, reference = escalation.organisation, escalation.reference
    if attempt.person in escalation.had_by:
        return words.cancelled_check_text(site, reference, escalation.raiser.name)
    return words.cancelled_text(site, reference)
