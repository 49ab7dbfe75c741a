"""What whoever watches the house may draw: how it stands, and how practices went.

Of call-outs nothing: not one, not how many. What stands here does not change with one, but for
what the admins' page of alarms says anyway. See ``docs/decisions/0028``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.desk import Desk
from service.desk.drilling import Followed, reports
from service.domain.counted import Counted
from service.domain.drill_report import Ended
from service.domain.faults import Fault
from service.domain.ladder import Channel
from service.domain.standing import SILENT_AFTER, BackupDeed, HouseDeed

#: What has ended by itself, and not been put off: a practice that gives way would show.
_WHOLE = frozenset({Ended.TAKEN, Ended.NOBODY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long practices took from their start; of each only what it came to."""

    of: int
    first_dial: Sequence[timedelta]
    taken: Sequence[timedelta]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """How the house stands."""

    #: The faults that stand now, each with since when.
    faults: Mapping[Fault, datetime]
    #: For how long work has been due that nobody does; nothing where it is not so.
    overdue: timedelta
    #: How many processes are awake, by what they are.
    awake: Mapping[str, int]
    counts: Mapping[Counted, int]
    backups: Mapping[BackupDeed, datetime]
    deeds: Mapping[HouseDeed, datetime]
    #: When the latest practice began that came to its end.
    practised_at: datetime | None
    #: How long after its start that one asked for its first call, if it did.
    last_dial: timedelta | None
    practices: Waits


def watched(desk: Desk) -> Watched:
    """Gather it all.

    Raises:
        BookUnavailable: the book cannot be asked.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        faults = {one.fault: one.since for one in page.alarms(now) if one.stands}
        beats, counts = page.beats(), page.counts()
        backups, deeds = page.backups(), page.deeds()
    whole = [one for one in reports(desk) if one.report.ended in _WHOLE]
    last = max(whole, key=lambda one: one.drill.raised_at, default=None)
    stalled = faults.get(Fault.STALLED)
    return Watched(
        faults=faults,
        overdue=max(now - stalled, timedelta()) if stalled else timedelta(),
        awake=Counter(one.role for one in beats if abs(now - one.at) <= SILENT_AFTER),
        counts=counts,
        backups=backups,
        deeds=deeds,
        practised_at=last.drill.raised_at if last else None,
        last_dial=_first_dial(last) if last else None,
        practices=_waits(whole),
    )


def _waits(practices: Sequence[Followed]) -> Waits:
    dialled = [_first_dial(one) for one in practices]
    taken = [one.report.taken_after for one in practices]
    return Waits(
        of=len(practices),
        first_dial=[one for one in dialled if one is not None],
        taken=[timedelta(seconds=one) for one in taken if one is not None],
    )


def _first_dial(practice: Followed) -> timedelta | None:
    calls = (one for one in practice.drill.attempts if one.channel is Channel.CALL)
    dialled = [one.dialled_at for one in calls if one.dialled_at is not None]
    return min(dialled) - practice.drill.raised_at if dialled else None
