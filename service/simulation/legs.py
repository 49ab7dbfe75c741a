"""The calls that the carrier places from an officer's own: to the colleague, to join the two."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from service.desk import answering, putting_through
from service.desk.spots import Said, Spot, Through
from service.domain.attempt import CallStatus
from service.domain.words import Script
from service.simulation.callbacks import LOST_WORD
from service.simulation.carrier import RING_EXTRA, Call
from service.simulation.timeline import SECOND

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.simulation.night import Night

#: How long the sentence takes after which the carrier dials, in seconds.
SENTENCE = (1.5, 3.0)
#: How many seconds somebody whom nobody answers stays on the line.
PATIENCE = 3.0
#: How likely the carrier still asks what comes next where the officer has hung up.
ASKS_ALL_THE_SAME = 0.5


@dataclass(slots=True, eq=False, kw_only=True)
class Leg(Call):
    """One such call. It lives as long as the officer's own, at most."""

    parent: Call
    spot: Spot
    #: Whether somebody has pressed the key on it; when it joined the two.
    key: bool = False
    joined: int | None = None

    @property
    def talking(self) -> bool:
        """Whether the two hear each other now."""
        return self.joined is not None and not self.status.final


class Legs:
    """Places them, joins the two, and goes on with the officer's call when they are over."""

    def __init__(self, night: "Night") -> None:
        self._night = night

    def place(self, parent: Call, said: Said) -> None:
        """Say the sentence, then ring the colleague, if the officer is still there."""
        if said.through is None or said.spot is None:
            return
        dial = partial(self._dial, parent, said.spot, said.through)
        self._night.time.after(self._night.dice.between(*SENTENCE), dial)

    def _dial(self, parent: Call, spot: Spot, through: Through) -> None:
        night, dice = self._night, self._night.dice
        if parent.status.final:
            return
        if dice.chance(night.weather.refused):
            night.fault("refused", 0.0)
            self._goes_on(parent, spot, through.attempt, CallStatus.FAILED, "")
            return
        leg = self._leg(parent, spot, through.attempt)
        if leg is None:
            return
        night.carrier.calls[leg.sid] = parent.leg = leg
        night.say("places", leg.sid, through.attempt)
        night.watch.spoken.placed(leg)
        night.carrier.moves(leg, CallStatus.INITIATED)
        night.time.after(dice.between(0.8, 3.0), partial(self._ring, leg))

    def _leg(self, parent: Call, spot: Spot, attempt_id: str) -> Leg | None:
        night, owner = self._night, self._night.owner_of(attempt_id)
        found = night.book.peek(owner)
        attempt = found.attempt(attempt_id) if found else None
        if attempt is None:
            return None
        lag = night.carrier.list_lag()
        leg = Leg(
            sid=f"CA{night.dice.hexadecimal(32)}",
            attempt=attempt,
            escalation=owner,
            created_at=night.time.instant().replace(microsecond=0),
            taken_at=night.time.now,
            listed_at=night.time.now + int(lag * SECOND),
            parent=parent,
            spot=spot,
        )
        leg.then = partial(self._over, leg)
        return leg

    def _ring(self, leg: Leg) -> None:
        night = self._night
        if leg.status.final:
            return
        night.carrier.moves(leg, CallStatus.RINGING)
        ring_out = leg.attempt.ring_seconds + night.dice.between(*RING_EXTRA)
        fate, seconds = night.colleagues.hears_ring()
        if fate is None or seconds >= ring_out:
            fate, seconds = CallStatus.NO_ANSWER, ring_out
        night.time.after(seconds, partial(self._after_ring, leg, fate))

    def _after_ring(self, leg: Leg, fate: CallStatus) -> None:
        if leg.status.final:
            return
        if fate is not CallStatus.IN_PROGRESS:
            self._night.carrier.ends(leg, fate)
            return
        self._night.carrier.moves(leg, fate)
        ask = partial(putting_through.colleague_answered, self._night.web.desk)
        self.asks(leg, lambda: ask(leg.attempt.id, leg.sid))

    # What is said to the colleague.

    def asks(self, leg: Leg, ask: "Callable[[], Script | None]") -> None:
        """Have our words said to the colleague; whoever hears nothing hangs up."""
        night, web = self._night, self._night.web
        heard = []

        def hears(script: Script | None) -> None:
            heard.append(script)
            self._hears(leg, script)

        def nobody_there() -> None:
            if not heard:
                night.carrier.ends(leg, CallStatus.COMPLETED)

        night.time.after(PATIENCE, nobody_there)
        if web.up:
            web.later(night.dice.mostly_low(0.02, 0.3), lambda: web.run(ask, then=hears))

    def _hears(self, leg: Leg, script: Script | None) -> None:
        if leg.status.final:
            return
        if script is not None:
            self._night.colleagues.listens(leg, script)
            return
        leg.joined = self._night.time.now
        self._night.say("joins", leg.sid)
        self._night.watch.spoken.joined(leg)
        self._night.colleagues.talks(leg)

    # When it is over.

    def _over(self, leg: Leg) -> None:
        """Ask what the officer hears next; the carrier may do so where they have hung up too."""
        night = self._night
        if leg.parent.status.final and not night.dice.chance(ASKS_ALL_THE_SAME):
            return
        if night.dice.chance(night.weather.lost):
            night.fault("callback lost", LOST_WORD)
            night.time.after(2.0, partial(night.carrier.ends, leg.parent, CallStatus.COMPLETED))
            return
        self._goes_on(leg.parent, leg.spot, leg.attempt.id, leg.status, leg.sid)

    def _goes_on(
        self, parent: Call, spot: Spot, attempt_id: str, status: CallStatus, sid: str
    ) -> None:
        night, web = self._night, self._night.web
        heard = []

        def hears(said: Said) -> None:
            heard.append(said)
            night.people.listens(parent, said)

        def nobody_there() -> None:
            if not heard:
                night.carrier.ends(parent, CallStatus.COMPLETED)

        def ask() -> Any:
            return answering.went_through(web.desk, spot, attempt_id, status, sid)

        night.time.after(PATIENCE, nobody_there)
        if web.up:
            web.later(night.dice.mostly_low(0.02, 0.3), lambda: web.run(ask, then=hears))
