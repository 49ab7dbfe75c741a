"""The rota, and whoever is in it, by their keys; and the night as ``fitness`` judges it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from service.domain.catalogue import N_
from service.domain.checks.lines import Found, Line, Said
from service.domain.fitness import Finding, Verdict
from service.domain.fitness import Line as Fit
from service.domain.people import PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota

_RIGHT, _DOUBTFUL, _WRONG = Verdict.RIGHT, Verdict.DOUBTFUL, Verdict.WRONG
_APPLY = N_("Mend it on the page Rota, or in the rota file: escalate rota apply FILE")
_PROVE = N_("Have each number proved: on the page People, or by whoever has it on their own page.")
_CHECK = N_(
    "Ring each, and note it on the page of outside numbers, or write the day into the rota "
    "file: checked = 2026-01-31"
)
_BACK_UP = N_("Have escalate backup make run every night: see docs/backup.md.")

ROTA_RIGHT = Said("rota_right", Line.ROTA, _RIGHT, N_("There is one."))
NO_ROTA = Said(
    "rota_none",
    Line.ROTA,
    _WRONG,
    N_("The book holds no rota."),
    N_("Apply one: escalate rota apply FILE"),
)
LADDER_RIGHT = Said("ladder_right", Line.LADDER, _RIGHT, N_("{count} on duty now."))
LADDER_PART = Said(
    "ladder_part", Line.LADDER, _DOUBTFUL, N_("Nobody is on duty now for: {roles}."), _APPLY
)
LADDER_EMPTY = Said("ladder_empty", Line.LADDER, _WRONG, N_("Nobody is on duty now."), _APPLY)
STAFF_RIGHT = Said("staff_right", Line.STAFF, _RIGHT, N_("Somebody may press."))
NO_STAFF = Said(
    "staff_none",
    Line.STAFF,
    _WRONG,
    N_("Nobody has the role staff, so nobody can press."),
    _APPLY,
)
ADMINS_RIGHT = Said("admins_right", Line.ADMINS, _RIGHT, N_("Somebody keeps the rota."))
NO_ADMINS = Said(
    "admins_none",
    Line.ADMINS,
    _DOUBTFUL,
    N_("Nobody has the role admin, to be told of faults."),
    _APPLY,
)
NONE_SHARED = Said("shared_none", Line.SHARED, _RIGHT, N_("Everybody has a number of their own."))
SHARED = Said(
    "shared",
    Line.SHARED,
    _DOUBTFUL,
    N_("{keys} have the same number: none of them is rung where one presses or is left out."),
    N_("Give each their own number, if they have one."),
)
NONE_MADE_UP = Said("made_up_none", Line.MADE_UP, _RIGHT, N_("None is kept for films."))
MADE_UP = Said(
    "made_up",
    Line.MADE_UP,
    _WRONG,
    N_("No telephone answers the numbers of: {keys}."),
    N_("They are kept for films: give each their real number."),
)
PHONES_RIGHT = Said("phones_right", Line.PHONES, _RIGHT, N_("Each officer's is called and texted."))
TEXTS_OFF = Said(
    "phones_texts_off",
    Line.PHONES,
    _DOUBTFUL,
    N_("{keys}: texts are off."),
    N_("They are still rung. Ask them to text START to our number."),
)
PROVE_AGAIN = Said(
    "phones_prove_again",
    Line.PHONES,
    _DOUBTFUL,
    N_("{keys}: to be proved again."),
    N_("Ask them by another way whether the number is theirs."),
)
LANDLINES = Said(
    "phones_landline",
    Line.PHONES,
    _DOUBTFUL,
    N_("{keys}: texts not possible (landline)."),
    N_("They are rung. Give a mobile number, if they have one."),
)
NO_ALARM = Said("alarm_none", Line.ALARM, _RIGHT, N_("None stands."))
ALARM = Said("alarm", Line.ALARM, _WRONG, N_("{what}."), N_("{mend}"))

#: What a finding of ``fitness`` says here; what it does not have is said by a line of its own.
NIGHT: Mapping[Finding, Said] = {
    Finding.TONIGHT_COVERED: Said(
        "tonight_covered",
        Line.TONIGHT,
        _RIGHT,
        N_("Until {at} two people or more can be relied on, each on a phone of their own."),
    ),
    Finding.TONIGHT_ONE: Said(
        "tonight_one",
        Line.TONIGHT,
        _DOUBTFUL,
        N_(
            "There is a time before {at} when one person alone, or one phone, can be relied "
            "on: {ladder}."
        ),
        N_("Have more numbers proved, or give more people a place on the ladder."),
    ),
    Finding.TONIGHT_NOBODY: Said(
        "tonight_nobody",
        Line.TONIGHT,
        _WRONG,
        N_("There is a time before {at} when nobody can be relied on: {ladder}."),
        N_("Have the numbers on the ladder proved, or fill the gap on the page Rota."),
    ),
    Finding.NO_LADDER: Said(
        "tonight_no_ladder",
        Line.TONIGHT,
        _WRONG,
        N_("There is no ladder yet, so nobody would be rung."),
        _APPLY,
    ),
    Finding.COVERED_ALONG: Said(
        "ahead_covered", Line.AHEAD, _RIGHT, N_("Covered until at least {at}.")
    ),
    Finding.COVERED_UNTIL: Said(
        "ahead_until",
        Line.AHEAD,
        _DOUBTFUL,
        N_("Covered until {at}. Then there are too few to rely on: {ladder}."),
        N_("Fill the gap on the page Rota."),
    ),
    Finding.ALL_PROVED: Said("proved_all", Line.PROVED, _RIGHT, N_("{part} of {whole}.")),
    Finding.SOME_PROVED: Said(
        "proved_some",
        Line.PROVED,
        _DOUBTFUL,
        N_("{part} of {whole}. The rest are rung, but do not count as cover."),
        _PROVE,
    ),
    Finding.NONE_PROVED: Said("proved_none", Line.PROVED, _WRONG, N_("None is proved."), _PROVE),
    Finding.PRACTISED: Said(
        "practised", Line.PRACTICE, _RIGHT, N_("The last one was on {at}, and somebody took it.")
    ),
    Finding.PRACTICE_LATE: Said(
        "practice_late",
        Line.PRACTICE,
        _DOUBTFUL,
        N_("The last one was on {at}, and somebody took it. The next one is late."),
        N_("Start one on the page Practice, or with escalate drill; plan them in the rota file."),
    ),
    Finding.PRACTICE_UNANSWERED: Said(
        "practice_unanswered",
        Line.PRACTICE,
        _WRONG,
        N_("The last one was on {at}. Everybody was rung, and nobody took it."),
        N_("Ask each officer what their phone did, then practise again."),
    ),
    Finding.NEVER_PRACTISED: Said(
        "practice_never",
        Line.PRACTICE,
        _DOUBTFUL,
        N_("None has come to its end in the last year."),
        N_("Start one on the page Practice, or with escalate drill."),
    ),
    Finding.LINES_CHECKED: Said(
        "directory_right", Line.DIRECTORY, _RIGHT, N_("{whole} outside lines, each checked.")
    ),
    Finding.LINES_TO_CHECK: Said(
        "directory_to_check",
        Line.DIRECTORY,
        _DOUBTFUL,
        N_("{part} of {whole} outside lines were not checked lately."),
        _CHECK,
    ),
    Finding.NO_LINES: Said(
        "directory_none",
        Line.DIRECTORY,
        _WRONG,
        N_("There is no outside line to ring oneself."),
        N_("Add some on the page of outside numbers, or in the rota file."),
    ),
    Finding.BACKED_UP: Said(
        "backup_right",
        Line.BACKUP,
        _RIGHT,
        N_("Last made on {at}, last read back on {read_back_at}."),
    ),
    Finding.BACKUP_OLD: Said(
        "backup_old",
        Line.BACKUP,
        _DOUBTFUL,
        N_("Last made on {at}, which is too long ago."),
        _BACK_UP,
    ),
    Finding.BACKUP_UNTRIED: Said(
        "backup_untried",
        Line.BACKUP,
        _DOUBTFUL,
        N_("Last made on {at}; none has been read back, so nobody knows if it is any good."),
        N_("Run escalate backup check FILE --identity KEYFILE: see docs/backup.md."),
    ),
    Finding.BACKUP_UNREADABLE: Said(
        "backup_unreadable",
        Line.BACKUP,
        _WRONG,
        N_("The last one that was read back could not be read."),
        N_("Make a new one with escalate backup make, then run escalate backup check on it."),
    ),
    Finding.NO_BACKUP: Said(
        "backup_none", Line.BACKUP, _DOUBTFUL, N_("No backup has been recorded."), _BACK_UP
    ),
}
#: Of the people: where no real telephone rings they weigh less, so that a trial is not all red.
_OF_PEOPLE = frozenset({Line.TONIGHT, Line.PROVED, Line.PRACTICE, Line.DIRECTORY})


def night(lines: Iterable[Fit], *, pretended: bool) -> Iterator[Found]:
    """Put the judgement of the night into lines of ours."""
    for line in lines:
        said = NIGHT.get(line.finding)
        if said is not None:
            facts: dict[str, object] = {
                "at": line.at,
                "read_back_at": line.read_back_at,
                "ladder": line.ladder,
            }
            counts: dict[str, object] = {"part": line.part, "whole": line.whole}
            lighter = pretended and said.line in _OF_PEOPLE and said.verdict is _WRONG
            yield Found(said, facts | counts, weighs=_DOUBTFUL if lighter else None)


def rota(found: Rota, now: datetime) -> Iterator[Found]:
    """Judge who would be rung at this moment, and whether anybody may press."""
    if found.empty:
        yield Found(NO_ROTA)
        return
    yield Found(ROTA_RIGHT)
    for plan in found.ladders:
        yield _ladder(found, plan, now)
    yield Found(STAFF_RIGHT if found.with_role(Role.STAFF) else NO_STAFF)
    yield Found(ADMINS_RIGHT if found.with_role(Role.ADMIN) else NO_ADMINS)
    yield from _shared(found)


def made_up(keys: Iterable[str]) -> Found:
    """Judge those whose numbers are kept for films; to be asked where phones are real."""
    named = ", ".join(keys)
    return Found(MADE_UP, {"keys": named}) if named else Found(NONE_MADE_UP)


def phones(lacking: Mapping[str, Iterable[str]]) -> Iterator[Found]:
    """Judge what keeps officers from being reached: the code of what is said, to their keys."""
    found = [one for one in (TEXTS_OFF, PROVE_AGAIN, LANDLINES) if lacking.get(one.code)]
    for one in found:
        yield Found(one, {"keys": ", ".join(sorted(lacking[one.code]))})
    if not found:
        yield Found(PHONES_RIGHT)


def alarms(standing: Iterable[tuple[str, str]]) -> Iterator[Found]:
    """Say each alarm that stands: what, and the mend."""
    found = [Found(ALARM, {"what": what, "mend": mend}) for what, mend in standing]
    yield from found or [Found(NO_ALARM)]


def _ladder(found: Rota, plan: LadderPlan, now: datetime) -> Found:
    rungs = found.on_duty(plan, now).rungs
    empty = [rung.role for rung in rungs if rung.empty]
    if len(empty) == len(rungs):
        return Found(LADDER_EMPTY, name=plan.name)
    if empty:
        return Found(LADDER_PART, {"roles": ", ".join(empty)}, plan.name)
    return Found(LADDER_RIGHT, {"count": len(rungs)}, plan.name)


def _shared(found: Rota) -> Iterator[Found]:
    by_number: dict[PhoneNumber, list[str]] = defaultdict(list)
    for person in found.people.values():
        by_number[person.phone].append(person.key)
    several = [keys for keys in by_number.values() if len(keys) > 1]
    for keys in several:
        yield Found(SHARED, {"keys": ", ".join(keys)})
    if not several:
        yield Found(NONE_SHARED)
