"""What trustees read: whether the house is fit for tonight, and totals of what was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.desk import Desk
from service.desk.cover import Covered, covered, marks_and_practices
from service.desk.drilling import reports
from service.desk.viewing import MOST_LOOKED_AT
from service.domain.alarms import Alarm
from service.domain.checks.every import from_json
from service.domain.checks.lines import worst
from service.domain.drill_report import DrillReport, Ended
from service.domain.drills import NIGHT_TO
from service.domain.faults import Fault
from service.domain.fitness import Facts, Line, Phones, Verdict, fitness
from service.domain.oversight import ALWAYS, Reach, reach, stood
from service.domain.people import NumberMarks
from service.domain.proving import Marks, counts
from service.domain.readiness import is_late
from service.domain.rota import Rota
from service.domain.standing import BackupDeed, HouseDeed, awake, read_back_at
from service.domain.totals import LATE, Totals, counted_until, totals
from service.domain.wall import instant

_NOTHING = NumberMarks()
#: Alarms of which a line of its own tells.
_SAID_ALREADY = frozenset({Fault.CALLS_FAILING, Fault.NOBODY_TO_RING})
#: Alarms that only a call-out brings about: whoever was left out of it would see that one is on.
_OF_CALL_OUTS = frozenset({Fault.TEXTS_FAILING, Fault.STALLED})
#: What has ended by itself, and not been put off: only that says something of the people.
_WHOLE = frozenset({Ended.TAKEN, Ended.NOBODY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tonight:
    """How the house stands now."""

    rota: Rota
    at: datetime
    lines: Sequence[Line]
    alarms: Sequence[Alarm]
    ladders: Sequence[Covered]
    #: Practices of the last year that came to their end, the newest first.
    practices: Sequence[DrillReport]


@dataclass(frozen=True, slots=True)
class Ahead:
    """How each ladder is covered over the next eight weeks."""

    rota: Rota
    ladders: Sequence[Covered]


@dataclass(frozen=True, slots=True)
class Counted:
    """Totals of real call-outs as one trustee may read them, and how far that is."""

    totals: Totals
    reach: Reach


def tonight(desk: Desk) -> Tonight:
    """Gather what a night needs, and say how each thing stands."""
    at = desk.clock.now()
    marks, every = marks_and_practices(desk)
    with desk.book.reading() as page:
        rota, standing = page.rota(), [one for one in page.alarms(at) if one.stands]
        works, carrier = awake(page.beats(), at), page.carrier()
        backups, deeds, look = page.backups(), page.deeds(), page.looked()
    practices = _whole(every)
    ladders = covered(rota, marks, at)
    alarms = [one for one in standing if one.fault not in _OF_CALL_OUTS]
    faults = {one.fault for one in alarms}
    facts = Facts(
        at=at,
        today=rota.local(at).date(),
        morning=_morning(rota, at),
        covers=[(one.plan.name, one.cover) for one in ladders],
        phones=_phones(rota, marks, at),
        practice=practices[0] if practices else None,
        practice_late=is_late(rota, practices[0].started_at if practices else None, at),
        lines=rota.directory,
        backed_up_at=backups.get(BackupDeed.MADE),
        read_back_at=read_back_at(backups),
        alarm=bool(faults - _SAID_ALREADY),
        calls_failing=carrier.failing_at(at) or Fault.CALLS_FAILING in faults,
        awake=works,
        unreadable_at=deeds.get(HouseDeed.BACKUP_UNREADABLE),
        looked_at=look.at if look else None,
        looked=worst(from_json(look.found)) if look else Verdict.RIGHT,
    )
    return Tonight(
        rota=rota,
        at=at,
        lines=fitness(facts),
        alarms=[one for one in alarms if one.fault not in _SAID_ALREADY],
        ladders=ladders,
        practices=practices,
    )


def practised(desk: Desk) -> Sequence[DrillReport]:
    """Return the practices of the last year that came to their end, the newest first."""
    return _whole(one.report for one in reports(desk))


def ahead(desk: Desk) -> Ahead:
    """Return how each ladder is covered from now on."""
    with desk.book.reading() as page:
        rota, marks = page.rota(), page.marked()
    return Ahead(rota, covered(rota, marks, desk.clock.now()))


def counted(desk: Desk, trustee: str) -> Counted:
    """Count real call-outs for *trustee*, as far as they could not have been left out of one."""
    now = desk.clock.now()
    until = counted_until(now)
    with desk.book.reading() as page:
        rota, before = page.rota(), page.stood(MOST_LOOKED_AT)
        # The newest is asked for itself: no version need say what is in force now.
        rotas = [stood(before[0].since if before else ALWAYS, rota), *before[1:]]
        found = reach(rota.people[trustee], rotas, now)
        if len(before) == MOST_LOOKED_AT:
            # Who was an officer before what was looked at is not known.
            found = replace(found, since=max(found.since, before[-1].since + LATE))
        past = [] if found.shut else page.closed(until)
    return Counted(totals(past, until).since(found.since), found)


def _whole(practices: Iterable[DrillReport]) -> list[DrillReport]:
    return [one for one in practices if one.ended in _WHOLE]


def _phones(rota: Rota, marks: Marks, now: datetime) -> Phones:
    placed = [one for one in rota.people.values() if rota.has_place(one.key)]
    return Phones(
        placed=len(placed),
        proved=sum(counts(one.phone, marks, now) for one in placed),
        texts_off=sum(marks.get(one.phone, _NOTHING).texts_off for one in placed),
    )


def _morning(rota: Rota, now: datetime) -> datetime:
    """Return when the night is over that is now, or comes next."""
    local = rota.local(now)
    day = local.date() + timedelta(days=local.time() >= NIGHT_TO)
    return instant(datetime.combine(day, NIGHT_TO), rota.zone)
