"""Going round the house: what is wrong with it, and telling the admins.

Any number of processes go round. The book holds one alarm to a fault, and says who tells.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from service.desk import Desk, rehearsing
from service.domain.alarms import REMEMBERED, Alarm, Notice, ToTell, Word, to_tell
from service.domain.checks.every import from_json
from service.domain.checks.lines import worst
from service.domain.escalation import State
from service.domain.faults import Fault
from service.domain.fitness import Verdict
from service.domain.rota import Rota
from service.domain.standing import Beat, Looked
from service.heralds import Herald, NotTold
from service.ports import Page

#: Work that has been due for longer has nobody who does it. Twelve times what a crash may cost.
STALLED_AFTER = timedelta(minutes=1)
#: A worker or watch that was there and has been silent for so long is gone. Longer than a
#: restart takes, since a site is updated by restarting them.
GONE_AFTER = timedelta(seconds=45)

log = structlog.get_logger("workers")


@dataclass(frozen=True, slots=True)
class Found:
    """What one look found wrong, and what must be mended at once."""

    faults: frozenset[Fault]
    #: Open escalations that nothing would ever move.
    left_lying: Sequence[str]


def look_round(desk: Desk) -> Found:
    """Look at everything that the book knows of the house. Writes nothing.

    Raises:
        BookUnavailable: it cannot be asked.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        lying = page.left_lying()
        faults = frozenset(_faults(page, now, lying))
    return Found(faults, lying)


def take_up(desk: Desk, escalation_ids: Sequence[str]) -> None:
    """Have open escalations looked at that nothing would ever move.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    now = desk.clock.now()
    for escalation_id in escalation_ids:
        with desk.book.writing() as page:
            found = page.escalation(escalation_id)
            if found is not None and found.state is State.OPEN and found.due_at is None:
                page.save(replace(found, due_at=now))
        desk.bell.ring(escalation_id)


def keep_alarms(desk: Desk, seen: Collection[Fault]) -> Sequence[Alarm]:
    """Raise alarms of what was seen, end those that nobody sees any more, and return all.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    now = desk.clock.now()
    after = now - REMEMBERED
    with desk.book.reading() as page:
        known = page.alarms(after)
    if not seen and not any(one.quiet_at(now) for one in known):
        return known
    with desk.book.writing() as page:
        for fault in sorted(seen):
            page.notice(fault, now)
        for alarm in page.alarms(after):
            if alarm.quiet_at(now):
                page.end_alarm(alarm, now)
        return page.alarms(after)


def tell(desk: Desk, heralds: Sequence[Herald], alarms: Sequence[Alarm]) -> None:
    """Tell the admins what is due to be told. A path that fails is tried again at a later look.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    by_path = {herald.path: herald for herald in heralds}
    failed: set[str] = set()
    for one in to_tell(alarms, by_path, desk.clock.now()):
        if one.path in failed:
            continue  # It would only keep the other path waiting.
        if _taken(desk, one) and not _told(desk, by_path[one.path], one):
            failed.add(one.path)


def tell_from_memory(heralds: Sequence[Herald], notice: Notice) -> frozenset[str]:
    """Tell by every path what the book cannot be asked to keep; return by which it was told."""
    return frozenset(herald.path for herald in heralds if _said(herald, notice))


def own_up(desk: Desk, fault: Fault, told: Collection[str]) -> None:
    """Write down an alarm that was told from memory, so that the page shows it and its end.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    now = desk.clock.now()
    with desk.book.writing() as page:
        page.notice(fault, now)
        for alarm in page.alarms(now):
            for path in sorted(told) if alarm.fault is fault and alarm.stands else ():
                one = ToTell(alarm, path, Word.RAISED)
                if page.take_telling(one, now):
                    page.note_told(one, now)


def standing_now(desk: Desk) -> Sequence[Alarm]:
    """Return the alarms that stand, and those of the last week; the newest first.

    Raises:
        BookUnavailable: it cannot be asked.
    """
    with desk.book.reading() as page:
        return page.alarms(desk.clock.now() - REMEMBERED)


def _taken(desk: Desk, one: ToTell) -> bool:
    with desk.book.writing() as page:
        return page.take_telling(one, desk.clock.now())


def _told(desk: Desk, herald: Herald, one: ToTell) -> bool:
    """Tell it outside of any transaction, then note it: told twice is better than never."""
    if not _said(herald, one.notice(desk.clock.now())):
        return False
    with desk.book.writing() as page:
        page.note_told(one, desk.clock.now())
    return True


def _said(herald: Herald, notice: Notice) -> bool:
    try:
        herald.tell(notice)
    except NotTold as failure:
        log.warning("alarm.not_told", path=herald.path, fault=notice.fault, why=str(failure))
        return False
    log.warning("alarm.told", path=herald.path, fault=notice.fault, word=notice.word)
    return True


def _faults(page: Page, now: datetime, left_lying: Sequence[str]) -> Iterator[Fault]:
    carrier = page.carrier()
    if carrier.failing_at(now):
        yield Fault.ACCOUNT if carrier.account else Fault.CALLS_FAILING
    if left_lying or page.due(now - STALLED_AFTER, 1):
        yield Fault.STALLED
    yield from _gone(page.beats(), now)
    if _a_ladder_is_empty(page.rota(), now):
        yield Fault.NOBODY_TO_RING
    if rehearsing.is_beside(page.deeds(), now):
        yield Fault.PRETENDED_BESIDE
    if _was_found_wrong(page.looked()):
        yield Fault.FOUND_WRONG


def _gone(beats: Sequence[Beat], now: datetime) -> Iterator[Fault]:
    """Yield what was there once and is silent; what a site never started is not missed."""
    latest: dict[str, datetime] = {}
    for beat in beats:
        latest[beat.role] = max(beat.at, latest.get(beat.role, beat.at))
    for role, fault in (("worker", Fault.NO_WORKER), ("watch", Fault.NO_WATCH)):
        if role in latest and abs(now - latest[role]) > GONE_AFTER:
            yield fault


def _was_found_wrong(look: Looked | None) -> bool:
    return look is not None and worst(from_json(look.found)) is Verdict.WRONG


def _a_ladder_is_empty(rota: Rota, now: datetime) -> bool:
    ladders = [rota.on_duty(plan, now) for plan in rota.ladders]
    return not ladders or any(all(rung.empty for rung in one.rungs) for one in ladders)
