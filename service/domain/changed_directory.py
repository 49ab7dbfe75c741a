"""Says how one directory differs from another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from itertools import zip_longest

from service.domain.catalogue import N_, _
from service.domain.dates import long_day
from service.domain.directory import DirectoryEntry, Hours, Place
from service.domain.weekdays import hours_said

#: What is said of each other part of a line.
_PARTS = {
    "note": N_("Directory: {name}, note: now {now}; it was {was}."),
    "area": N_("Directory: {name}, area: now {now}; it was {was}."),
    "owner": N_("Directory: {name}, owner: now {now}; it was {was}."),
    "hours": N_("Directory: {name}, hours: now {now}; it was {was}."),
    "checked": N_("Directory: {name}, last check: now {now}; it was {was}."),
    "to_be_checked": N_("Directory: {name}, to be checked: now {now}; it was {was}."),
    "place": N_("Directory: {name}, place: now {now}; it was {was}."),
}
_PLACES = {
    Place.DESIGNATED_OFFICER: N_("the designated officer"),
    Place.OUT_OF_HOURS: N_("the team out of hours"),
    Place.ALTERNATE: N_("the alternate outside the ladders"),
}
_REMOVED = N_("Directory: {name} is removed, number {number}.")
_ADDED = N_("Directory: {name} is added, number {number}.")
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
        found.append(_("Directory: the order is changed."))
    return found


def _line(was: DirectoryEntry | None, now: DirectoryEntry | None) -> list[str]:
    if was is None or now is None:
        entry, done = (was, _REMOVED) if was else (now, _ADDED)
        return [_(done, name=entry.name, number=_number(entry))] if entry else []
    return [*_phone(was, now), *_parts(was, now)]


def _phone(was: DirectoryEntry, now: DirectoryEntry) -> list[str]:
    if was.dial != now.dial:
        changed = N_("Directory: {name} has a new number, {now}; it was {was}.")
    elif was.phone != now.phone:
        changed = N_("Directory: the number of {name}, {now}, is written differently.")
    else:
        return []
    return [_(changed, name=now.name, now=_number(now), was=_number(was))]


def _number(entry: DirectoryEntry) -> str:
    last = entry.dial[-_ENOUGH:]
    return _("ending {digits}", digits=last) if len(entry.dial) > _ENOUGH else last


def _parts(was: DirectoryEntry, now: DirectoryEntry) -> list[str]:
    found = []
    for part in fields(now):
        before, after = getattr(was, part.name), getattr(now, part.name)
        if part.name in _PARTS and before != after:
            said = _PARTS[part.name]
            found.append(_(said, name=now.name, now=_said(after), was=_said(before)))
    return found


def _said(value: object) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Place():
            return _(_PLACES[value])
        case date():
            return long_day(value)
        case tuple() if value:
            return hours_said([each for each in value if isinstance(each, Hours)])
        case str() if value:
            return value
        case _:
            return _("none")
