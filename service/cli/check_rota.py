"""Looks at the rota in the book for ``doctor``. People are called by their keys."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from config.settings import Settings
from service.cli.findings import Finding, doubtful, right, wrong
from service.desk.own_phone import Lacks, lacks
from service.domain.people import NumberMarks, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota
from service.numbers import is_drama

#: The mend for each of what ``lacks`` finds.
_PHONES = {
    Lacks.TEXTS: "They are still rung. Ask them to text START to our number.",
    Lacks.PROVED: "Ask them by another way whether the number is theirs.",
    Lacks.MOBILE: "They are rung. Give a mobile number, if they have one.",
}
_APPLY = "Mend the rota file, then: escalate rota apply FILE"


def check_rota(settings: Settings, rota: Rota, now: datetime) -> Iterator[Finding]:
    """Yield what is right and wrong about who would be rung."""
    if rota.empty:
        yield wrong("rota", "The book holds no rota.", "Apply one: escalate rota apply FILE")
        return
    for plan in rota.ladders:
        yield _ladder(rota, plan, now)
    if not rota.with_role(Role.STAFF):
        yield wrong("staff", "Nobody has the role staff, so nobody can press.", _APPLY)
    if not rota.with_role(Role.ADMIN):
        yield doubtful("admins", "Nobody has the role admin, to be told of faults.", _APPLY)
    yield from _shared(rota)
    if settings.carrier_is_real:
        yield from _drama(rota)
    yield _directory(rota, now)


def _ladder(rota: Rota, plan: LadderPlan, now: datetime) -> Finding:
    what, rungs = f"ladder {plan.name}", rota.on_duty(plan, now).rungs
    empty = [rung.role for rung in rungs if rung.empty]
    if len(empty) == len(rungs):
        return wrong(what, "Nobody is on duty now.", _APPLY)
    if empty:
        return doubtful(what, f"Nobody is on duty now for: {', '.join(empty)}.", _APPLY)
    return right(what, f"{len(rungs)} on duty now")


def _shared(rota: Rota) -> Iterator[Finding]:
    by_number: dict[PhoneNumber, list[str]] = defaultdict(list)
    for person in rota.people.values():
        by_number[person.phone].append(person.key)
    for keys in by_number.values():
        if len(keys) > 1:
            yield doubtful(
                "shared number",
                f"{' and '.join(keys)} have the same number: none of them is rung where one"
                " presses or is left out.",
                "Give each their own number, if they have one.",
            )


def check_phones(rota: Rota, marks: Mapping[PhoneNumber, NumberMarks]) -> Iterator[Finding]:
    """Yield what keeps an officer from being reached in every way."""
    said: dict[Lacks, list[str]] = defaultdict(list)
    for person in rota.with_role(Role.OFFICER):
        for one in lacks(person.phone, marks.get(person.phone, NumberMarks())):
            said[one].append(person.key)
    for one, keys in sorted(said.items()):
        yield doubtful("phones", f"{', '.join(sorted(keys))}: {one.said}.", _PHONES[one])


def _drama(rota: Rota) -> Iterator[Finding]:
    keys = [person.key for person in rota.people.values() if is_drama(person.phone)]
    if keys:
        yield wrong(
            "made-up numbers",
            f"No telephone answers the numbers of: {', '.join(keys)}.",
            f"They are kept for films. {_APPLY}",
        )


def _directory(rota: Rota, now: datetime) -> Finding:
    today = rota.local(now).date()
    unchecked = [one for one in rota.directory if one.to_be_checked or one.overdue(today)]
    if not rota.directory:
        return doubtful("directory", "There is no outside line to ring oneself.", _APPLY)
    if unchecked:
        return doubtful(
            "directory",
            f"{len(unchecked)} of {len(rota.directory)} outside lines were not checked lately.",
            "Ring each, and write the day into the rota file: checked = 2026-01-31",
        )
    return right("directory", f"{len(rota.directory)} outside lines, checked")
