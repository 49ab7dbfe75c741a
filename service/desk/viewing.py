"""What somebody may see of an escalation, and of the house as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.desk import Desk
from service.domain.directory import DirectoryEntry, checked_lines
from service.domain.escalation import Escalation
from service.domain.events import Event
from service.domain.ladder import Rung
from service.domain.refusals import NotFound
from service.domain.rota import Rota
from service.domain.standing import awake
from service.domain.telling import Moment, Telling, asks_whether_spoken, nobody_yet, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One escalation as its raiser and its officers see it."""

    escalation: Escalation
    history: Sequence[Event]
    #: What is happening now, and what follows from it, to the colleague who waits.
    told: Telling
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


def view(desk: Desk, escalation_id: str, person: str) -> View:
    """Return it for *person*.

    Raises:
        NotFound: there is none, or they may not know of it.
    """
    with desk.book.reading() as page:
        escalation = page.escalation(escalation_id)
        if escalation is None or not escalation.visible_to(person):
            raise NotFound
        history = page.history(escalation_id)
        rota = page.rota()
        at = desk.clock.now()
        working = awake(page.beats(), at)
    return View(
        escalation=escalation,
        history=history,
        told=tell(escalation, moment_of(rota, at, working=working)),
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
