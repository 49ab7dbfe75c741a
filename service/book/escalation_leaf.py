"""Escalations on a page: read whole, written as far as they changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select

from service.book import escalation_statements as sql
from service.book.proved import event_values
from service.book.rows import (
    Row,
    attempt_row,
    attempts_of,
    call_rows,
    dating_of,
    dating_row,
    escalation_of,
    escalation_row,
    event_of,
    event_row,
    rung_rows,
    without,
)
from service.book.trace_leaf import TraceLeaf
from service.domain.attempt import Attempt
from service.domain.dating import CLOCKS_DIFFER_BY, TOLERANCE, moved, off_by
from service.domain.escalation import Escalation
from service.domain.events import Event
from service.domain.people import PhoneNumber
from service.ports import BookUnavailable
from service.trails import come_upon

#: What is asked where somebody names one of them.
_BY_ID = frozenset({sql.BY_ID.plain, sql.BY_ID.locked})


class EscalationLeaf(TraceLeaf):
    """Reads and writes escalations with all that belongs to them."""

    # Writing.

    def add(
        self, escalation: Escalation, events: Sequence[Event], *, key: str | None, digest: str
    ) -> bool:
        """Write a new escalation and its first events; False where key or reference is used."""
        row = escalation_row(escalation) | dating_row(self._dating)
        row |= {"intake_key": key, "intake_digest": digest}
        if not self._rows(self._spelt(sql.ADD), row):
            return False
        self._each(sql.ADD_RUNGS, rung_rows(escalation))
        self._write_attempts(escalation, replace(escalation, attempts=()))
        self.record(escalation.id, events)
        self._known[escalation.id] = escalation
        come_upon(escalation.id, practice=escalation.drill)
        return True

    def save(self, escalation: Escalation, events: Sequence[Event] = ()) -> None:
        """Write what differs from what this page read, and the history of it."""
        before = self._before(escalation)
        after = replace(escalation, version=before.version)
        if after == before and not events:
            return
        self._write_head(replace(after, version=before.version + 1), before)
        if (after.climb.number, after.rungs) != (before.climb.number, before.rungs):
            place = {"of": after.id, "in_climb": after.climb.number}
            self._pen.execute(sql.DROP_RUNGS, place)
            self._each(sql.ADD_RUNGS, rung_rows(after))
        self._write_attempts(after, before)
        self.record(after.id, events)
        self._known[after.id] = replace(after, version=before.version + 1)

    def record(self, escalation_id: str, events: Sequence[Event]) -> None:
        """Add to the history of an escalation, without reading it."""
        rows = [event_row(escalation_id, event) for event in events]
        proofs = [{"proof": self._prover.prove(*event_values(row))} for row in rows]
        self._each(sql.ADD_EVENTS, [row | proof for row, proof in zip(rows, proofs, strict=True)])

    def _before(self, escalation: Escalation) -> Escalation:
        """Return it as this page read it; read it now where it comes from another page."""
        known = self._known.get(escalation.id)
        if known is not None:
            return known
        found = self.escalation(escalation.id)
        if found is None or found.version != escalation.version:
            raise BookUnavailable("somebody else changed it meanwhile")
        return found

    def _write_head(self, after: Escalation, before: Escalation) -> None:
        row = without(sql.FIXED, escalation_row(after))
        row |= dating_row(self._dating) | {"of": after.id, "loaded": before.version}
        # Belt and braces: the row is locked, so that nobody can have been here meanwhile.
        if not self._rows(sql.SAVE, row):
            raise BookUnavailable("somebody else changed it meanwhile")

    def _write_attempts(self, after: Escalation, before: Escalation) -> None:
        """Write new attempts and changed ones. None is ever taken out."""
        known = {attempt.id: attempt for attempt in before.attempts}
        new, changed, calls = [], [], []
        for position, attempt in enumerate(after.attempts):
            was = known.get(attempt.id)
            if attempt == was:
                continue
            row = attempt_row(after.id, position, attempt)
            if was is None:
                new.append(row)
            elif replace(attempt, calls=was.calls) != was:
                changed.append(without(sql.FIXED_IN_ATTEMPT, row) | {"of": attempt.id})
            kept = call_rows(was) if was is not None else []
            calls += [call for call in call_rows(attempt) if call not in kept]
            self._note_calls(attempt, was)
        self._each(sql.ADD_ATTEMPTS, new)
        self._each(sql.SAVE_ATTEMPT, changed)
        self._each(self._spelt(sql.SAVE_CALLS), calls)

    def _note_calls(self, attempt: Attempt, was: Attempt | None) -> None:
        """Have what the carrier keeps of its calls be deleted there in time."""
        for call in attempt.calls:
            if was is None or was.call(call.sid) is None:
                self.note_trace(call.sid, attempt.started_at)

    # Reading.

    def escalation(self, escalation_id: str, seen_by: str | None = None) -> Escalation | None:
        """Return it whole, locked where the page is for writing, if *seen_by* may know of it."""
        if seen_by is not None:
            return self._locked_one(sql.BY_ID_FOR, {"of": escalation_id, "who": seen_by})
        return self._locked_one(sql.BY_ID, {"of": escalation_id})

    def claim(self, escalation_id: str, now: datetime) -> Escalation | None:
        """Return it locked if it is due at *now*, and nobody else is looking at it."""
        found = self._locked_one(sql.IF_DUE, {"of": escalation_id, "now": now}, wait=False)
        # By the clock under which it was written it may not be due at all.
        return found if found and found.due_at and found.due_at <= now else None

    def of_attempt(self, attempt_id: str) -> Escalation | None:
        """Return the escalation, locked like ``escalation``, that owns the attempt."""
        return self._locked_one(sql.BY_ATTEMPT, {"of": attempt_id})

    def at_number(self, phone: PhoneNumber) -> Sequence[Escalation]:
        """Return what is not closed and tried *phone*, or was raised from it, oldest first."""
        return self._locked(sql.AT_NUMBER, {"phone": phone})

    def by_reference(self, reference: str) -> Escalation | None:
        """Return the call-out or practice with that *reference*; not locked."""
        return next(iter(self._whole(sql.BY_REFERENCE.plain, {"of": reference})), None)

    def of_person(self, person: str) -> Sequence[Escalation]:
        """Return what *person* raised, or is on the list of; newest first, not locked."""
        return self._whole(sql.OF_PERSON.plain, {"who": person})

    def raised_by(self, person: str) -> Sequence[Escalation]:
        """Return what *person* raised and is not closed, newest first; no practice, not locked."""
        return self._whole(sql.RAISED_BY.plain, {"who": person})

    def concerning(self, person: str) -> Sequence[Escalation]:
        """Return what lists *person* as an officer and is not closed, oldest first; not locked."""
        return self._whole(sql.CONCERNING.plain, {"who": person})

    def called_off(self, person: str, since: datetime) -> Sequence[Escalation]:
        """Return what lists *person* and was cancelled since, newest first; not locked."""
        return self._whole(sql.CALLED_OFF.plain, {"who": person, "since": since})

    def drills(self, since: datetime, *, running: bool = False) -> Sequence[Escalation]:
        """Return the practices raised at or after *since*, newest first; not locked."""
        heads = sql.DRILLS_RUNNING if running else sql.DRILLS
        return self._whole(heads.plain, {"since": since})

    def by_key(self, person: str, key: str) -> tuple[str, str] | None:
        """Return (escalation id, digest of the body) that *person* sent with *key*."""
        found = self._pen.execute(sql.BY_KEY, {"who": person, "key": key}).one_or_none()
        return None if found is None else (found.id, found.intake_digest)

    def due(self, now: datetime, limit: int) -> Sequence[str]:
        """Return the ids of escalations that are due, the longest due first."""
        return self._pen.execute(sql.DUE, {"now": now, "limit": limit}).scalars().all()

    def misdated(self) -> Sequence[str]:
        """Return the ids of what something is due of, and another clock than now's dated."""
        offset = dating_row(self._dating)["dated_offset"]
        tolerance = TOLERANCE // timedelta(microseconds=1)
        sought = {
            "boot": self._dating.boot,
            "least": offset - tolerance,
            "most": offset + tolerance,
            "ahead": self._dating.at + CLOCKS_DIFFER_BY,
        }
        return self._pen.execute(sql.MISDATED, sought).scalars().all()

    def history(self, escalation_id: str) -> Sequence[Event]:
        """Return its events, oldest first, and in the order they were written."""
        found = self._pen.execute(sql.HISTORY, {"of": escalation_id}).mappings()
        return [event_of(row) for row in found]

    def count_open(self) -> int:
        """Return how many escalations are not closed, without practices."""
        count: int = self._pen.execute(sql.COUNT_UNCLOSED).scalar_one()
        return count

    def _locked_one(self, heads: sql.Heads, sought: Row, *, wait: bool = True) -> Escalation | None:
        found = next(iter(self._locked(heads, sought, wait=wait)), None)
        if found is not None:
            come_upon(found.id, practice=found.drill)
        return found

    def _locked(self, heads: sql.Heads, sought: Row, *, wait: bool = True) -> list[Escalation]:
        """Read escalations and keep them as known, locked where the page is for writing."""
        if not self._writes:
            return self._whole(heads.plain, sought)
        whole = self._read(heads.locked if wait else heads.unheld, sought)
        return [self._dated_anew(one, off) for one, off in whole]

    def _dated_anew(self, written: Escalation, off: timedelta) -> Escalation:
        """Know it as it was written; where the clock was set since, write it down anew first.

        At once, and not with the next save: single steps of attempts are written without one.
        """
        self._known[written.id] = written
        if off:
            self.save(moved(written, off))
        return self._known[written.id]

    def _whole(self, heads: Select[Any], sought: Row) -> list[Escalation]:
        """Read the escalations of *heads* in their order, by the clock as it is now."""
        return [moved(one, off) if off else one for one, off in self._read(heads, sought)]

    def _read(self, heads: Select[Any], sought: Row) -> list[tuple[Escalation, timedelta]]:
        """Read them as they were written, and by how much that is off by the clock now.

        Three statements, however many there are.
        """
        found = self._pen.execute(heads, sought).mappings().all()
        # Of one that is not there the same is asked as of one that whoever asks may not know
        # of: how long an answer takes would else tell the two apart.
        ids = {"ids": [head["id"] for head in found] or [sought.get("of", "")]}
        if not found and heads not in _BY_ID:
            return []
        # Read after the lock is held, so that nobody can change them any more.
        steps = self._pen.execute(sql.RUNGS, ids).mappings().all()
        attempts = attempts_of(self._pen.execute(sql.ATTEMPTS, ids).mappings())
        by_owner = {
            owner: list(own) for owner, own in groupby(steps, key=itemgetter("escalation_id"))
        }
        return [
            (
                escalation_of(head, by_owner.get(head["id"], []), attempts.get(head["id"], [])),
                off_by(dating_of(head), self._dating),
            )
            for head in found
        ]
