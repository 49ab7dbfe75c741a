"""What somebody may see of an escalation, and of the house as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.desk import Desk
from service.domain.directory import DirectoryEntry, checked_lines
from service.domain.escalation import Escalation
from service.domain.events import Event
from service.domain.foretelling import about_to_ring, if_nobody_answers
from service.domain.ladder import Rung
from service.domain.refusals import NotFound
from service.domain.rota import Rota
from service.domain.standing import awake
from service.domain.telling import (
    Moment,
    Telling,
    asks_whether_spoken,
    in_trouble,
    nobody_yet,
    tell,
)
from service.ports import Page

#: So many changes of the rota are looked through for whether a number was among them.
MOST_LOOKED_AT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One escalation as its raiser and its officers see it."""

    escalation: Escalation
    history: Sequence[Event]
    #: What is happening now, and what follows from it, to the colleague who waits.
    told: Telling
    #: How ringing goes on by itself if nobody answers; empty where nothing rings.
    otherwise: str
    #: Whether no phone is rung yet, so that a mistake can be taken back unheard.
    about_to_ring: bool
    #: Whether the colleague should ring somebody themselves now.
    nobody_yet: bool
    #: Whether the colleague is asked now if the two have spoken.
    asks: bool
    #: The organisation's rota, for wall time and the directory.
    rota: Rota
    at: datetime
    #: Whether any ticker is awake: only then is anything promised.
    working: bool

    @property
    def now(self) -> str:
        """Return what is happening now, as a heading."""
        return self.told.now


def may_know(
    page: Page, escalation: Escalation, person: str, signed_in_at: datetime | None
) -> bool:
    """Whether *person* may know of it, on a device where they signed in then.

    ``None``: not on a device, but by a call, a text or a token. Who signed in after the press is
    shown it only where the person has had one number since: an admin who is left out could else
    give somebody on its list a number of their own, and sign in as them.
    """
    if not escalation.visible_to(person):
        return False
    pressed = escalation.raised_at
    return signed_in_at is None or signed_in_at <= pressed or _one_number(page, person, pressed)


def _one_number(page: Page, person: str, since: datetime) -> bool:
    versions = page.versions(MOST_LOOKED_AT)
    made = [one.number for one in versions if one.at >= since]
    if len(made) == MOST_LOOKED_AT:
        return False  # Changed so often since that nobody can tell.
    stood = [page.rota_of(one.number) for one in versions[: len(made) + 1]] if made else []
    rotas = [page.rota(), *(rota for rota in stood if rota is not None)]
    found = [rota.people[person].phone if person in rota.people else None for rota in rotas]
    return None not in found and len(set(found)) == 1


def view(desk: Desk, escalation_id: str, person: str, signed_in_at: datetime | None = None) -> View:
    """Return it for *person*; see ``may_know``.

    Raises:
        NotFound: there is none, or they may not know of it.
    """
    with desk.book.reading() as page:
        escalation = page.escalation(escalation_id, seen_by=person)
        if escalation is None or not may_know(page, escalation, person, signed_in_at):
            raise NotFound
        history = page.history(escalation_id)
        rota = page.rota()
        at = desk.clock.now()
        working = awake(page.beats(), at)
    trouble = in_trouble(escalation, working=working)
    return View(
        escalation=escalation,
        history=history,
        told=tell(escalation, moment_of(rota, at, working=working)),
        otherwise="" if trouble else if_nobody_answers(escalation, at),
        about_to_ring=about_to_ring(escalation, at),
        nobody_yet=nobody_yet(escalation, working=working),
        asks=asks_whether_spoken(escalation, at),
        rota=rota,
        at=at,
        working=working,
    )


def moment_of(rota: Rota, at: datetime, *, working: bool) -> Moment:
    """Return from where *rota*'s people are told something at *at*: by their wall clocks."""
    return Moment(at=at, clock=lambda one: f"{rota.local(one):%H:%M}", working=working)


def mine(desk: Desk, person: str) -> Sequence[Escalation]:
    """Return what *person* raised and is not closed, newest first."""
    with desk.book.reading() as page:
        return page.raised_by(person)


def asked_of(desk: Desk, person: str) -> Sequence[Escalation]:
    """Return what *person* is asked to take, or has taken, and is not closed, oldest first."""
    with desk.book.reading() as page:
        return page.concerning(person)


def rota_now(desk: Desk) -> Rota:
    """Return the rota."""
    with desk.book.reading() as page:
        return page.rota()


def numbers(rungs: Sequence[Rung], directory: Sequence[DirectoryEntry]) -> list[tuple[str, str]]:
    """Return (name, number) to ring oneself: the officers who were chosen, then the directory."""
    own = [(rung.name, rung.phone.national()) for rung in rungs if rung.person and rung.phone]
    shown = checked_lines(tuple(directory))
    return [*dict.fromkeys(own), *((line.name, line.phone) for line in shown)]
