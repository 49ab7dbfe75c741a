"""What must hold after every fault. Each check gives one sentence for each violation.

No sentence names a person or a number: they are printed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from faults import pace
from faults.gauge import USUAL
from faults.people import NAMES, OFFICERS
from faults.record import Night, Ring

from service.domain.attempt import Outcome
from service.domain.escalation import TRANSITIONS, Escalation, Happening, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel

#: A call that was asked for just before it was taken may still reach the carrier so long after.
STILL_UNDER_WAY = timedelta(seconds=1)
#: What the line says to whoever has it, and to nobody else.
YOURS = "You have taken this"
#: How a bug of ours looks in a log. What Celery says of a connection that broke is none.
BUGS = (" bug during=", "a thread died", "Traceback (most recent", "error web.bug")
_NUMBER = re.compile(r"7700\D{0,2}900\D?\d{3}|20\D?7946\D?0\d{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one fault may cost."""

    #: How late a call may be, in seconds.
    late: float = 5.0
    #: How many calls and texts may come twice.
    duplicates: int = 0
    #: How long a ringing phone may ring on once somebody has it, in seconds.
    rings_on: float = 2.0
    #: How long a colleague waits at most to be told, in seconds.
    told: float = 2.5

    def on(self, busy: float) -> "Bounds":
        """Return these for a machine that is *busy*: its times are longer in that proportion."""
        times = max(busy / USUAL, 1.0)
        return replace(
            self, late=self.late * times, rings_on=self.rings_on * times, told=self.told * times
        )


Check = Callable[[Night, Bounds], Iterator[str]]


def violations(night: Night, bounds: Bounds) -> list[str]:
    """Return a sentence for each thing that may not be."""
    return [f"{check.__name__}: {said}" for check in CHECKS for said in check(night, bounds)]


def kept(night: Night, _: Bounds) -> Iterator[str]:
    """Whatever was answered with 202 is in the book, and one key never made two."""
    for press in night.presses:
        given = {one.escalation for one in press.answers if one.escalation}
        if len(given) > 1:
            yield "one key was given two call-outs"
        if given - set(night.escalations):
            yield "a call-out that was answered with 202 is not in the book"
    if len(night.escalations) > len(night.presses):
        yield f"{len(night.escalations)} call-outs came of {len(night.presses)} keys"


def told(night: Night, bounds: Bounds) -> Iterator[str]:
    """A colleague is told in time: raised, or not raised with numbers to ring."""
    for press in night.presses:
        if press.raised is None:
            yield "a press was never answered with 202, however often it was sent"
        for one in press.answers:
            if one.status not in {0, 202, 503}:
                yield f"a press was answered {one.status}"
            if one.status == 503 and not one.numbers:
                yield "a press was refused without a number to ring"
            waited = (one.at - one.sent_at).total_seconds()
            if waited > bounds.told:
                yield f"a colleague waited {waited:.1f} s to be told ({one.status})"


def on_time(night: Night, bounds: Bounds) -> Iterator[str]:
    """Every call comes within its time and what the fault may cost."""
    for one in night.escalations.values():
        for due in pace.dues(night, one):
            if due.seconds_late > bounds.late:
                came = "came" if due.came else "had not come"
                yield f"a call {came} {due.seconds_late:.1f} s after its time ({_place(due.slot)})"


def not_early(night: Night, bounds: Bounds) -> Iterator[str]:
    """Nobody is rung before their time, unless the one before them cannot be reached."""
    for one in night.escalations.values():
        if any(_hopeless(attempt.outcome) for attempt in one.attempts):
            continue
        slots = pace.slots(night, one)
        for slot, after in ((pace.Slot(1, False, 1, 1), pace.BEFORE_NEXT[0]),):
            came = slots.get(slot)
            earliest = one.raised_at + timedelta(seconds=after) - pace.EARLY
            if came and came[0].at < earliest and not _was_engaged(night, one, came[0], bounds):
                yield f"a phone rang before its time ({_place(slot)})"


