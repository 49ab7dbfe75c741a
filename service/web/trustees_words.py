"""What the trustees' page says: how each thing stands, who mends it, and how long people waited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.desk.oversight import Tonight
from service.domain.catalogue import N_, _, found, ngettext
from service.domain.dates import month_of
from service.domain.directory import CHECK_AFTER
from service.domain.faults import SAID
from service.domain.fitness import Finding, Line, Mender, Verdict
from service.domain.listing import row
from service.domain.oversight import ALWAYS, Reach, Shut
from service.domain.people import Role
from service.domain.rota import Rota
from service.domain.totals import Totals, Waits
from service.web.periods import ago, day_and_time

_MINUTE, _HALF = timedelta(minutes=1), timedelta(seconds=30)

_VERDICTS = {
    Verdict.RIGHT: N_("Right"),
    Verdict.DOUBTFUL: N_("In doubt"),
    Verdict.WRONG: N_("Wrong"),
}
_ANSWERS = {
    Verdict.RIGHT: N_("Fit tonight? Yes."),
    Verdict.DOUBTFUL: N_("Fit tonight? Yes, with doubts."),
    Verdict.WRONG: N_("Fit tonight? No."),
}
_TONIGHT, _SYSTEM = N_("Tonight"), N_("This system")
_NUMBERS, _PRACTICE, _BACKUP = N_("Officers' numbers"), N_("Practice"), N_("Backup")
_AHEAD, _TEXTS, _OUTSIDE = N_("The weeks ahead"), N_("Texts"), N_("Outside numbers")
#: What each finding is about, and what is said of it.
_SAYS = {
    Finding.TONIGHT_COVERED: (
        _TONIGHT,
        N_("Until {when} two people or more can be relied on, each on a phone of their own."),
    ),
    Finding.TONIGHT_ONE: (
        _TONIGHT,
        N_(
            "There is a time before {when} when one person alone, or one phone, can be relied on:"
            " {ladder}."
        ),
    ),
    Finding.TONIGHT_NOBODY: (
        _TONIGHT,
        N_("There is a time before {when} when nobody can be relied on: {ladder}."),
    ),
    Finding.NO_LADDER: (_TONIGHT, N_("There is no ladder yet, so nobody would be rung.")),
    Finding.COVERED_ALONG: (_AHEAD, N_("Covered until at least {when}.")),
    Finding.COVERED_UNTIL: (
        _AHEAD,
        N_("Covered until {when}. Then there are too few to rely on: {ladder}."),
    ),
    Finding.ALL_PROVED: (
        _NUMBERS,
        N_("All are proved: {part} of {whole}."),
    ),
    Finding.SOME_PROVED: (
        _NUMBERS,
        N_("{part} of {whole} are proved. The others are rung, and do not count as cover."),
    ),
    Finding.NONE_PROVED: (_NUMBERS, N_("None is proved.")),
    Finding.TEXTS_ON: (_TEXTS, N_("On for every officer.")),
    Finding.TEXTS_OFF: (
        _TEXTS,
        N_("Off for {part} of {whole} officers. They are rung all the same."),
    ),
    Finding.PRACTISED: (_PRACTICE, N_("The last one was {ago}, and somebody took it.")),
    Finding.PRACTICE_LATE: (
        _PRACTICE,
        N_("The last one was {ago}, and somebody took it. The next one is late."),
    ),
    Finding.PRACTICE_UNANSWERED: (
        _PRACTICE,
        N_("The last one was {ago}. Everybody was rung, and nobody took it."),
    ),
    Finding.NEVER_PRACTISED: (_PRACTICE, N_("None has come to its end in the last year.")),
    Finding.LINES_CHECKED: (_OUTSIDE, N_("Each was checked in the last {days} days.")),
    Finding.LINES_TO_CHECK: (
        _OUTSIDE,
        N_("{part} of {whole} to be checked: nobody has rung them in the last {days} days."),
    ),
    Finding.NO_LINES: (_OUTSIDE, N_("There are none yet.")),
    Finding.BACKED_UP: (_BACKUP, N_("The last one was {ago}.")),
    Finding.BACKUP_OLD: (_BACKUP, N_("The last one was {ago}, which is too long.")),
    Finding.NO_BACKUP: (_BACKUP, N_("No backup has been recorded.")),
    Finding.NO_ALARM: (_SYSTEM, N_("No alarm stands.")),
    Finding.ALARM: (_SYSTEM, N_("An alarm stands: {alarms}.")),
    Finding.CALLS_FAILING: (
        _SYSTEM,
        N_("Calls are failing. Whoever presses is told so, with numbers to ring."),
    ),
    Finding.ASLEEP: (
        _SYSTEM,
        N_(
            "No worker and no watch is awake, so no phone would ring. Whoever presses is told so,"
            " with numbers to ring."
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that a night needs, in words."""

    name: str
    #: How it stands: for the sheet, and in words.
    verdict: Verdict
    word: str
    said: str
    mend: str


