"""What colleagues do with a phone that is rung to put them through, and how long the two talk."""

from functools import partial
from typing import TYPE_CHECKING

from service.desk import putting_through
from service.domain.attempt import CallStatus
from service.domain.words import Script

if TYPE_CHECKING:
    from service.simulation.carrier import Call
    from service.simulation.legs import Leg
    from service.simulation.night import Night

#: What comes of a ring; ``None`` where nobody answers.
FATES = (
    (CallStatus.IN_PROGRESS, 66.0),
    (CallStatus.BUSY, 10.0),
    (CallStatus.FAILED, 2.0),
    (None, 22.0),
)
#: What is pressed once "press 1" was heard; "" for nothing, as a mailbox does.
KEYS = (("1", 76.0), ("5", 6.0), ("", 18.0))
#: How long the two talk, in seconds: cut off, well, past the reminder, past the limit.
TALKS = (
    ((2.0, 29.0), 20.0),
    ((31.0, 150.0), 45.0),
    ((150.0, 420.0), 25.0),
    ((420.0, 1100.0), 10.0),
)
#: How long silence lasts before our words are said again, in seconds.
SILENCE = 8.0


class Colleagues:
    """Everybody who pressed, at the other end of such a call."""

    def __init__(self, night: "Night") -> None:
        self._night = night

    def hears_ring(self) -> tuple[CallStatus | None, float]:
        """Say what comes of a ring, and after how many seconds."""
        dice = self._night.dice
        fate = dice.weighed(FATES)
        return fate, dice.between(0.2, 2.0) if fate is CallStatus.BUSY else dice.between(2.0, 18.0)

    def listens(self, leg: "Leg", script: Script) -> None:
        """Hear our words; press something, or nothing."""
        night, dice = self._night, self._night.dice
        if not script.listens:
            seconds = dice.between(0.5, 4.0)
            night.time.after(seconds, partial(night.carrier.ends, leg, CallStatus.COMPLETED))
            return
        key = dice.weighed(KEYS)
        then = partial(self._presses, leg, key, script.turn)
        night.time.after(dice.between(1.5, 6.0) if key else SILENCE, then)

    def _presses(self, leg: "Leg", key: str, turn: int) -> None:
        night, desk = self._night, self._night.web.desk
        if leg.status.final:
            return
        if not key:
            again = partial(putting_through.colleague_answered, desk, leg.attempt.id, leg.sid)
            night.legs.asks(leg, lambda: again(turn + 1))
            return
        night.say("colleague presses", leg.attempt.id, key)
        leg.key = leg.key or key == "1"
        press = partial(putting_through.colleague_pressed, desk, leg.attempt.id, key, turn)
        night.legs.asks(leg, press)
        if night.dice.chance(night.weather.doubled):
            night.fault("key doubled", 0.0)
            night.web.later(night.dice.mostly_low(0.0, 20.0), lambda: night.web.run(press))

    def talks(self, leg: "Leg") -> None:
        """Talk for a while; then one of the two hangs up."""
        night, dice = self._night, self._night.dice
        seconds = dice.between(*dice.weighed(TALKS))
        ends: Call = leg if dice.chance(0.6) else leg.parent
        night.time.after(seconds, partial(night.carrier.ends, ends, CallStatus.COMPLETED))