def _was_engaged(night: Night, one: Escalation, came: Ring, bounds: Bounds) -> bool:
    """Whether the officer was on a call of another call-out, for all that could be known of it."""
    officer = one.rungs[0].phone
    other = pace.engaged(night, one, officer.e164, came.at) if officer else None
    if other is None:
        return False
    return other.ended_at is None or _seconds(came.at, other.ended_at) <= bounds.late


def expected(night: Night, _: Bounds) -> Iterator[str]:
    """Nobody is rung but the officers on the list, and for nothing that the book does not know."""
    for ring in night.rings:
        owner = night.owner(ring.attempt)
        if owner is None and ring.attempt in night.earlier:
            yield "a phone rang for a call-out of an earlier night, which is closed"
        elif owner is None:
            yield "a call was asked for, for an attempt that is not in the book"
        elif ring.to not in {rung.phone.e164 for rung in owner.rungs if rung.phone}:
            yield "a phone rang that is not on the list"
    for text in night.texts:
        if night.owner(text.attempt) is None and text.attempt not in night.earlier:
            yield "a text was sent for an attempt that is not in the book"


def none_after(night: Night, bounds: Bounds) -> Iterator[str]:
    """No call is placed once somebody has it, and what rings then is hung up."""
    for one in night.escalations.values():
        over = pace.over_at(night, one)
        for ring in night.rings_of(one):
            attempt = one.attempt(ring.attempt)
            before = attempt is not None and attempt.dialled_at and attempt.dialled_at <= over
            if ring.at > over + STILL_UNDER_WAY and not before:
                yield f"a call was placed {_seconds(ring.at, over):.1f} s after it was over"
            yield from _rings_on(ring, max(over, ring.at), bounds, night.until)


def one_holder(night: Night, _: Bounds) -> Iterator[str]:
    """One person has it at a time, and only they hear that they do."""
    for one in night.escalations.values():
        holder: str | None = None
        for event in night.histories[one.id]:
            if event.kind is Kind.ACKNOWLEDGED and holder is not None:
                yield "two people had it at once"
            if event.kind is Kind.ACKNOWLEDGED:
                holder = event.name
            if event.kind in {Kind.HANDED_BACK, Kind.RESUMED}:
                holder = None
        holders = {one.holder.phone.e164} if one.holder else set()
        holders |= {earlier.phone.e164 for earlier in one.earlier}
        for ring in night.rings_of(one):
            if any(YOURS in words for words in ring.said) and ring.to not in holders:
                yield "somebody heard that they have it, and have not"


def duplicates(night: Night, bounds: Bounds) -> Iterator[str]:
    """No phone rings twice for one try, but where an answer was lost; then it is recorded."""
    if (found := count_duplicates(night)) > bounds.duplicates:
        yield f"{found} calls or texts came twice, where {bounds.duplicates} may"
    for one in night.escalations.values():
        for slot, rings in pace.slots(night, one).items():
            marked = any(
                attempt.possible_duplicate
                for attempt in one.attempts
                if (attempt.round, attempt.rung, attempt.number)
                == (slot.round, slot.rung, slot.number)
            )
            if len([ring for ring in rings if ring.rang]) > 1 and not marked:
                yield f"a phone rang twice and the book does not know ({_place(slot)})"


def count_duplicates(night: Night) -> int:
    """Count the calls that rang, and the texts that left, more than once for one reason."""
    found = 0
    for one in night.escalations.values():
        for rings in pace.slots(night, one).values():
            found += max(len([ring for ring in rings if ring.rang]) - 1, 0)
        seen: set[tuple[object, ...]] = set()
        for text in night.texts:
            attempt = one.attempt(text.attempt)
            if attempt is None:
                continue
            why = (attempt.purpose, attempt.person, attempt.climb)
            found += why in seen
            seen.add(why)
    return found


