"""Says how one directory differs from another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from itertools import zip_longest

from service.domain.directory import DirectoryEntry, Hours, Place
from service.domain.weekdays import hours_written

#: What is said of each other part of a line.
_PARTS = {
    "note": "note",
    "area": "area",
    "owner": "owner",
    "hours": "hours",
    "checked": "last check",
    "to_be_checked": "to be checked",
    "place": "place",
}
_PLACES = {
    Place.DESIGNATED_OFFICER: "the designated officer",
    Place.OUT_OF_HOURS: "the team out of hours",
    Place.ALTERNATE: "the alternate outside the ladders",
}
#: 999 and 111 are no secrets; of a longer number the last three digits are said.
_ENOUGH = 3


def directory(old: Sequence[DirectoryEntry], new: Sequence[DirectoryEntry]) -> list[str]:
    """Return one sentence for each difference; of numbers the last three digits."""
    gone = [*(Counter(old) - Counter(new)).elements()]
    come = [*(Counter(new) - Counter(old)).elements()]
    found = []
    for name in dict.fromkeys(entry.name for entry in (*gone, *come)):
        before = [entry for entry in gone if entry.name == name]
        after = [entry for entry in come if entry.name == name]
        for was, now in zip_longest(before, after):
            found += _line(was, now)
    if not found and tuple(old) != tuple(new):
        found.append("Directory: the order is changed.")
    return found


def _line(was: DirectoryEntry | None, now: DirectoryEntry | None) -> list[str]:
    if was is None or now is None:
        entry, done = (was, "removed") if was else (now, "added")
        return [f"Directory: {entry.name} is {done}, number {_number(entry)}."] if entry else []
    return [*_phone(was, now), *_parts(was, now)]


def _phone(was: DirectoryEntry, now: DirectoryEntry) -> list[str]:
    if was.dial != now.dial:
        return [f"Directory: {now.name} has a new number, {_number(now)}; it was {_number(was)}."]
    return (
        [f"Directory: the number of {now.name}, {_number(now)}, is written differently."]
        if was.phone != now.phone
        else []
    )


def _number(entry: DirectoryEntry) -> str:
    ending = "ending " if len(entry.dial) > _ENOUGH else ""
    return ending + entry.dial[-_ENOUGH:]


def _parts(was: DirectoryEntry, now: DirectoryEntry) -> list[str]:
    found = []
    for part in fields(now):
        before, after = getattr(was, part.name), getattr(now, part.name)
        if part.name in _PARTS and before != after:
            what = f"Directory: {now.name}, {_PARTS[part.name]}"
            found.append(f"{what}: now {_said(after)}; it was {_said(before)}.")
    return found


def _said(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Place():
            return _PLACES[value]
        case date():
            return f"{value.day} {value:%B %Y}"
        case tuple() if value:
            return hours_written([each for each in value if isinstance(each, Hours)])
        case str() if value:
            return value
        case _:
            return "none"
