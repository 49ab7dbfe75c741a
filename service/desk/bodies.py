"""What a text says, composed at the moment when it is sent, from what is committed."""

from collections.abc import Callable

from service.desk import Desk
from service.domain import words
from service.domain.attempt import Attempt, Purpose
from service.domain.catalogue import _
from service.domain.directory import first_open
from service.domain.escalation import Escalation
from service.domain.rota import Rota


def body_of(desk: Desk, escalation: Escalation, attempt: Attempt) -> str:
    """Return the body of the text that *attempt* is; one part of plain GSM characters."""
    if attempt.purpose.asks:
        return words.offer_text(
            escalation.organisation, escalation.reference, practice=escalation.drill
        )
    body = _BODIES[attempt.purpose](desk, escalation, attempt)
    return words.practised_text(body, escalation.organisation) if escalation.drill else body


Body = Callable[[Desk, Escalation, Attempt], str]


def _details(_desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    raiser = one.raiser
    return words.details_text(one.organisation, one.reference, raiser.name, raiser.phone)


def _reminder(_desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    raiser = one.raiser
    return words.reminder_text(one.organisation, one.reference, raiser.name, raiser.phone)


def _taken(desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    return words.taken_text(one.organisation, one.reference, _holder(one), advice_line(desk))


def _question(desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    return words.asked_text(one.organisation, one.reference, _holder(one), advice_line(desk))


def _resumed(_desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    return words.resumed_officer_text(one.organisation, one.reference)


def _ringing_again(desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    return words.ringing_again_text(one.organisation, one.reference, advice_line(desk))


def _handed_back(desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    before = one.earlier[-1].first_name if one.earlier else _("Somebody")
    return words.handed_back_text(one.organisation, one.reference, before, advice_line(desk))


def _moved_on(desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    """Say who has not taken it and who is rung now, as it is when the text is sent."""
    begun = [one.rungs[index] for index in sorted(one.climb.begun)]
    names = [
        _("Somebody"),
        _("somebody else"),
        *(rung.first_name for rung in begun if not rung.empty),
    ]
    before, now = names[-2:]
    return words.moved_on_text(one.organisation, one.reference, before, now, advice_line(desk))


def _nobody_yet(desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    return words.nobody_yet_text(one.organisation, one.reference, advice_line(desk))


def _still_needed(desk: Desk, one: Escalation, _attempt: Attempt) -> str:
    return words.still_needed_text(one.organisation, one.reference, advice_line(desk))


def _daily(desk: Desk, one: Escalation, attempt: Attempt) -> str:
    if attempt.person == one.raiser.person:
        return words.daily_raiser_text(one.organisation, one.reference, advice_line(desk))
    has = one.holder is not None and one.holder.person == attempt.person
    had, taken = attempt.person in one.had_by, one.holder is not None and not has
    if taken and not had:
        return _stood_down(desk, one, attempt)
    return words.daily_officer_text(one.organisation, one.reference, has=has, had=had, taken=taken)


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
    return escalation.holder.first_name if escalation.holder else _("Somebody")


def _stood_down(_desk: Desk, escalation: Escalation, _attempt: Attempt) -> str:
    site, reference = escalation.organisation, escalation.reference
    if escalation.holder is None:
        return words.over_text(site, reference)
    return words.stood_down_text(site, reference, escalation.holder.first_name)


def _cancelled(_desk: Desk, escalation: Escalation, attempt: Attempt) -> str:
    site, reference = escalation.organisation, escalation.reference
    if attempt.person in escalation.had_by:
        return words.cancelled_check_text(site, reference, escalation.raiser.name)
    return words.cancelled_text(site, reference)


_BODIES: dict[Purpose, Body] = {
    Purpose.DETAILS: _details,
    Purpose.TAKEN: _taken,
    Purpose.STOOD_DOWN: _stood_down,
    Purpose.CANCELLED: _cancelled,
    Purpose.NOBODY_YET: _nobody_yet,
    Purpose.STILL_NEEDED: _still_needed,
    Purpose.MOVED_ON: _moved_on,
    Purpose.REMINDER: _reminder,
    Purpose.QUESTION: _question,
    Purpose.RESUMED: _resumed,
    Purpose.RINGING_AGAIN: _ringing_again,
    Purpose.HANDED_BACK: _handed_back,
    Purpose.DAILY: _daily,
}