def answer(verdict: Verdict) -> str:
    """Say whether the house is fit tonight."""
    return found(_ANSWERS[verdict])


def checks(now: Tonight) -> list[Check]:
    """Say of each thing how it stands, and who can mend it."""
    return [_check(now, line) for line in now.lines]


def _check(now: Tonight, line: Line) -> Check:
    name, said = _SAYS[line.finding]
    facts = {
        "when": day_and_time(now.rota, line.at) if line.at else "",
        "ago": ago(line.at, now.at, now.rota) if line.at else "",
        "ladder": line.ladder,
        "part": line.part,
        "whole": line.whole,
        "days": CHECK_AFTER.days,
        "alarms": row(SAID[one.fault].now.what for one in now.alarms),
    }
    return Check(
        name=found(name),
        verdict=line.verdict,
        word=found(_VERDICTS[line.verdict]),
        said=_(said, **facts),
        mend=_mend(now.rota, line.mender),
    )


def _mend(rota: Rota, mender: Mender | None) -> str:
    if mender is None:
        return ""
    admins = [one.name for one in rota.with_role(Role.ADMIN)]
    if mender is Mender.MACHINE or not admins:
        return _("Whoever runs the machine can mend it.")
    return _("An admin can mend it: {names}.", names=row(admins))


def shut(reach: Reach) -> str:
    """Say why not all real call-outs are counted for this trustee; nothing where all are."""
    if reach.shut is Shut.OFFICER:
        return _(
            "You may be rung yourself, so real call-outs are not counted for you. Nobody who may"
            " be rung reads how many there were, whatever else they are. Another trustee can."
        )
    if reach.shut is Shut.NEW:
        return _(
            "Real call-outs are counted for you four weeks after you were made a trustee, and"
            " four weeks after your number was changed."
        )
    if reach.since > ALWAYS:
        return _("Only months are counted for you of which we know that you could not be rung.")
    return ""


def wait_words(wait: timedelta | None) -> str:
    """Say a rounded wait: "half a minute", "1½ minutes", "12 minutes"."""
    if wait is None:
        return _("none")
    whole, rest = divmod(wait, _MINUTE)
    if rest < _HALF:
        return ngettext("{count} minute", "{count} minutes", whole)
    return _("{count}½ minutes", count=whole) if whole else _("half a minute")


def months(first: date, last: date) -> str:
    """Name neighbouring months: "March 2026", "January 2026 to March 2026"."""
    begins, ends = month_of(first), month_of(last)
    return begins if begins == ends else _("{first} to {last}", first=begins, last=ends)


def rest(totals: Totals) -> str:
    """Say what is not shown, whether or not there is any."""
    if totals.rest_from is None:
        return _("Nothing is shown yet: there were fewer than five, or the quarter is not over.")
    return _(
        "Nothing is shown yet from {month} on: there were fewer than five, or the quarter is not"
        " over.",
        month=month_of(totals.rest_from),
    )


def taken(waits: Waits) -> str:
    """Say in one breath how long it was until somebody took it."""
    if not waits.each:
        return _("None of {count} call-outs was taken.", count=waits.of)
    facts = _facts(waits)
    if waits.percent is None:
        return _(
            "{came} of {count} call-outs were taken: half of these within {half}, and the one that"
            " took longest within {longest}.",
            **facts,
        )
    return _(
        "{came} of {count} call-outs were taken, which is {percent}%: half of these within {half},"
        " and the one that took longest within {longest}.",
        **facts,
    )


def spoken(waits: Waits) -> str:
    """Say in one breath how long it was until the two had spoken."""
    if not waits.each:
        return _(
            "In none of {count} call-outs did the two say that they had spoken.", count=waits.of
        )
    facts = _facts(waits)
    if waits.percent is None:
        return _(
            "In {came} of {count} call-outs the two had spoken: in half of these within {half}, and"
            " in the one that took longest within {longest}.",
            **facts,
        )
    return _(
        "In {came} of {count} call-outs, which is {percent}%, the two had spoken: in half of these"
        " within {half}, and in the one that took longest within {longest}.",
        **facts,
    )


def practised(count: int) -> str:
    """Say how many practices are shown."""
    if not count:
        return _("No practice came to its end in the last year.")
    return ngettext(
        "One practice of the last year is shown, as a diamond.",
        "{count} practices of the last year are shown, as diamonds.",
        count,
    )


def _facts(waits: Waits) -> dict[str, object]:
    return {
        "came": len(waits.each),
        "count": waits.of,
        "percent": waits.percent,
        "half": wait_words(waits.half),
        "longest": wait_words(waits.longest),
    }


def each(waits: Sequence[timedelta]) -> str:
    """List waits, the same ones together: "half a minute (3), 2 minutes"."""
    counted = [(one, waits.count(one)) for one in dict.fromkeys(waits)]
    return ", ".join(
        wait_words(one) if number == 1 else f"{wait_words(one)} ({number})"
        for one, number in counted
    )
