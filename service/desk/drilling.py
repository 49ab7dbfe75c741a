"""Practices: start one, follow it, and read what it came to."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from service.desk import Desk
from service.desk.raising import DRAWS, draw_reference
from service.domain.catalogue import _
from service.domain.drill_report import DrillReport, report_of
from service.domain.drills import (
    APART,
    LONGEST,
    MAY_START,
    Cast,
    MayNotPractise,
    NobodyToPractise,
    PracticeRuns,
    PracticeTooSoon,
    cast_for,
)
from service.domain.escalation import Climb, Escalation, Raiser
from service.domain.events import Event, Kind
from service.domain.listing import row
from service.domain.people import Person
from service.domain.proving import own_rings
from service.domain.refusals import NotFound, UnknownLadder
from service.domain.rota import LadderPlan, Rota
from service.ports import BookUnavailable, Page


@dataclass(frozen=True, slots=True)
class Followed:
    """A practice as it stands, its history so far, and what it has come to."""

    drill: Escalation
    history: Sequence[Event]
    report: DrillReport


def start(desk: Desk, person: str, ladder: str | None = None) -> Escalation:
    """Have *person* start a practice on *ladder*, the default one where none is named.

    Whether a real call-out is open is not asked here: a refusal would tell of it. The practice
    gives way by itself.

    Raises:
        MayNotPractise, UnknownLadder, PracticeRuns, PracticeTooSoon, NobodyToPractise,
        NobodyByNight: nothing was started.
        BookUnavailable: nothing was written.
    """
    with desk.book.writing() as page:
        rota = page.rota()
        who = _starter(rota, person)
        cast = _cast(desk, page, rota, person, ladder)
        _refuse_second(desk, page, rota)
        drill = _written(desk, page, rota, who, cast)
    desk.bell.ring(drill.id)
    return drill


def would_ring(desk: Desk, person: str, ladder: str | None = None) -> Cast:
    """Return whom a practice started by *person* would ring now.

    Raises:
        UnknownLadder, NobodyToPractise, NobodyByNight: see there.
    """
    with desk.book.reading() as page:
        return _cast(desk, page, page.rota(), person, ladder)


def follow(desk: Desk, drill_id: str) -> Followed:
    """Return how a practice stands.

    Raises:
        NotFound: there is no such practice.
    """
    with desk.book.reading() as page:
        drill = page.escalation(drill_id)
        if drill is None or not drill.drill:
            raise NotFound
        history = page.history(drill_id)
    return Followed(drill, history, report_of(drill, history))


def reports(desk: Desk, most: int | None = None) -> Sequence[Followed]:
    """Return the practices of the last year, the newest first, *most* of them."""
    since = desk.clock.now() - 365 * LONGEST
    with desk.book.reading() as page:
        found = page.drills(since)[:most]
        told = [(one, page.history(one.id)) for one in found]
    return [Followed(one, history, report_of(one, history)) for one, history in told]


def _starter(rota: Rota, person: str) -> Person:
    who = rota.people.get(person)
    if who is None or not who.roles & MAY_START:
        able = sorted(one.key for one in rota.people.values() if one.roles & MAY_START)
        raise MayNotPractise(allowed=row(able) or _("there is nobody yet"))
    return who


def _cast(desk: Desk, page: Page, rota: Rota, person: str, name: str | None) -> Cast:
    now = desk.clock.now()
    ladder = rota.on_duty(_plan(rota, name), now, raiser=person)
    return cast_for(own_rings(ladder, page.marked()), rota.people, rota.local(now))


def _plan(rota: Rota, name: str | None) -> LadderPlan:
    plan = rota.plan(name)
    if plan is None and name is not None:
        raise UnknownLadder(allowed=row(one.name for one in rota.ladders) or _("none"))
    if plan is None:
        raise NobodyToPractise
    return plan


def _refuse_second(desk: Desk, page: Page, rota: Rota) -> None:
    now = desk.clock.now()
    if page.drills(now - LONGEST, running=True):
        raise PracticeRuns
    if desk.rehearses:
        return
    # The refusal names a minute, and holds to it.
    last = next(iter(page.drills(now - APART + timedelta(minutes=1))), None)
    if last is not None:
        began = last.raised_at
        at, again = (f"{rota.local(one):%H:%M}" for one in (began, began + APART))
        raise PracticeTooSoon(at=at, again=again)


def _written(desk: Desk, page: Page, rota: Rota, who: Person, cast: Cast) -> Escalation:
    for __ in range(DRAWS):
        drill = _drawn(desk, rota, who, cast)
        event = Event(drill.raised_at, Kind.RAISED, who.name)
        if page.add(drill, [event], key=None, digest=""):
            return drill
    raise BookUnavailable


def _drawn(desk: Desk, rota: Rota, who: Person, cast: Cast) -> Escalation:
    now, ladder = desk.clock.now(), cast.ladder
    # Whoever starts it plays the colleague; their own phone sleeps by night like anybody's.
    texts = who.texts and (who.night_drills or not cast.by_night)
    return Escalation(
        id=secrets.token_hex(16),
        reference=draw_reference(),
        organisation=rota.organisation,
        ladder=ladder.name,
        pace=ladder.pace,
        rungs=ladder.rungs,
        raiser=Raiser(person=who.key, name=who.name, phone=who.phone, texts=texts),
        raised_at=now,
        climb=Climb(started_at=now),
        listed=frozenset(rung.person for rung in ladder.rungs if rung.person),
        drill=True,
        due_at=now,
    )