def moving(night: Night, bounds: Bounds) -> Iterator[str]:
    """Whatever is open has its next look in the book, and that look is not overdue."""
    for one in night.escalations.values():
        if one.state is not State.OPEN:
            continue
        if one.due_at is None:
            yield "an open call-out has nothing due"
        elif _seconds(night.until, one.due_at) > bounds.late:
            yield f"an open call-out has been due for {_seconds(night.until, one.due_at):.1f} s"


_HAPPENINGS = {
    Kind.ACKNOWLEDGED: Happening.ACKNOWLEDGED,
    Kind.HANDED_BACK: Happening.HANDED_BACK,
    Kind.SPOKEN: Happening.SPOKEN,
    Kind.CANCELLED: Happening.CANCELLED,
}


def consistent(night: Night, _: Bounds) -> Iterator[str]:
    """The history replays to the state, and each attempt has its lines in it."""
    for one in night.escalations.values():
        history = night.histories[one.id]
        if [event.kind for event in history].count(Kind.RAISED) != 1:
            yield "a call-out was not raised exactly once"
        yield from _replayed(one, history)
        yield from _told_of_attempts(one, history, pace.over_at(night, one))


def silent(night: Night, _: Bounds) -> Iterator[str]:
    """No name and no number is in any log, and nothing in one is a bug."""
    for process, text in night.said.items():
        if _NUMBER.search(text) or any(name in text for name in NAMES):
            yield f"the log of {process} holds a name or a number"
        for mark in BUGS:
            if mark in text:
                yield f"{process} met a bug: {_line_with(mark, text)}"
    for complaint in night.complaints:
        yield f"the exchange: {complaint}"


CHECKS: tuple[Check, ...] = (
    kept, told, on_time, not_early, expected, none_after, one_holder,
    duplicates, moving, consistent, silent,
)  # fmt: skip


def _replayed(one: Escalation, history: list[Event]) -> Iterator[str]:
    state = State.OPEN
    for event in history:
        happening = _HAPPENINGS.get(event.kind)
        if event.kind is Kind.RESUMED:
            happening = Happening.RUNG_AGAIN
        if happening is None:
            continue
        if (state, happening) not in TRANSITIONS:
            yield f"{happening} is in the history of what was {state}"
            return
        state = TRANSITIONS[state, happening]
    if state is not one.state:
        yield f"the history leads to {state}, the book says {one.state}"


def _told_of_attempts(one: Escalation, history: list[Event], over: datetime) -> Iterator[str]:
    lines: dict[str, set[Kind]] = {}
    for event in history:
        lines.setdefault(event.attempt or "", set()).add(event.kind)
        if event.kind is Kind.DIALLING and event.at > over:
            yield "a try was begun after it was over"
    for attempt in one.attempts:
        if not (attempt.purpose.asks and attempt.channel is Channel.CALL and attempt.dialled_at):
            continue
        if Kind.DIALLING not in lines.get(attempt.id, ()):
            yield "a call was begun without a line in the history"
        if not attempt.live and Kind.ENDED not in lines.get(attempt.id, ()):
            yield "a call ended without a line in the history"


def _rings_on(ring: Ring, since: datetime, bounds: Bounds, until: datetime) -> Iterator[str]:
    if not ring.rang or ring.answered_at is not None:
        return
    ends = ring.ended_at or until
    if _seconds(ends, since) > bounds.rings_on:
        yield f"a phone rang on for {_seconds(ends, since):.1f} s after it was over"


def _line_with(mark: str, text: str) -> str:
    return next(line for line in text.splitlines() if mark in line)


def _hopeless(outcome: Outcome | None) -> bool:
    return outcome in {Outcome.FAILED, Outcome.PASSED_ON, Outcome.WRONG_PERSON}


def _seconds(later: datetime, earlier: datetime) -> float:
    return (later - earlier).total_seconds()


def _place(slot: pace.Slot) -> str:
    who = ("officer", "deputy")[slot.rung]
    return f"round {slot.round}, {'everyone, ' if slot.everyone else ''}{who}, call {slot.number}"


assert len(OFFICERS[0]) == len(pace.TRIES), "each rung has its tries"
