"""Lines of the directory, each named by its place, from 0."""

from dataclasses import replace
from datetime import date

from service.domain.catalogue import N_
from service.domain.directory import DirectoryEntry
from service.domain.edits.places import moved, one_of, without
from service.domain.names import plain_name, plain_text
from service.domain.rota import Rota


def add_line(rota: Rota, entry: DirectoryEntry) -> Rota:
    """Return *rota* with another line, the last one.

    Raises a refusal of ``names`` where its texts cannot be shown.
    """
    return replace(rota, directory=(*rota.directory, _checked(entry)))


def change_line(rota: Rota, place: int, entry: DirectoryEntry) -> Rota:
    """Return *rota* with *entry* at that *place*.

    Raises:
        NoSuchPlace, and a refusal of ``names``: not this line.
    """
    one_of(rota.directory, place)
    lines = (*rota.directory[:place], _checked(entry), *rota.directory[place + 1 :])
    return replace(rota, directory=lines)


def check_line(rota: Rota, place: int, today: date) -> Rota:
    """Return *rota* with the line at that *place* checked by ringing it, on *today*.

    Raises:
        NoSuchPlace: there is none.
    """
    checked = replace(one_of(rota.directory, place), checked=today, to_be_checked=False)
    return change_line(rota, place, checked)


def move_line(rota: Rota, place: int, by: int) -> Rota:
    """Return *rota* with that line moved *by* places: -1 is up. At the end it stays.

    Raises:
        NoSuchPlace: there is none.
    """
    return replace(rota, directory=moved(rota.directory, place, by))


def remove_line(rota: Rota, place: int) -> Rota:
    """Return *rota* without the line at that *place*.

    Raises:
        NoSuchPlace: there is none.
    """
    return replace(rota, directory=without(rota.directory, place))


def _checked(entry: DirectoryEntry) -> DirectoryEntry:
    return replace(
        entry,
        name=plain_name(entry.name),
        note=plain_text(entry.note, N_("note")),
        area=plain_text(entry.area, N_("area")),
        owner=plain_text(entry.owner, N_("owner")),
    )
