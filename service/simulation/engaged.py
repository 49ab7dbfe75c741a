"""Watches that a phone which is said to be engaged is on a call of ours."""

from typing import TYPE_CHECKING

from service.domain.attempt import Attempt, AttemptState
from service.domain.escalation import Escalation
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber
from service.simulation.timeline import SECOND

if TYPE_CHECKING:
    from service.simulation.carrier import Call
    from service.simulation.night import Night

UNDER_WAY = (AttemptState.DIALLING, AttemptState.PLACED)
#: How long the word of a call's end may be on its way, in microseconds.
WORD = 5 * SECOND


class Engaged:
    """Knows the phones that are on a call, by what the carrier saw and what was committed."""

    def __init__(self, night: "Night") -> None:
        self._night = night

    def passed_over(self, escalation: Escalation, attempt: Attempt) -> None:
        """See that a phone that is said to be engaged is on a call of another escalation."""
        if self.on_our_line(attempt.phone, escalation.id):
            return
        others = (self._night.book.peek(one) for one in self._night.book.known())
        engaged = any(
            one.phone == attempt.phone and one.channel is Channel.CALL and one.state in UNDER_WAY
            for other in others
            if other is not None and other.id != escalation.id
            for one in other.attempts
        )
        if not engaged:
            self._night.violates("too soon", "passed over for a call that there is not")

    def on_our_line(self, phone: PhoneNumber | None, besides: str) -> bool:
        """Whether its officer is put through, or is on a call of ours and holds another.

        Or was just now; or the carrier's word of the end may be lost, or late.
        """
        night = self._night
        others = [night.book.peek(one) for one in night.book.known() if one != besides]
        holders = [one.holder for one in others if one and one.holder]
        takings = [one.at for one in holders if one.phone == phone]
        talks = any(
            one.attempt.phone == phone and self._lasts(one) for one in night.carrier.calls.values()
        )
        through = any(
            one.attempt.phone == phone and one.leg is not None and self._lasts(one.leg)
            for one in night.carrier.calls.values()
        )
        unheard = bool(takings) and any(
            one.cost for one in night.ledger.during(night.time.moment(min(takings)))
        )
        return through or (bool(takings) and (talks or unheard))

    def _lasts(self, call: "Call") -> bool:
        """Whether a call is under way, or was just now."""
        return call.ended is None or self._night.time.now - call.ended < WORD


def under_way(attempt: Attempt) -> bool:
    """Whether the carrier has this call, or is being asked for it."""
    return attempt.state in UNDER_WAY and attempt.channel is Channel.CALL
