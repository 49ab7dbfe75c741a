"""Watches that those who must know are told: the colleague, whoever took it, and the others."""

from typing import TYPE_CHECKING

from service.domain.attempt import Attempt, Failure, Outcome, Purpose
from service.domain.escalation import Escalation, State
from service.domain.people import PhoneNumber

if TYPE_CHECKING:
    from service.simulation.carrier import Text
    from service.simulation.night import Night

#: Seconds within which a notice is with the carrier.
SOON = 3.0


class Notices:
    """The texts that follow an acknowledgement."""

    def __init__(self, night: "Night") -> None:
        self._night = night

    def owe(self, escalation: Escalation) -> None:
        """Owe all of them, once it is taken for the first time."""
        holder = escalation.holder
        if holder is None or escalation.climb.number > 1:
            return
        rung = escalation.officer(holder.person)
        if escalation.raiser.texts:
            self._owe(escalation, Purpose.TAKEN, escalation.raiser.phone)
        if rung is not None and rung.texts and not is_wrong(escalation, holder.phone):
            self._owe(escalation, Purpose.DETAILS, holder.phone)
        rang = {
            call.attempt.phone: call.attempt.person
            for call in self._night.carrier.calls.values()
            if call.escalation == escalation.id and _known(escalation, call.attempt)
        }
        for phone, person in rang.items():
            tried = escalation.officer(person or "")
            if phone != holder.phone and tried is not None and tried.texts:
                self._owe(escalation, Purpose.STOOD_DOWN, phone)

    def _owe(self, escalation: Escalation, purpose: Purpose, phone: PhoneNumber) -> None:
        def excuse() -> float | None:
            found = self._night.book.peek(escalation.id)
            same = found is not None and found.holder == escalation.holder
            if found is None or not same or found.state is not State.ACKNOWLEDGED:
                return None
            sent = [one for one in found.attempts if one.purpose is purpose and one.phone == phone]
            return None if any(one.outcome is not None for one in sent) else 0.0

        key = ("told", escalation.id, purpose, phone)
        what = f"the text that is {purpose}"
        self._night.owed.owe(key, what, self._night.time.now, excuse, allowed=SOON)

    def texted(self, text: "Text") -> None:
        """Note a text that the carrier took."""
        attempt = text.attempt
        self._night.owed.pay(("told", text.escalation, attempt.purpose, attempt.phone))

    def refused(self, attempt: Attempt) -> None:
        """Owe nothing to a phone that takes no texts."""
        owner = self._night.owner_of(attempt.id)
        self._night.owed.drop(("told", owner, attempt.purpose, attempt.phone))


def is_wrong(escalation: Escalation, phone: PhoneNumber) -> bool:
    """Whether somebody said of a number that it is not theirs: a stranger is told nothing."""
    said = (one for one in escalation.attempts if one.outcome is Outcome.WRONG_PERSON)
    return any(one.phone == phone for one in said)


def _known(escalation: Escalation, rung: Attempt) -> bool:
    """Whether the book knows that this try may have been noticed, and nobody said it was wrong."""
    kept, wrong = escalation.attempt(rung.id), is_wrong(escalation, rung.phone)
    return kept is not None and kept.tried and kept.failure is not Failure.LOST and not wrong
