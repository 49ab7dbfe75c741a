"""Whether the house is fit for tonight: facts in, one line for each thing that a night needs.

What came of real call-outs is never read here. Whoever reads this may be who one is about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from service.domain.cover import Cover, Lack
from service.domain.directory import DirectoryEntry
from service.domain.drill_report import DrillReport, Ended
from service.domain.gap_warnings import DAYS_BEFORE

#: A backup that is older leaves more to be lost than a site would want to type again.
BACKUP_GOOD_FOR = timedelta(days=2)
#: The watch looks every hour.
LOOK_GOOD_FOR = timedelta(days=1)
#: A gap that begins within so long is in doubt already: it is when the admins are told.
AHEAD = timedelta(days=max(DAYS_BEFORE))


class Verdict(StrEnum):
    """How a thing stands; the worst last."""

    RIGHT = "right"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


class Mender(StrEnum):
    """Who can mend it."""

    ADMIN = "admin"
    #: Whoever runs the machine on which this runs.
    MACHINE = "machine"


class Finding(StrEnum):
    """What was found, thing by thing."""

    TONIGHT_COVERED = "tonight_covered"
    TONIGHT_ONE = "tonight_one"
    TONIGHT_NOBODY = "tonight_nobody"
    NO_LADDER = "no_ladder"
    COVERED_ALONG = "covered_along"
    COVERED_UNTIL = "covered_until"
    ALL_PROVED = "all_proved"
    SOME_PROVED = "some_proved"
    NONE_PROVED = "none_proved"
    TEXTS_ON = "texts_on"
    TEXTS_OFF = "texts_off"
    PRACTISED = "practised"
    PRACTICE_LATE = "practice_late"
    PRACTICE_UNANSWERED = "practice_unanswered"
    NEVER_PRACTISED = "never_practised"
    LINES_CHECKED = "lines_checked"
    LINES_TO_CHECK = "lines_to_check"
    NO_LINES = "no_lines"
    BACKED_UP = "backed_up"
    BACKUP_OLD = "backup_old"
    BACKUP_UNTRIED = "backup_untried"
    NO_BACKUP = "no_backup"
    BACKUP_UNREADABLE = "backup_unreadable"
    LOOKED_RIGHT = "looked_right"
    LOOKED_DOUBTFUL = "looked_doubtful"
    LOOKED_WRONG = "looked_wrong"
    LOOKED_LONG_AGO = "looked_long_ago"
    NO_ALARM = "no_alarm"
    ALARM = "alarm"
    CALLS_FAILING = "calls_failing"
    ASLEEP = "asleep"


#: What each finding means for tonight, and who mends it.
MEANS: dict[Finding, tuple[Verdict, Mender | None]] = {
    Finding.TONIGHT_COVERED: (Verdict.RIGHT, None),
    Finding.TONIGHT_ONE: (Verdict.DOUBTFUL, Mender.ADMIN),
    Finding.TONIGHT_NOBODY: (Verdict.WRONG, Mender.ADMIN),
    Finding.NO_LADDER: (Verdict.WRONG, Mender.ADMIN),
    Finding.COVERED_ALONG: (Verdict.RIGHT, None),
    Finding.COVERED_UNTIL: (Verdict.DOUBTFUL, Mender.ADMIN),
    Finding.ALL_PROVED: (Verdict.RIGHT, None),
    Finding.SOME_PROVED: (Verdict.DOUBTFUL, Mender.ADMIN),
    Finding.NONE_PROVED: (Verdict.WRONG, Mender.ADMIN),
    Finding.TEXTS_ON: (Verdict.RIGHT, None),
    Finding.TEXTS_OFF: (Verdict.DOUBTFUL, Mender.ADMIN),
    Finding.PRACTISED: (Verdict.RIGHT, None),
    Finding.PRACTICE_LATE: (Verdict.DOUBTFUL, Mender.ADMIN),
    Finding.PRACTICE_UNANSWERED: (Verdict.WRONG, Mender.ADMIN),
    Finding.NEVER_PRACTISED: (Verdict.DOUBTFUL, Mender.ADMIN),
    Finding.LINES_CHECKED: (Verdict.RIGHT, None),
    Finding.LINES_TO_CHECK: (Verdict.DOUBTFUL, Mender.ADMIN),
    Finding.NO_LINES: (Verdict.WRONG, Mender.ADMIN),
    Finding.BACKED_UP: (Verdict.RIGHT, None),
    Finding.BACKUP_OLD: (Verdict.DOUBTFUL, Mender.MACHINE),
    Finding.BACKUP_UNTRIED: (Verdict.DOUBTFUL, Mender.MACHINE),
    # Nobody is left without a phone tonight; but everything is lost with the disk.
    Finding.NO_BACKUP: (Verdict.DOUBTFUL, Mender.MACHINE),
    Finding.BACKUP_UNREADABLE: (Verdict.WRONG, Mender.MACHINE),
    Finding.LOOKED_RIGHT: (Verdict.RIGHT, None),
    Finding.LOOKED_DOUBTFUL: (Verdict.DOUBTFUL, Mender.MACHINE),
    Finding.LOOKED_WRONG: (Verdict.WRONG, Mender.MACHINE),
    Finding.LOOKED_LONG_AGO: (Verdict.DOUBTFUL, Mender.MACHINE),
    Finding.NO_ALARM: (Verdict.RIGHT, None),
    Finding.ALARM: (Verdict.WRONG, Mender.MACHINE),
    Finding.CALLS_FAILING: (Verdict.WRONG, Mender.MACHINE),
    Finding.ASLEEP: (Verdict.WRONG, Mender.MACHINE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phones:
    """How many have a place on a ladder, and of those: a proved number, and texts off."""

    placed: int
    proved: int
    texts_off: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is asked."""

    at: datetime
    today: date
    #: When this night is over.
    morning: datetime
    #: By name of ladder, from now on for weeks.
    covers: Sequence[tuple[str, Cover]]
    phones: Phones
    #: The last practice that came to its end, and whether the next one is late.
    practice: DrillReport | None
    practice_late: bool
    lines: Sequence[DirectoryEntry]
    #: When the book was last copied away; ``None``: nobody has written that down.
    backed_up_at: datetime | None
    #: When one was last read back, or this book was made of one.
    read_back_at: datetime | None
    #: Whether an alarm stands, calls are failing, and any ticker is awake.
    alarm: bool
    calls_failing: bool
    awake: bool
    #: When one was last read back in vain.
    unreadable_at: datetime | None = None
    #: When the carrier, our address and the machine were last looked at, and how all of it stood.
    looked_at: datetime | None = None
    looked: Verdict = Verdict.RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing, and how it stands."""

    finding: Finding
    #: What it is about, where the sentence needs it: an instant, a ladder, so many of so many.
    at: datetime | None = None
    read_back_at: datetime | None = None
    ladder: str = ""
    part: int = 0
    whole: int = 0

    @property
    def verdict(self) -> Verdict:
        """How it stands."""
        return MEANS[self.finding][0]

    @property
    def mender(self) -> Mender | None:
        """Who can mend it, where there is something to mend."""
        return MEANS[self.finding][1]


def fitness(facts: Facts) -> tuple[Line, ...]:
    """Say how each thing stands that a night needs."""
    return (
        *_cover(facts),
        _numbers(facts),
        *_texts(facts),
        _practice(facts),
        _directory(facts),
        _backup(facts),
        *_looked(facts),
        *_house(facts),
    )


def verdict_of(lines: Sequence[Line]) -> Verdict:
    """Say how all of it stands: as the worst of it."""
    found = {one.verdict for one in lines}
    return next(one for one in (Verdict.WRONG, Verdict.DOUBTFUL, Verdict.RIGHT) if one in found)


def _cover(facts: Facts) -> Iterator[Line]:
    if not facts.covers:
        yield Line(finding=Finding.NO_LADDER)
        return
    lacks = [
        (gap.lack, ladder)
        for ladder, cover in facts.covers
        for gap in cover.gaps
        if gap.starts < facts.morning
    ]
    # The words of a lack stand in their order, the worst first.
    worst = min(lacks, key=lambda one: list(Lack).index(one[0]), default=None)
    if worst is not None:
        lack, ladder = worst
        finding = Finding.TONIGHT_NOBODY if lack.is_gap else Finding.TONIGHT_ONE
        yield Line(finding=finding, ladder=ladder, at=facts.morning)
        return
    yield Line(finding=Finding.TONIGHT_COVERED, at=facts.morning)
    yield _ahead(facts)


def _ahead(facts: Facts) -> Line:
    """Say until when every ladder is covered, as far as we look."""
    ladder, cover = min(facts.covers, key=lambda one: one[1].until or one[1].ends)
    until = cover.until or cover.ends
    near = cover.until is not None and until - facts.at <= AHEAD
    finding = Finding.COVERED_UNTIL if near else Finding.COVERED_ALONG
    return Line(finding=finding, at=until, ladder=ladder)


def _numbers(facts: Facts) -> Line:
    finding = Finding.SOME_PROVED
    if facts.phones.proved == facts.phones.placed and facts.phones.placed:
        finding = Finding.ALL_PROVED
    elif not facts.phones.proved:
        finding = Finding.NONE_PROVED
    return Line(finding=finding, part=facts.phones.proved, whole=facts.phones.placed)


def _texts(facts: Facts) -> Iterator[Line]:
    if facts.phones.placed:
        finding = Finding.TEXTS_OFF if facts.phones.texts_off else Finding.TEXTS_ON
        yield Line(finding=finding, part=facts.phones.texts_off, whole=facts.phones.placed)


def _practice(facts: Facts) -> Line:
    last = facts.practice
    if last is None:
        return Line(finding=Finding.NEVER_PRACTISED)
    finding = Finding.PRACTICE_LATE if facts.practice_late else Finding.PRACTISED
    if last.ended is Ended.NOBODY:
        finding = Finding.PRACTICE_UNANSWERED
    return Line(finding=finding, at=last.started_at)


def _directory(facts: Facts) -> Line:
    lines = facts.lines
    late = sum(one.to_be_checked or one.overdue(facts.today) for one in lines)
    finding = Finding.LINES_TO_CHECK if late else Finding.LINES_CHECKED
    return Line(finding=finding if lines else Finding.NO_LINES, part=late, whole=len(lines))


def _backup(facts: Facts) -> Line:
    last, in_vain, in_full = facts.backed_up_at, facts.unreadable_at, facts.read_back_at
    if in_vain is not None and (in_full is None or in_full < in_vain):
        return Line(finding=Finding.BACKUP_UNREADABLE, at=in_vain)
    if last is None:
        return Line(finding=Finding.NO_BACKUP)
    finding = Finding.BACKED_UP if facts.read_back_at else Finding.BACKUP_UNTRIED
    if facts.at - last > BACKUP_GOOD_FOR:
        finding = Finding.BACKUP_OLD
    return Line(finding=finding, at=last, read_back_at=facts.read_back_at)


def _looked(facts: Facts) -> Iterator[Line]:
    """Say how it stood what takes too long to be looked at now; nothing before the first look."""
    if facts.looked_at is None:
        return
    finding = {
        Verdict.RIGHT: Finding.LOOKED_RIGHT,
        Verdict.DOUBTFUL: Finding.LOOKED_DOUBTFUL,
        Verdict.WRONG: Finding.LOOKED_WRONG,
    }[facts.looked]
    if facts.at - facts.looked_at > LOOK_GOOD_FOR:
        finding = Finding.LOOKED_LONG_AGO
    yield Line(finding=finding, at=facts.looked_at)


def _house(facts: Facts) -> Iterator[Line]:
    wrong = {
        Finding.ASLEEP: not facts.awake,
        Finding.CALLS_FAILING: facts.calls_failing,
        Finding.ALARM: facts.alarm,
    }
    found = [finding for finding, holds in wrong.items() if holds]
    yield from (Line(finding=one) for one in found or [Finding.NO_ALARM])
