"""What a practice came to: who answered how fast, and what it cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.attempt import Attempt, Outcome, Purpose
from service.domain.catalogue import N_
from service.domain.escalation import Escalation
from service.domain.events import Event, Kind
from service.domain.ladder import Channel


class Ended(StrEnum):
    """How it ended, or that it has not."""

    RUNNING = "running"
    #: Somebody took it.
    TAKEN = "taken"
    #: Everybody was rung, and nobody took it.
    NOBODY = "nobody"
    #: It stopped before everybody was rung. Why is never told: see ``decisions/0012``.
    NOT_COMPLETED = "not_completed"


class Did(StrEnum):
    """What one officer did; each value is what people read of it."""

    TOOK = N_("took it")
    PASSED_ON = N_("passed it on")
    WRONG_PERSON = N_("wrong person")
    NO_KEY = N_("picked up, pressed no key")
    NO_ANSWER = N_("no answer")
    BUSY = N_("busy")
    FAILED = N_("could not be reached")
    NOT_RUNG = N_("not rung")
    UNDER_WAY = N_("being rung")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerReport:
    """One officer of the ladder. All spans are whole seconds; ``None``: it never came to that."""

    person: str
    name: str
    role: str
    #: From the start of the practice until their phone first rang.
    rang_after: int | None
    answered: bool
    did: Did
    #: From the ring that they answered until the key.
    key_after: int | None
    calls: int
    texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillReport:
    """A whole practice."""

    reference: str
    started_at: datetime
    started_by: str
    ladder: str
    ended: Ended
    taken_by: str | None
    #: From its start until the first phone was picked up.
    answered_after: int | None
    #: From its start until somebody took it.
    taken_after: int | None
    #: What it cost: to officers, and to the colleague as well.
    calls: int
    texts: int
    officers: tuple[OfficerReport, ...]


def report_of(drill: Escalation, history: Sequence[Event]) -> DrillReport:
    """Read a practice off its attempts and its *history*, oldest first."""
    known = _Known(drill, history)
    holder = drill.holder or (drill.earlier[-1] if drill.earlier else None)
    picked_up = next((one.at for one in history if one.kind is Kind.ANSWERED), None)
    rungs = {rung.person: rung for rung in drill.rungs if rung.person and rung.phone}
    return DrillReport(
        reference=drill.reference,
        started_at=drill.raised_at,
        started_by=drill.raiser.name,
        ladder=drill.ladder,
        ended=_ended(drill),
        taken_by=holder.name if holder else None,
        answered_after=known.since_start(picked_up),
        taken_after=known.since_start(holder.at) if holder else None,
        calls=_made(drill.attempts, Channel.CALL),
        texts=_made(drill.attempts, Channel.TEXT),
        officers=tuple(known.officer(key or "", rung.role) for key, rung in rungs.items()),
    )


def _ended(drill: Escalation) -> Ended:
    if drill.had_by:
        return Ended.TAKEN
    if not drill.state.closed:
        return Ended.RUNNING
    gone_through = drill.climb.everyone_at is not None
    return Ended.NOBODY if gone_through else Ended.NOT_COMPLETED


@dataclass(frozen=True, slots=True)
class _Known:
    drill: Escalation
    history: Sequence[Event]

    def since_start(self, at: datetime | None) -> int | None:
        return None if at is None else (at - self.drill.raised_at) // timedelta(seconds=1)

    def officer(self, person: str, role: str) -> OfficerReport:
        rung = self.drill.officer(person)
        told = [one for one in self.drill.attempts if one.person == person]
        offers = [one for one in told if one.purpose.asks]
        calls = [one for one in offers if one.channel is Channel.CALL]
        rang = [self._first(Kind.RINGING, one) or one.dialled_at for one in calls if one.calls]
        return OfficerReport(
            person=person,
            name=rung.name if rung else person,
            role=role,
            rang_after=self.since_start(min((at for at in rang if at), default=None)),
            answered=any(self._first(Kind.ANSWERED, one) for one in calls),
            did=self._did(person, offers),
            key_after=self._key_after(calls),
            calls=_made(told, Channel.CALL),
            texts=_made(told, Channel.TEXT),
        )

    def _first(self, kind: Kind, attempt: Attempt) -> datetime | None:
        mine = (one.at for one in self.history if one.attempt == attempt.id and one.kind is kind)
        return next(mine, None)

    def _did(self, person: str, offers: Sequence[Attempt]) -> Did:
        """Say the most that came of it: a key is more than silence, silence more than a text."""
        if person in self.drill.had_by:
            return Did.TOOK
        came = {one.outcome for one in offers if one.outcome}
        found = next((did for outcome, did in _DID.items() if outcome in came), None)
        if found is not None:
            return found
        rung = any(one.live and one.calls for one in offers) and not self.drill.state.closed
        return Did.UNDER_WAY if rung else Did.NOT_RUNG

    def _key_after(self, calls: Sequence[Attempt]) -> int | None:
        keyed = next((one for one in calls if one.outcome in _KEYED and one.ended_at), None)
        if keyed is None or keyed.ended_at is None:
            return None
        return (keyed.ended_at - self._began(keyed)) // timedelta(seconds=1)

    def _began(self, call: Attempt) -> datetime:
        return self._first(Kind.RINGING, call) or call.started_at


def _made(attempts: Iterable[Attempt], channel: Channel) -> int:
    """Count what the carrier took, also what puts the two through."""
    return sum(1 for one in attempts if one.channel is channel and _taken(one))


def _taken(attempt: Attempt) -> bool:
    placed = attempt.dialled_at is not None and attempt.outcome is not Outcome.FAILED
    return bool(attempt.calls) or placed or attempt.purpose is Purpose.PUT_THROUGH


_KEYED = (Outcome.ACKNOWLEDGED, Outcome.PASSED_ON, Outcome.WRONG_PERSON)
#: The first that came of any try is what they did.
_DID = {
    Outcome.PASSED_ON: Did.PASSED_ON,
    Outcome.WRONG_PERSON: Did.WRONG_PERSON,
    Outcome.NO_KEY: Did.NO_KEY,
    Outcome.NO_ANSWER: Did.NO_ANSWER,
    Outcome.BUSY: Did.BUSY,
    Outcome.FAILED: Did.FAILED,
}
