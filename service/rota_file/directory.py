"""The directory of a rota file: ``[[directory]]``, outside lines that people ring themselves."""

from datetime import date

from service.domain.catalogue import _
from service.domain.directory import CHECK_AFTER, DirectoryEntry, Hours, Place
from service.domain.listing import row
from service.domain.names import LONGEST_NAME, LONGEST_NOTE
from service.domain.refusals import Refusal
from service.numbers import Line, parse_line
from service.rota_file.hours import parse_hours
from service.rota_file.table import Table

KEYS = ("name", "phone", "note", "area", "owner", "hours", "checked", "to_be_checked", "place")


def read_directory(top: Table, today: date) -> tuple[DirectoryEntry, ...]:
    """Read every line; *today* says which checks are overdue."""
    entries = tuple(_entry(table, today) for table in top.tables("directory", "directory"))
    if not top.content.get("directory"):
        top.warning(
            "directory",
            _("The directory is empty: a colleague is shown no outside number to ring."),
            _("Add [[directory]] with a name and a phone for each, 999 and 111 first."),
        )
    return entries


def _entry(table: Table, today: date) -> DirectoryEntry:
    table.only(KEYS)
    phone = table.needed_text("phone", longest=LONGEST_NAME, example='"0303 003 1111"')
    entry = DirectoryEntry(
        name=table.needed_name("name", example='"Social Care Direct"'),
        phone=phone,
        dial=_line(table, phone).dial,
        note=table.text("note", longest=LONGEST_NOTE),
        area=table.text("area", longest=LONGEST_NOTE),
        owner=table.text("owner", longest=LONGEST_NOTE),
        hours=_hours(table),
        checked=table.day("checked"),
        to_be_checked=table.flag("to_be_checked", default=False),
        place=_place(table),
    )
    _doubts(table, entry, today)
    return entry


def _line(table: Table, phone: str) -> Line:
    if not phone:
        return Line("", valid=False)
    try:
        line = parse_line(phone)
    except Refusal as refusal:
        table.notes.refused((*table.path, "phone"), refusal)
        return Line("", valid=False)
    if not line.valid:
        table.warning(
            "phone",
            _("This is not a number that the British numbering plan knows."),
            _("Check it against where it was published; it is shown as it stands."),
        )
    return line


def _place(table: Table) -> Place | None:
    word = table.text("place", longest=LONGEST_NAME)
    if word in list(Place):
        return Place(word)
    if word:
        known = row(f'"{place}"' for place in Place)
        table.mistake(
            "place",
            _("This is none of the places that a directory has."),
            _("Write one of: {allowed}; or take the line out.", allowed=known),
        )
    return None


def _hours(table: Table) -> tuple[Hours, ...]:
    try:
        return parse_hours(table.text("hours", longest=LONGEST_NOTE))
    except Refusal as refusal:
        table.notes.refused((*table.path, "hours"), refusal)
        return ()


def _doubts(table: Table, entry: DirectoryEntry, today: date) -> None:
    if entry.to_be_checked:
        table.warning(
            "to_be_checked",
            _("This line is marked as to be checked."),
            _("Ring it; then take this out and write the day into checked."),
        )
    elif entry.checked and entry.checked > today:
        table.warning(
            "checked", _("This day has not come yet."), _("Write the day of the last check.")
        )
    elif entry.overdue(today):
        table.warning(
            "checked",
            _("Nobody has checked this line for more than {days} days.", days=CHECK_AFTER.days),
            _("Ring it, and write checked = {day}.", day=today.isoformat()),
        )
