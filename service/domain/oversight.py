"""For whom real call-outs may be counted: who could not have been left out of one of them.

Totals tell how many there were. Whoever stood on a ladder knows of how many they were asked, and
would learn from the difference that they were left out (``docs/decisions/0018``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise

from service.domain.people import Person, Role
from service.domain.readiness import officers
from service.domain.rota import Rota
from service.domain.totals import LATE

#: Before everything.
ALWAYS = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stood:
    """A rota, and from when it was in force."""

    since: datetime
    rota: Rota


class Shut(StrEnum):
    """Why somebody is shown no totals of real call-outs."""

    #: They may be rung.
    OFFICER = "officer"
    #: They have been a trustee, with the number they have now, for too short a time.
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Reach:
    """From when on call-outs may be counted for somebody, or why none are."""

    since: datetime = ALWAYS
    shut: Shut | None = None


def reach(key: str, stood: Sequence[Stood], now: datetime) -> Reach:
    """Say which call-outs may be counted for the trustee *key*.

    *stood* is every rota that was in force, the newest first; the oldest counts as if it had
    always been. None are counted for an officer, nor any of a time in which they were one, by
    their key or by their number. And none before they were a trustee with that number for
    ``LATE``: else an admin who is an officer could make one up, or sign in as one whose number
    they changed, and read before any other admin sees the change.
    """
    person = stood[0].rota.people[key]
    if _may_be_rung(person, stood[0].rota):
        return Reach(shut=Shut.OFFICER)
    for rota, until in _until(stood, now):
        if until > now - LATE and not _is_trustee(person, rota):
            return Reach(shut=Shut.NEW)
    ended = (until for rota, until in _until(stood, now) if _may_be_rung(person, rota))
    last = next(ended, None)
    # Counted by their closing: what was raised while they were one may be closed weeks later.
    return Reach() if last is None else Reach(since=last + LATE)


def _until(stood: Sequence[Stood], now: datetime) -> Iterator[tuple[Rota, datetime]]:
    """Yield each rota, the newest first, and until when it was in force."""
    yield stood[0].rota, now
    for newer, older in pairwise(stood):
        yield older.rota, newer.since


def _may_be_rung(person: Person, rota: Rota) -> bool:
    return any(one.key == person.key or one.phone == person.phone for one in officers(rota))


def _is_trustee(person: Person, rota: Rota) -> bool:
    then = rota.people.get(person.key)
    return then is not None and then.phone == person.phone and Role.TRUSTEE in then.roles
