"""The book in memory: dicts of frozen things, and a page that is undone where it fails.

One night lives in one thread, so a row lock is held from the first line of a page to its last
without anything to do; what happens between two pages is left to the strands.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Literal, Self, cast

from service.domain.attempt import Attempt, AttemptState
from service.domain.dating import CLOCKS_DIFFER_BY
from service.domain.escalation import Escalation, State
from service.domain.events import Event
from service.domain.limits import Tally
from service.domain.line import CallLine, InLine, on_the_line
from service.domain.people import NumberMarks, PhoneNumber
from service.domain.rota import Rota
from service.domain.standing import CarrierStanding
from service.ports import BookUnavailable, Page
from service.simulation.copies import replaced as replace
from service.simulation.engaged import under_way
from service.simulation.lasting import NothingGoes


class MemoryBook:
    """Keeps as much of ``ports.Book`` as a night needs: nobody signs in."""

    def __init__(self, rota: Rota) -> None:
        self.rota = rota
        self.escalations: dict[str, Escalation] = {}
        self.events: dict[str, tuple[Event, ...]] = {}
        self.keys: dict[tuple[str, str | None], tuple[str, str]] = {}
        #: Which escalation an attempt is of.
        self.owners: dict[str, str] = {}
        self.webhooks: dict[str, bool] = {}
        self.marks: dict[PhoneNumber, NumberMarks] = {}
        self.tallies: dict[str, Tally] = {}
        #: The carrier's standing, and its next free moment.
        self.house: dict[str, Any] = {"standing": CarrierStanding(), "slot": None}

    def writing(self) -> AbstractContextManager[Page]:
        """See ``ports.Book``."""
        return cast("AbstractContextManager[Page]", MemoryPage(self))

    reading = writing

    def peek(self, escalation_id: str) -> Escalation | None:
        """Return it as it is committed, for those who watch."""
        return self.escalations.get(escalation_id)

    def known(self) -> Sequence[str]:
        """Return the ids of all escalations, in the order of their presses."""
        return list(self.escalations)

    def history(self, escalation_id: str) -> Sequence[Event]:
        """Return the history of one, for those who watch."""
        return self.events.get(escalation_id, ())


class MemoryPage(NothingGoes):
    """One transaction. Each change notes what was there before, and is undone if it fails."""

    __slots__ = ("_book", "_undo")

    def __init__(self, book: MemoryBook) -> None:
        self._book = book
        self._undo: list[tuple[dict[Any, Any], object, object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> Literal[False]:
        if kind is not None:
            self.undo()
        return False

    def undo(self) -> None:
        """Put everything back."""
        for where, key, before in reversed(self._undo):
            if before is None:
                del where[key]
            else:
                where[key] = before

    def _put(self, where: dict[Any, Any], key: object, value: object) -> None:
        self._undo.append((where, key, where.get(key)))
        where[key] = value

    # Escalations.

    def add(
        self, escalation: Escalation, events: Sequence[Event], *, key: str | None, digest: str
    ) -> bool:
        """See ``ports.Page``."""
        book, place = self._book, (escalation.raiser.person, key)
        used = escalation.reference in {one.reference for one in book.escalations.values()}
        if used or (key is not None and place in book.keys):
            return False
        if key is not None:
            self._put(book.keys, place, (escalation.id, digest))
        self._put(book.escalations, escalation.id, escalation)
        self.record(escalation.id, events)
        return True

    def by_key(self, person: str, key: str) -> tuple[str, str] | None:
        """See ``ports.Page``."""
        return self._book.keys.get((person, key))

    def escalation(self, escalation_id: str, seen_by: str | None = None) -> Escalation | None:
        """See ``ports.Page``."""
        one = self._book.escalations.get(escalation_id)
        return one if one and (seen_by is None or one.visible_to(seen_by)) else None

    def claim(self, escalation_id: str, now: datetime) -> Escalation | None:
        """See ``ports.Page``."""
        found = self.escalation(escalation_id)
        return found if found and found.due_at and found.due_at <= now else None

    def of_attempt(self, attempt_id: str) -> Escalation | None:
        """See ``ports.Page``."""
        owner = self._book.owners.get(attempt_id)
        return None if owner is None else self.escalation(owner)

    def save(self, escalation: Escalation, events: Sequence[Event] = ()) -> None:
        """See ``ports.Page``."""
        before = self._book.escalations[escalation.id]
        if before.version != escalation.version:
            raise BookUnavailable("somebody else changed it meanwhile")
        if events or (escalation is not before and escalation != before):
            for attempt in escalation.attempts[len(before.attempts) :]:
                self._put(self._book.owners, attempt.id, escalation.id)
            after = replace(
                escalation, version=before.version + 1, listed=_listed(before, escalation)
            )
            self._put(self._book.escalations, escalation.id, after)
        self.record(escalation.id, events)

    def record(self, escalation_id: str, events: Sequence[Event]) -> None:
        """See ``ports.Page``."""
        if events:
            kept = self._book.events.get(escalation_id, ())
            self._put(self._book.events, escalation_id, (*kept, *events))

    def at_number(self, phone: PhoneNumber) -> Sequence[Escalation]:
        """See ``ports.Page``."""
        return [
            one
            for one in self._book.escalations.values()
            if not one.state.closed
            and (one.raiser.phone == phone or any(got.phone == phone for got in one.attempts))
        ]

    def due(self, now: datetime, limit: int) -> Sequence[str]:
        """See ``ports.Page``."""
        every = self._book.escalations.values()
        due = sorted((one.due_at, one.id) for one in every if one.due_at and one.due_at <= now)
        return [escalation_id for _, escalation_id in due[:limit]]

    def raised_by(self, person: str) -> Sequence[Escalation]:
        """See ``ports.Page``."""
        every = reversed(self._book.escalations.values())
        return [one for one in every if one.raiser.person == person and not one.state.closed]

    # Attempts.

    def drills(self, _since: datetime, *, running: bool = False) -> Sequence[Escalation]:
        """Return none: nobody practises in these nights."""
        del running
        return ()

    def start_dialling(self, attempt_id: str, fence: int, now: datetime) -> bool:
        """See ``ports.Page``."""
        escalation = self.of_attempt(attempt_id)
        attempt = escalation.attempt(attempt_id) if escalation else None
        if escalation is None or attempt is None:
            return False
        if attempt.purpose.asks and escalation.state is not State.OPEN:
            return False
        if attempt.fence != fence or attempt.state is not AttemptState.INTENT:
            return False
        self._change(escalation, replace(attempt, state=AttemptState.DIALLING, dialled_at=now))
        return True

    def renew(self, attempt_ids: Sequence[str], fences: Sequence[int], until: datetime) -> None:
        """See ``ports.Page``."""
        for attempt_id, fence in zip(attempt_ids, fences, strict=True):
            escalation = self.of_attempt(attempt_id)
            attempt = escalation.attempt(attempt_id) if escalation else None
            held = attempt and attempt.state in (AttemptState.INTENT, AttemptState.DIALLING)
            if escalation and attempt and held and attempt.fence == fence:
                self._change(escalation, replace(attempt, due_at=until))

    def _change(self, escalation: Escalation, attempt: Attempt) -> None:
        changed = escalation.with_attempt(attempt)
        self._put(self._book.escalations, escalation.id, changed)

    def engaged(self, phone: PhoneNumber, besides: str) -> bool:
        """See ``ports.Page``."""
        others = [one for one in self._book.escalations.values() if one.id != besides]
        return any(on_the_line(one) == phone for one in others) or any(
            under_way(attempt) and attempt.phone == phone and attempt.purpose.asks
            for other in others
            for attempt in other.attempts
        )

    def line(self) -> CallLine:
        """See ``ports.Page``."""
        ringing: set[PhoneNumber | None] = set()
        waiting = []
        for escalation in self._book.escalations.values():
            ringing.add(on_the_line(escalation))
            for one in escalation.attempts:
                if one.state is AttemptState.ENDED:
                    continue
                if one.state is AttemptState.INTENT and one.in_line_since is not None:
                    waiting.append((one.in_line_since, one.id, escalation.id, one.phone))
                elif under_way(one) and one.purpose.asks:
                    ringing.add(one.phone)
        free = sorted(one[:3] for one in waiting if one[3] not in ringing)
        first = InLine(free[0][2], free[0][1], free[0][0]) if free else None
        return CallLine(length=len(waiting), first=first, free_from=self._book.house["slot"])

    def known_calls(self, sids: Sequence[str]) -> frozenset[str]:
        """See ``ports.Page``."""
        return frozenset(
            call.sid
            for one in self._book.escalations.values()
            for attempt in one.attempts
            for call in attempt.calls
            if call.sid in sids
        )

    # The house.

    def take_slot(self, now: datetime, per_second: float) -> datetime:
        """See ``ports.Page``."""
        free: datetime | None = self._book.house["slot"]
        after = now + timedelta(seconds=1 / per_second)
        if free is None or free <= now or free > after + CLOCKS_DIFFER_BY:
            self._undo.append((self._book.house, "slot", free or now))
            self._book.house["slot"] = after
            return now
        return free

    def was_seen(self, key: str) -> bool:
        """See ``ports.Page``."""
        return key in self._book.webhooks

    def seen(self, key: str, _now: datetime) -> bool:
        """See ``ports.Page``."""
        if key in self._book.webhooks:
            return True
        self._put(self._book.webhooks, key, value=True)
        return False

    def rota(self) -> Rota:
        """See ``ports.Page``."""
        return self._book.rota

    def marks(self, phone: PhoneNumber) -> NumberMarks:
        """See ``ports.Page``."""
        return self._book.marks.get(phone, NumberMarks())

    def marked(self) -> dict[PhoneNumber, NumberMarks]:
        """See ``ports.Page``."""
        return self._book.marks

    def mark(self, phone: PhoneNumber, marks: NumberMarks) -> None:
        """See ``ports.Page``."""
        self._put(self._book.marks, phone, marks)

    def tally(self, key: str, _now: datetime) -> Tally | None:
        """See ``ports.Page``."""
        return self._book.tallies.get(key)

    def keep_tally(self, key: str, tally: Tally) -> None:
        """See ``ports.Page``."""
        self._put(self._book.tallies, key, tally)

    def carrier(self) -> CarrierStanding:
        """See ``ports.Page``."""
        standing: CarrierStanding = self._book.house["standing"]
        return standing

    def note_carrier(self, standing: CarrierStanding) -> None:
        """See ``ports.Page``."""
        self._put(self._book.house, "standing", standing)


def _listed(before: Escalation, after: Escalation) -> frozenset[str]:
    """Return everybody who was ever on its list."""
    new = after.rungs if after.rungs is not before.rungs else ()
    return before.listed | {rung.person for rung in new if rung.person}
