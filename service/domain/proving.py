"""Proved numbers: which of them count as cover, and how long each phone is rung.

A number is proved when somebody who is signed in types the code that we spoke there. It is then
rung once more and let ring, which tells when its mailbox answers.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

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

_NOTHING = NumberMarks()


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
