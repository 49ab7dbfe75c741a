"""Reads a rota file: every mistake at once, each with its line and its mend.

Keys are repeated, because the file is its admin's own; what is written at a key never is.
"""

import re
import tomllib
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers

from service.domain.catalogue import _
from service.domain.edits.people import TooManyPeople
from service.domain.names import LONGEST_ORGANISATION
from service.domain.rota import Rota
from service.domain.rota_rules import MOST_PEOPLE
from service.rota_file.absences import read_away, read_swaps
from service.rota_file.directory import read_directory
from service.rota_file.ladders import read_ladders
from service.rota_file.lines import lines_of
from service.rota_file.people import check_ladders, read_people
from service.rota_file.practice import read_practice
from service.rota_file.remarks import Notes, Remark, Report
from service.rota_file.table import Table
from service.rota_file.walls import Clock

KEYS = (
    "organisation",
    "timezone",
    "countries",
    "people",
    "ladders",
    "away",
    "swaps",
    "practice",
    "directory",
)
#: The zone of a site that names none.
HOME = "Europe/London"
_AT = re.compile(r"\(at line (\d+), column \d+\)")
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")


def read_rota(text: str, *, today: date | None = None) -> Report:
    """Read the *text* of a rota file; *today* says which directory checks are overdue.

    Returns a report with the rota, or with every mistake; never raises for what is written.
    """
    # The standard library knows lines that end as on Unix and Windows; Notepad adds the mark.
    source = text.removeprefix("\ufeff")
    try:
        content = tomllib.loads(source)
        notes = Notes(lines_of(source))
    except RecursionError:
        return Report(mistakes=[_too_deep()])
    except ValueError as error:  # TOMLDecodeError, or a figure that Python refuses to read
        return Report(mistakes=[_not_toml(str(error), source)])
    rota = _rota(Table(notes, (), content), today or datetime.now(UTC).date())
    return Report(
        rota=None if notes.mistakes else rota,
        mistakes=sorted(notes.mistakes),
        warnings=sorted(notes.warnings),
    )


def _rota(top: Table, today: date) -> Rota | None:
    if _too_many(top):
        return None
    top.only(KEYS)
    people = read_people(top, _countries(top))
    timezone, zone = _timezone(top)
    clock = Clock(zone, today)
    ladders = read_ladders(top, people, clock)
    check_ladders(top, people, [plan.name for plan in ladders])
    return Rota(
        organisation=top.needed_name(
            "organisation", longest=LONGEST_ORGANISATION, example='"Harbour Lane"'
        ),
        timezone=timezone,
        people=people,
        ladders=ladders,
        away=read_away(top, people, clock),
        swaps=read_swaps(top, people, clock),
        practice=read_practice(top, people),
        directory=read_directory(top, today),
    )


def _too_many(top: Table) -> bool:
    """Note a membership list, of which each line by itself would be a mistake or two."""
    people = top.content.get("people")
    if not isinstance(people, dict) or len(people) <= MOST_PEOPLE:
        return False
    refusal = TooManyPeople(most=MOST_PEOPLE)
    top.notes.mistake(
        ("people",),
        _(
            "There are {count} people in this file, and a rota holds at most {most}.",
            count=len(people),
            most=MOST_PEOPLE,
        ),
        refusal.cure,
    )
    return True


def _timezone(top: Table) -> tuple[str, ZoneInfo | None]:
    if "timezone" not in top.content:
        return HOME, ZoneInfo(HOME)
    name = top.needed_text("timezone", longest=60, example=f'"{HOME}"')
    if name and name not in _timezones():
        top.mistake(
            "timezone",
            _("This time zone is not known."),
            _('Write one such as "{zone}", with its capitals.', zone=HOME),
        )
        return name, None
    return name, ZoneInfo(name) if name else None


@cache
def _timezones() -> frozenset[str]:
    """Return the names of every zone; asked once, since it looks through many files."""
    return frozenset(available_timezones())


def _countries(top: Table) -> tuple[str, ...]:
    mend = _('Write a list of two-letter codes, such as ["GB", "IE"].')
    known = phonenumbers.SUPPORTED_REGIONS
    return top.words("countries", lambda code: code in known, mend) or ("GB",)


def _too_deep() -> Remark:
    return Remark(
        1, "", _("The brackets in this file go too deep."), _("Start from the example rota.")
    )


def _not_toml(error: str, source: str) -> Remark:
    """Say where the grammar failed. The library's words are not used: they repeat the text."""
    found = _AT.search(error)
    line = int(found[1]) if found else max(1, len(source.splitlines()))
    if error.startswith(_TWICE):
        return Remark(
            line, "", _("Something is written twice here."), _("Take one of the two out.")
        )
    return Remark(
        line,
        "",
        _(
            "This line, or a quote or bracket opened before it, "
            "is not as the file's format wants it."
        ),
        _('Write key = "text", with straight quotes, or a heading such as [people.priya].'),
    )
