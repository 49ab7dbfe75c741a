"""A climb played through the one question alone: no book, no bell, no carrier, its own clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from service.domain.attempt import (
    Attempt,
    AttemptState,
    CallStatus,
    CarrierCall,
    Failure,
    Outcome,
)
from service.domain.changes import Act, end_drill
from service.domain.decide import next_actions
from service.domain.escalation import Climb, Escalation, Happening, Raiser
from service.domain.ladder import Channel, LadderPace, Rung, RungPace
from service.domain.people import PhoneNumber
from service.domain.plan import Plan
from service.domain.resuming import resume

START = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SAM = Raiser(person="sam", name="Sam Lee", phone=PhoneNumber("+447700900123"), texts=True)


def number_of(name: str) -> PhoneNumber:
    """Invent a number that is always the same for the same name."""
    return PhoneNumber(f"+447700900{sum(name.encode()) % 700 + 200:03}")


def rung(name: str, *, texts: bool = True, **pace: object) -> Rung:
    return Rung(
        role="Deputy",
        person=name.lower(),
        name=f"{name} Example",
        phone=number_of(name),
        texts=texts,
        pace=RungPace(**pace),  # type: ignore[arg-type]
    )


def escalation(*rungs: Rung, **changed: object) -> Escalation:
    """Return a fresh press with these rungs, or officer, deputy and deputy."""
    rungs = rungs or (rung("Priya"), rung("Tom"), rung("Amina"))
    fresh = Escalation(
        id="e" * 32,
        reference="K7Q2",
        organisation="Harbour Lane",
        ladder="safeguarding",
        pace=LadderPace(),
        rungs=rungs,
        raiser=SAM,
        raised_at=START,
        climb=Climb(started_at=START),
        listed=frozenset(one.person for one in rungs if one.person),
        due_at=START,
    )
    return replace(fresh, **changed)  # type: ignore[arg-type]


#: What a phone does: an outcome, and how many seconds after the dial it comes.
Fate = tuple[Outcome, float] | tuple[Outcome, float, Failure]
NO_ANSWER: Fate = (Outcome.NO_ANSWER, 22)


@dataclass
class Rehearsal:
    """Plays an escalation: dials what is planned, and lets each call end as its phone does."""

    escalation: Escalation
    fates: dict[str, list[Fate]] = field(default_factory=dict)
    now: datetime = START
    rung_at: list[tuple[float, str]] = field(default_factory=list)
    texted_at: list[tuple[float, str]] = field(default_factory=list)
    events: list[tuple[float, str, str | None]] = field(default_factory=list)
    plan: Plan | None = None
    ids: Iterator[int] = field(default_factory=count)
    _ends: list[tuple[datetime, str, Fate]] = field(default_factory=list)

    def new_id(self) -> str:
        return f"attempt-{next(self.ids)}"

    def seconds(self, at: datetime | None = None) -> float:
        return ((at or self.now) - START).total_seconds()

    def play(self, until: float) -> "Rehearsal":
        """Go on until *until* seconds after the press."""
        limit = START + timedelta(seconds=until)
        while True:
            self.look()
            assert self.plan is not None
            moments = [end for end, _, _ in self._ends]
            moments += [self.plan.due_at] if self.plan.due_at else []
            coming = min(moments, default=None)
            if coming is None or coming > limit:
                self.now = limit
                return self
            assert coming > self.now, "a plan must not ask to look again at once, for ever"
            self.now = coming
            self._end_what_ends()

    def look(self) -> None:
        plan = next_actions(self.escalation, self.now)
        self.plan = plan
        self.events += [(self.seconds(one.at), one.kind.value, one.name) for one in plan.events]
        self.escalation = plan.noted(self.escalation)
        for one in plan.tries:
            self._make(one.rung, one.channel, one.purpose, one.index, one.number, one.everyone)
        if plan.becomes is Happening.RESUMED:
            resumed = resume(self.escalation, self.now, self.new_id)
            self.escalation = resumed.escalation
            self.events += [(self.seconds(), one.kind.value, one.name) for one in resumed.events]
        if plan.becomes is Happening.ENDED:
            self.escalation = end_drill(self.escalation, self.now, self.new_id).escalation
        if plan.tries or plan.becomes:
            self.look()

    def act(
        self, change: Callable[..., object], person: str, *more: object, **also: object
    ) -> None:
        done = change(
            self.escalation,
            Act(person=person, at=self.now, channel=Channel.PAGE, **also),  # type: ignore[arg-type]
            *more,
        )
        self.escalation = done.escalation  # type: ignore[attr-defined]
        self.events += [
            (self.seconds(one.at), one.kind.value, one.name)
            for one in done.events  # type: ignore[attr-defined]
        ]

    def _make(self, rung, channel, purpose, index, number, everyone) -> None:
        who = rung or self.escalation.raiser
        attempt = Attempt(
            id=self.new_id(),
            purpose=purpose,
            channel=channel,
            person=who.person,
            name=who.name,
            phone=who.phone,
            climb=self.escalation.climb.number,
            round=self.escalation.climb.round,
            rung=index,
            number=number,
            everyone=everyone,
            state=AttemptState.PLACED,
            intended_at=self.now,
            dialled_at=self.now,
        )
        if channel is Channel.CALL:
            self.rung_at.append((self.seconds(), who.first_name))
            fates = self.fates.get(who.person, [])
            fate = fates.pop(0) if fates else NO_ANSWER
            attempt = _on_the_line(attempt, f"CA{next(self.ids)}", fate)
            self._ends.append((self.now + timedelta(seconds=fate[1]), attempt.id, fate))
        else:
            self.texted_at.append((self.seconds(), who.first_name))
        self.escalation = self.escalation.with_attempt(attempt)

    def _end_what_ends(self) -> None:
        due = [one for one in self._ends if one[0] <= self.now]
        self._ends = [one for one in self._ends if one[0] > self.now]
        for _, attempt_id, fate in due:
            attempt = self.escalation.attempt(attempt_id)
            assert attempt is not None
            failure = fate[2] if len(fate) > 2 else None  # type: ignore[misc]
            if fate[0] is Outcome.FAILED and failure is None:
                failure = Failure.PERSON
            over = attempt.end(fate[0], self.now, failure)
            calls = tuple(replace(call, status=CallStatus.COMPLETED) for call in over.calls)
            self.escalation = self.escalation.with_attempt(replace(over, calls=calls))


def _on_the_line(attempt: Attempt, sid: str, fate: Fate) -> Attempt:
    """Return it as the carrier has it; one that the carrier will drop it never has."""
    if len(fate) > 2 and fate[2] is not Failure.PERSON:  # type: ignore[misc]
        return replace(attempt, state=AttemptState.DIALLING)
    return attempt.with_call(CarrierCall(sid=sid, status=CallStatus.RINGING))
