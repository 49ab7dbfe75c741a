"""What the trustees' page says first: how each thing stands for tonight, and who mends it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from service.desk.oversight import Tonight
from service.domain.catalogue import N_, _, found, ngettext
from service.domain.directory import CHECK_AFTER
from service.domain.faults import SAID
from service.domain.fitness import Finding, Line, Mender, Verdict
from service.domain.listing import row
from service.domain.people import Role
from service.domain.rota import Rota
from service.web.periods import ago, day_and_time

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
_LOOKED = {Finding.LOOKED_DOUBTFUL, Finding.LOOKED_WRONG, Finding.LOOKED_LONG_AGO}
_BACKUPS = {Finding.NO_BACKUP, Finding.BACKUP_OLD}
_TONIGHT, _SYSTEM = N_("Tonight"), N_("This system")
_NUMBERS, _PRACTICE, _BACKUP = N_("Officers' numbers"), N_("Practice"), N_("Backup")
_CARRIER = N_("The carrier and this machine")
_AHEAD, _TEXTS, _OUTSIDE = N_("The weeks ahead"), N_("Texts"), N_("Outside numbers")
#: What each finding is about, and what is said of it; for those that count, see ``_COUNTED``.
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
    Finding.NONE_PROVED: (_NUMBERS, N_("None is proved.")),
    Finding.TEXTS_ON: (_TEXTS, N_("On for every officer.")),
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
    Finding.NO_LINES: (_OUTSIDE, N_("There are none yet.")),
    Finding.BACKED_UP: (
        _BACKUP,
        N_("The last one was {ago}. One was last read back {read_back}."),
    ),
    Finding.BACKUP_UNTRIED: (
        _BACKUP,
        N_("The last one was {ago}. None has been read back, so nobody knows if it is any good."),
    ),
    Finding.BACKUP_OLD: (_BACKUP, N_("The last one was {ago}, which is too long.")),
    Finding.NO_BACKUP: (_BACKUP, N_("No backup has been recorded.")),
    Finding.BACKUP_UNREADABLE: (
        _BACKUP,
        N_("One was read back {ago}, and it could not be read. Nobody knows if any is good."),
    ),
    Finding.LOOKED_RIGHT: (
        _CARRIER,
        N_(
            "Looked at {ago}: the carrier knows us and reaches us, as far as can be seen from here."
        ),
    ),
    Finding.LOOKED_DOUBTFUL: (
        _CARRIER,
        N_("Looked at {ago}: phones can ring, and something there is in doubt."),
    ),
    Finding.LOOKED_WRONG: (
        _CARRIER,
        N_("Looked at {ago}: something there is wrong, so phones may not ring or not speak."),
    ),
    Finding.LOOKED_LONG_AGO: (
        _CARRIER,
        N_("Last looked at {ago}. It should be looked at every hour."),
    ),
    Finding.NO_ALARM: (_SYSTEM, N_("No alarm stands.")),
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


def _all_proved(line: Line) -> str:
    return ngettext("The only one is proved.", "All {count} are proved.", line.whole)


def _some_proved(line: Line) -> str:
    return ngettext(
        "{count} of {whole} is proved. The rest are rung, but do not count as cover.",
        "{count} of {whole} are proved. The rest are rung, but do not count as cover.",
        line.part,
        whole=line.whole,
    )


def _texts_off(line: Line) -> str:
    return ngettext(
        "Off for {count} of {whole}, who is rung all the same.",
        "Off for {count} of {whole}, who are rung all the same.",
        line.part,
        whole=line.whole,
    )


def _to_check(line: Line) -> str:
    return ngettext(
        "{count} of {whole} is to be checked: nobody has rung it in the last {days} days.",
        "{count} of {whole} are to be checked: nobody has rung them in the last {days} days.",
        line.part,
        whole=line.whole,
        days=CHECK_AFTER.days,
    )


#: The same for each finding that counts.
_COUNTED: dict[Finding, tuple[str, Callable[[Line], str]]] = {
    Finding.ALL_PROVED: (_NUMBERS, _all_proved),
    Finding.SOME_PROVED: (_NUMBERS, _some_proved),
    Finding.TEXTS_OFF: (_TEXTS, _texts_off),
    Finding.LINES_TO_CHECK: (_OUTSIDE, _to_check),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that a night needs, in words."""

    heading: str
    #: How it stands: for the sheet, and in words.
    verdict: Verdict
    word: str
    said: str
    mend: str


def answer(verdict: Verdict) -> str:
    """Say whether the house is fit tonight."""
    return found(_ANSWERS[verdict])


def checks(now: Tonight) -> list[Check]:
    """Say of each thing how it stands, and who can mend it; of an alarm what it means."""
    return [
        Check(
            heading=name,
            verdict=line.verdict,
            word=found(_VERDICTS[line.verdict]),
            said=said,
            mend=_mend(now.rota, line),
        )
        for line in now.lines
        for name, said in _said(now, line)
    ]


def _said(now: Tonight, line: Line) -> Iterator[tuple[str, str]]:
    if line.finding is Finding.ALARM:
        yield from ((said.what, said.means) for said in (SAID[one.fault].now for one in now.alarms))
    elif line.finding in _COUNTED:
        name, count = _COUNTED[line.finding]
        yield found(name), count(line)
    else:
        name, message = _SAYS[line.finding]
        facts = {
            "when": day_and_time(now.rota, line.at) if line.at else "",
            "ago": ago(line.at, now.at, now.rota) if line.at else "",
            "read_back": ago(line.read_back_at, now.at, now.rota) if line.read_back_at else "",
            "ladder": line.ladder,
            "days": CHECK_AFTER.days,
        }
        yield found(name), _(message, **facts)


def _mend(rota: Rota, line: Line) -> str:
    if line.mender is None:
        return ""
    if line.finding in _BACKUPS:
        return _(
            "Whoever runs the machine can mend it: by having escalate backup make run every night,"
            " and what it makes copied to another place."
        )
    if line.finding is Finding.BACKUP_UNTRIED:
        return _("Whoever runs the machine can mend it: with escalate backup check.")
    if line.finding in _LOOKED:
        return _(
            "Whoever runs the machine can mend it: escalate doctor says what it is. Admins read it"
            " on the page \u201cIs everything well?\u201d."
        )
    admins = [one.name for one in rota.with_role(Role.ADMIN)]
    if line.mender is Mender.MACHINE or not admins:
        return _("Whoever runs the machine can mend it.")
    return _("An admin can mend it: {names}.", names=row(admins))
