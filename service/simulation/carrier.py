"""The simulated carrier: takes requests over a bad network, rings phones, and calls back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from service.domain.attempt import Attempt, CallStatus
from service.domain.people import PhoneNumber
from service.ports import NotPlaced, Outage, Refused, SeenCall, Uncertain
from service.simulation.strand import Strand
from service.simulation.timeline import SECOND
from service.simulation.trouble import LOST_ANSWER

if TYPE_CHECKING:
    from service.simulation.night import Night

#: Seconds after which a request is given up, as ``ports.Telephone`` promises.
TOTAL_SECONDS = 5.0
#: Seconds that carriers add to a ring of their own.
RING_EXTRA = (0.0, 4.0)
#: What the carrier's refusal may cost: the longest wait before the same try is made again, and
#: the next round of a notice.
REFUSAL = 35.0


@dataclass(slots=True, eq=False)
class Call:
    """One call as the carrier has it."""

    sid: str
    attempt: Attempt
    escalation: str
    created_at: datetime
    taken_at: int
    #: From when the carrier's list shows it.
    listed_at: int
    status: CallStatus = CallStatus.QUEUED
    #: It was taken and will never ring.
    ghost: bool = False
    ended: int | None = None
    told: int = 0
    #: The latest call that was placed from this one, to join it to a colleague.
    leg: "Call | None" = None
    #: What follows its end.
    then: "Callable[[], None] | None" = None


@dataclass(slots=True)
class Text:
    """One text that the carrier took."""

    sid: str
    attempt: Attempt
    escalation: str
    at: int


@dataclass(slots=True)
class Carrier:
    """Every call and text of a night."""

    night: "Night"
    calls: dict[str, Call] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)

    # What is asked of it. Each comes from a strand, which is taken up when the answer has come.

    def asked_to_call(self, strand: Strand, attempt: Attempt) -> None:
        """Ring a phone."""
        self.night.watch.asked(strand, attempt)
        self._send(strand, partial(self._take_call, attempt), places=attempt)

    def asked_to_text(self, strand: Strand, attempt: Attempt, body: str) -> None:
        """Deliver a text."""
        del body
        self.night.watch.asked(strand, attempt)
        self._send(strand, partial(self._take_text, attempt), places=attempt)

    def asked_for_status(self, strand: Strand, sid: str) -> None:
        """Say how a call stands."""
        self._send(strand, lambda: self.calls[sid].status if sid in self.calls else None)

    def asked_for_calls(self, strand: Strand, phone: PhoneNumber, since: datetime) -> None:
        """List the calls to a phone, as far as the list has come."""
        self.night.watch.looked(phone)
        self._send(strand, partial(self._list, phone, since))

    def asked_to_end(self, strand: Strand, sid: str, *, answered: bool) -> None:
        """End a call that rings."""
        self._send(strand, partial(self._end, sid, answered=answered))

    # The network between.

    def _send(
        self, strand: Strand, serve: Callable[[], Any], *, places: Attempt | None = None
    ) -> None:
        dice, weather = self.night.dice, self.night.weather
        there = dice.mostly_low(0.02, 0.4)
        back = dice.mostly_low(0.02, 0.4)
        if dice.chance(weather.slow):
            self.night.fault("slow answer", TOTAL_SECONDS)
            back += dice.between(0.5, TOTAL_SECONDS - 0.8)
        lost: Outage = Uncertain() if places is not None else NotPlaced()
        if dice.chance(weather.not_placed):
            self.night.fault("not placed", REFUSAL)
            self._reply(strand, NotPlaced(20429, account=dice.chance(0.2)), there + back)
            self._not_taken(places)
        elif dice.chance(weather.untaken):
            self.night.fault("request lost", LOST_ANSWER)
            self._reply(strand, lost, self._silence())
            self._not_taken(places)
        elif dice.chance(weather.unheard):
            self.night.fault("answer lost", LOST_ANSWER)
            self.night.time.after(there, serve)
            self._reply(strand, lost, max(there, self._silence()))
        else:
            self.night.time.after(there, partial(self._serve, strand, serve, back))

    def _not_taken(self, attempt: Attempt | None) -> None:
        if attempt is not None:
            self.night.watch.climbs.not_taken(attempt)

    def _silence(self) -> float:
        """Draw how long nothing is heard: the connection is cut, or the time is up."""
        return TOTAL_SECONDS if self.night.dice.chance(0.5) else self.night.dice.between(0.05, 1.0)

    def _serve(self, strand: Strand, serve: Callable[[], Any], back: float) -> None:
        self._reply(strand, serve(), back)

    def _reply(self, strand: Strand, answer: Any, seconds: float) -> None:
        def taken_up() -> None:
            strand.tape.append(answer)
            strand.process.go(strand)

        strand.process.later(seconds, taken_up)

    # What it does.

    def _take_call(self, attempt: Attempt) -> str | Outage:
        night, dice = self.night, self.night.dice
        if dice.chance(night.weather.refused):
            night.fault("refused", 0.0)
            night.watch.refused(attempt)
            return Refused(21211)
        lag, now = self.list_lag(), night.time.now
        call = Call(
            sid=f"CA{dice.hexadecimal(32)}",
            attempt=attempt,
            escalation=night.owner_of(attempt.id),
            created_at=night.time.instant().replace(microsecond=0),
            taken_at=now,
            listed_at=now + int(lag * SECOND),
            ghost=dice.chance(night.weather.never_rings),
        )
        self.calls[call.sid] = call
        night.say("takes call", call.sid, attempt.id)
        night.watch.taken(call)
        if call.ghost:
            night.fault("never rings", 0.0)
        else:
            self.moves(call, CallStatus.INITIATED)
            night.time.after(dice.between(0.8, 3.0), partial(self._ring, call))
        return call.sid

    def list_lag(self) -> float:
        """Draw for how many seconds the list does not show a new call."""
        if not self.night.dice.chance(self.night.weather.list_lags):
            return 0.0
        self.night.fault("list lags", 0.0)
        return self.night.dice.between(1.0, 12.0)

    def _take_text(self, attempt: Attempt) -> str | Outage:
        night, dice = self.night, self.night.dice
        if dice.chance(night.weather.refused):
            night.fault("refused", 0.0)
            night.watch.refused(attempt)
            return Refused(21614)
        text = Text(
            f"SM{dice.hexadecimal(32)}", attempt, night.owner_of(attempt.id), night.time.now
        )
        self.texts.append(text)
        night.say("takes text", text.sid, attempt.id)
        night.watch.texted(text)
        night.people.gets_text(text)
        return text.sid

    def _list(self, phone: PhoneNumber, since: datetime) -> list[SeenCall]:
        earliest, now = since.replace(microsecond=0), self.night.time.now
        return [
            SeenCall(sid=call.sid, status=call.status, created_at=call.created_at)
            for call in self.calls.values()
            if call.attempt.phone.e164 == phone.e164
            and call.created_at >= earliest
            and call.listed_at <= now
        ]

    def _end(self, sid: str, *, answered: bool) -> None:
        call = self.calls.get(sid)
        if call is None or call.status.final:
            return
        if answered or call.status is not CallStatus.IN_PROGRESS:
            self.ends(call, CallStatus.COMPLETED if answered else CallStatus.CANCELED)

    def _ring(self, call: Call) -> None:
        if call.status.final:
            return
        self.moves(call, CallStatus.RINGING)
        ring_out = call.attempt.ring_seconds + self.night.dice.between(*RING_EXTRA)
        fate, seconds = self.night.people.hears_ring(call)
        if fate is None or seconds >= ring_out:
            fate, seconds = CallStatus.NO_ANSWER, ring_out
        self.night.time.after(seconds, partial(self._after_ring, call, fate))

    def _after_ring(self, call: Call, fate: CallStatus) -> None:
        if call.status.final:
            return
        if fate is CallStatus.IN_PROGRESS and self._talks(call):
            fate = CallStatus.BUSY
        if fate is CallStatus.IN_PROGRESS:
            self.moves(call, fate)
            self.night.people.answers(call)
        else:
            self.ends(call, fate)

    def _talks(self, call: Call) -> bool:
        """Whether whoever holds this phone is on another call: nobody holds two at once."""
        others = (one for one in self.calls.values() if one.status is CallStatus.IN_PROGRESS)
        return any(one.attempt.phone == call.attempt.phone for one in others)

    def ends(self, call: Call, status: CallStatus) -> None:
        """End a call and what was placed from it, and tell of it; one that is over stays so."""
        if call.status.final:
            return
        call.ended = self.night.time.now
        self.moves(call, status)
        self.night.watch.ended(call)
        if call.leg is not None:
            talked = call.leg.status is CallStatus.IN_PROGRESS
            self.ends(call.leg, CallStatus.COMPLETED if talked else CallStatus.CANCELED)
        if call.then is not None:
            call.then()

    def moves(self, call: Call, status: CallStatus) -> None:
        """Let a call stand so, and tell of it."""
        call.status = status
        call.told += 1
        self.night.say("call is", call.sid, status)
        self.night.callbacks.tell(call, status)
