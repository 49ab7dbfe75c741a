"""For whom real call-outs may be counted: who could not have been left out of one of them.

Totals tell how many there were. Whoever stood on a ladder knows of how many they were asked, and
would learn from the difference that they were left out (``docs/decisions/0018``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise

from service.domain.people import Person, PhoneNumber, Role
from service.domain.readiness import officers
from service.domain.rota import Rota
from service.domain.totals import LATE

#: Before everything.
ALWAYS = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """Of a rota who could be rung and who were trustees; and from when it was in force."""

    since: datetime
    #: By key, and by number: a phone may ring for somebody else.
    rung: frozenset[str | PhoneNumber]
    #: Each with the number that they had.
    trustees: frozenset[tuple[str, PhoneNumber]]


def stood(since: datetime, rota: Rota) -> Stood:
    """Return what is asked of a *rota* that came into force then. So little can be kept."""
    found = officers(rota)
    return Stood(
        since=since,
        rung=frozenset([one.key for one in found] + [one.phone for one in found]),
        trustees=frozenset((one.key, one.phone) for one in rota.with_role(Role.TRUSTEE)),
    )


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


def reach(person: Person, rotas: Sequence[Stood], now: datetime) -> Reach:
    """Say which call-outs may be counted for the trustee *person*.

    *rotas* is every rota that was in force, the newest first; the oldest counts as if it had
    always been. None are counted for an officer, nor any of a time in which they were one, by
    their key or by their number. And none before they were a trustee with that number for
    ``LATE``: else an admin who is an officer could make one up, or sign in as one whose number
    they changed, and read before any other admin sees the change.
    """
    if _may_be_rung(person, rotas[0]):
        return Reach(shut=Shut.OFFICER)
    for rota, until in _until(rotas, now):
        if until > now - LATE and (person.key, person.phone) not in rota.trustees:
            return Reach(shut=Shut.NEW)
    ended = (until for rota, until in _until(rotas, now) if _may_be_rung(person, rota))
    last = next(ended, None)
    # Counted by their closing: what was raised while they were one may be closed weeks later.
    return Reach() if last is None else Reach(since=last + LATE)


def _until(rotas: Sequence[Stood], now: datetime) -> Iterator[tuple[Stood, datetime]]:
    """Yield each rota, the newest first, and until when it was in force."""
    yield rotas[0], now
    for newer, older in pairwise(rotas):
        yield older, newer.since


def _may_be_rung(person: Person, rota: Stood) -> bool:
    return not rota.rung.isdisjoint({person.key, person.phone})
