"""The carrier's words to us: on their way they are lost, doubled, late and shuffled."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from service.desk import hearing
from service.domain.attempt import CallStatus, Failure

if TYPE_CHECKING:
    from service.simulation.carrier import Call, Text
    from service.simulation.night import Night

#: Seconds that a word takes as a rule, and where it is late.
SOON = (0.02, 0.6)
LATE = (2.0, 60.0)
#: What one lost or late word may cost: the whole ring and the answer window, and one more look.
LOST_WORD = 45.0


class Callbacks:
    """Webhooks about calls and texts, from the carrier to the web process."""

    def __init__(self, night: "Night") -> None:
        self._night = night

    def tell(self, call: "Call", status: CallStatus) -> None:
        """Tell how a call stands. The key is the same when it is told twice."""
        key = f"{call.sid}/{call.told}"
        desk = self._night.web.desk
        self._send(
            partial(hearing.call_told, desk, call.attempt.id, call.sid, status, key), "callback"
        )

    def text_failed(self, text: "Text", failure: Failure) -> None:
        """Tell that a text did not arrive."""
        desk = self._night.web.desk
        self._send(partial(hearing.text_told, desk, text.attempt.id, text.sid, failure), "callback")

    def _send(self, hear: Callable[[], None], kind: str) -> None:
        night, dice, weather = self._night, self._night.dice, self._night.weather
        if dice.chance(weather.lost):
            night.fault(f"{kind} lost", LOST_WORD)
            return
        late = dice.chance(weather.late)
        seconds = dice.mostly_low(*LATE) if late else dice.mostly_low(*SOON)
        if late:
            night.fault(f"{kind} late", LOST_WORD + seconds)
        night.time.after(seconds, partial(self._deliver, hear))
        if dice.chance(weather.doubled):
            night.fault(f"{kind} doubled", 0.0)
            night.time.after(seconds + dice.mostly_low(0.0, 20.0), partial(self._deliver, hear))

    def _deliver(self, hear: Callable[[], None]) -> None:
        web = self._night.web
        if not web.up:
            self._night.fault("callback lost", LOST_WORD)
            return
        # A 503 is not asked again: see the carrier's own page of webhooks.
        web.later(0.0, lambda: web.run(hear, failed=lambda _: self._unheard(), keeps=False))

    def _unheard(self) -> None:
        self._night.fault("callback lost", LOST_WORD)
