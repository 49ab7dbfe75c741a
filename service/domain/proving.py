"""Proved numbers: which of them count as cover, and how long each phone is rung.

A number is proved when somebody who is signed in types the code that we spoke there. It is then
rung once more and let ring, which tells when its mailbox answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.attempt import CallStatus
from service.domain.ladder import Ladder, Rung
from service.domain.people import NumberMarks, Person, PhoneNumber

Marks = Mapping[PhoneNumber, NumberMarks]

#: A proof is good for so long: numbers are given to others, and phones change hands.
GOOD_FOR = timedelta(days=90)
#: How much sooner than its mailbox we stop ringing a phone.
BEFORE_MAILBOX = timedelta(seconds=4)
#: A mailbox that answers sooner than this leaves too little time to wake up; we let it.
SHORTEST_RING = timedelta(seconds=12)
#: Longer keeps the next person waiting.
LONGEST_RING = timedelta(seconds=30)
#: How long a phone is rung to find out when its mailbox answers.
LET_IT_RING = timedelta(seconds=60)
#: Sooner than this it is somebody who picked up, or the mailbox of a phone that is switched off.
SOONEST_MAILBOX = timedelta(seconds=8)
#: A measuring of which nothing more is heard for so long came to nothing.
LONGEST_MEASURING = timedelta(minutes=4)

_NOTHING = NumberMarks()


class Found(StrEnum):
    """What came of letting a phone ring."""

    #: Something answered in its own time, and pressed no key.
    MAILBOX = "mailbox"
    #: Nothing answered within a minute.
    NO_MAILBOX = "no_mailbox"
    #: Whoever answered pressed the key that says so.
    PERSON = "person"
    #: Something answered sooner than a mailbox does that waits.
    TOO_SOON = "too_soon"
    #: It was not rung, or not to the end. It is never said why: a call-out may have needed it.
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measuring:
    """One call that is let ring, as far as the carrier has told of it. ``id`` is our token."""

    id: str
    phone: PhoneNumber
    #: The key of whose number it is.
    person: str
    asked_at: datetime
    sid: str = ""
    #: Both by the carrier's own clock, to the second: ours says when the word of it came.
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    #: Somebody pressed the key that a mailbox does not press.
    by_person: bool = False
    #: Nobody had, when the offer to press it was over.
    silent: bool = False
    #: We ended it, or never began.
    stopped: bool = False
    ended: CallStatus | None = None

    def told(self, status: CallStatus, at: datetime | None) -> "Measuring":
        """Return it with what the carrier tells, in any order; each thing counts once."""
        if status is CallStatus.RINGING:
            return replace(self, rang_at=self.rang_at or at)
        if status is CallStatus.IN_PROGRESS:
            return replace(self, answered_at=self.answered_at or at)
        return replace(self, ended=self.ended or status) if status.final else self

    def found(self, now: datetime) -> Found | None:
        """Return what came of it; ``None`` while it is under way."""
        if self.stopped:
            return Found.NOT_DONE
        if self.by_person:
            return Found.PERSON
        if self.ended is CallStatus.NO_ANSWER:
            return Found.NO_MAILBOX
        if self.silent or self.ended is CallStatus.COMPLETED:
            return self._answered()
        over = self.ended is not None or now - self.asked_at >= LONGEST_MEASURING
        return Found.NOT_DONE if over else None

    @property
    def waited(self) -> timedelta | None:
        """How long it rang before something answered, if the carrier told both."""
        if self.rang_at is None or self.answered_at is None:
            return None
        return self.answered_at - self.rang_at

    def marks(self, known: NumberMarks, now: datetime) -> NumberMarks:
        """Return what is *known* of its number with what was found; it may be nothing new."""
        match self.found(now):
            case Found.MAILBOX:
                return replace(known, measured_at=now, mailbox=self.waited)
            case Found.NO_MAILBOX:
                return replace(known, measured_at=now, mailbox=None)
            case _:
                return known

    def _answered(self) -> Found:
        if self.waited is None:
            return Found.NOT_DONE
        return Found.TOO_SOON if self.waited < SOONEST_MAILBOX else Found.MAILBOX


def counts(phone: PhoneNumber, marks: Marks, now: datetime) -> bool:
    """Whether *phone* counts as cover at *now*. One that does not is rung all the same."""
    known = marks.get(phone, _NOTHING)
    if known.proved_at is None or known.prove_again:
        return False
    return now - known.proved_at < GOOD_FOR


def proved_phones(marks: Marks, now: datetime) -> frozenset[PhoneNumber]:
    """Return every number that counts as cover at *now*."""
    return frozenset(phone for phone in marks if counts(phone, marks, now))


def own_ring(known: NumberMarks) -> timedelta | None:
    """Return how long this phone is rung; ``None``: as long as its ladder says."""
    if known.measured_at is None:
        return None
    if known.mailbox is None:
        return LONGEST_RING
    return min(max(known.mailbox - BEFORE_MAILBOX, SHORTEST_RING), LONGEST_RING)


def own_rings(ladder: Ladder, marks: Marks) -> Ladder:
    """Return *ladder* with each phone rung for as long as was measured there."""
    return replace(ladder, rungs=tuple(_rung(rung, marks) for rung in ladder.rungs))


def to_prove_anew(
    before: Mapping[str, Person], after: Mapping[str, Person]
) -> frozenset[PhoneNumber]:
    """Return the numbers that came to somebody else between the two rotas, by key of person.

    A proof says that a number reaches its owner; with a new owner it says nothing. Where one
    who shares it had it before, it is theirs still.
    """
    kept = {one.phone for key, one in after.items() if _phone(before, key) == one.phone}
    return frozenset(one.phone for one in after.values()) - kept


def unproved(known: NumberMarks) -> NumberMarks:
    """Return it as of a number that was never proved nor measured."""
    return replace(known, proved_at=None, measured_at=None, mailbox=None)


def _phone(people: Mapping[str, Person], key: str) -> PhoneNumber | None:
    person = people.get(key)
    return person.phone if person else None


def _rung(rung: Rung, marks: Marks) -> Rung:
    known = marks.get(rung.phone, _NOTHING) if rung.phone else _NOTHING
    ring = own_ring(known)
    return rung if ring is None else replace(rung, pace=replace(rung.pace, ring=ring))
