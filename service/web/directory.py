"""The admins' page of outside numbers: add, change, order, and say that one was checked today.

A number that nobody has checked is kept here, and shown to nobody else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import Blueprint, abort, request, url_for
from werkzeug import Response

from service.desk.keeping import Standing, standing
from service.domain.catalogue import N_, _
from service.domain.directory import DirectoryEntry, Place
from service.domain.edits.directory import (
    add_line,
    change_line,
    check_line,
    move_line,
    remove_line,
)
from service.domain.edits.places import NoSuchPlace, one_of
from service.domain.names import plain_name
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.numbers import parse_line
from service.rota_file.hours import parse_hours, write_hours
from service.web.after_saving import saved_now, saved_to
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.lines import Line, admin_directory
from service.web.periods import ago
from service.web.rota_forms import in_field, save, status_of, told

blueprint = Blueprint("directory", __name__)

#: What each of the lines that every site should have is called, and why.
PLACES = {
    Place.DESIGNATED_OFFICER: (
        N_("The local authority's designated officer (LADO)"),
        N_("for what is said of somebody who works or volunteers here"),
    ),
    Place.OUT_OF_HOURS: (
        N_("Children's services by night and at weekends"),
        N_("the emergency duty team of the local authority"),
    ),
    Place.ALTERNATE: (
        N_("Somebody outside every ladder, such as the lead trustee"),
        N_("for when an officer is the one it is about"),
    ),
}
_FIELDS = ("name", "phone", "hours", "area", "owner", "note", "place")
#: No browser of ours sends more; what is longer is cut and then refused for its length.
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One outside line, with what an admin may do."""

    number: int
    line: Line
    hours: str
    owner: str
    checked: str
    to_check: bool
    place: str


@blueprint.get("/directory")
def page() -> tuple[str, int]:
    """Show every line, and which are missing."""
    return _page()


@blueprint.post("/directory")
def add() -> Response | tuple[str, int]:
    """Save a new line."""
    try:
        version = save(lambda rota: add_line(rota, _sent(_BLANK)))
    except Refusal as refusal:
        return _page(refusal, _typed())
    return saved_to(url_for("directory.page"), version)


@blueprint.get("/directory/<int:number>")
def one(number: int) -> tuple[str, int]:
    """Show one line, to be changed or removed."""
    now = standing(parts().desk)
    try:
        entry = one_of(now.rota.directory, number - 1)
    except NoSuchPlace as refusal:
        return _page(refusal)
    return _one(now, number, _kept(entry))


@blueprint.post("/directory/<int:number>")
def change(number: int) -> Response | tuple[str, int]:
    """Save it as it was changed; another number is to be checked anew."""
    try:
        version = save(lambda rota: change_line(rota, number - 1, _sent(_at(rota, number))))
    except NoSuchPlace as refusal:
        return _page(refusal)
    except Refusal as refusal:
        return _one(standing(parts().desk), number, _typed(), refusal)
    return saved_to(url_for("directory.page"), version)


@blueprint.post("/directory/<int:number>/<deed>")
def do(number: int, deed: str) -> Response | tuple[str, int]:
    """Note that it was checked today, move it, or remove it."""
    if deed not in _DEEDS:
        abort(404)
    try:
        version = save(lambda rota: _DEEDS[deed](rota, number - 1))
    except Refusal as refusal:
        return _page(refusal)
    return saved_to(url_for("directory.page"), version)


def _checked_today(rota: Rota, place: int) -> Rota:
    return check_line(rota, place, rota.local(parts().desk.clock.now()).date())


_DEEDS: Mapping[str, Callable[[Rota, int], Rota]] = {
    "checked": _checked_today,
    "up": lambda rota, place: move_line(rota, place, -1),
    "down": lambda rota, place: move_line(rota, place, 1),
    "remove": remove_line,
}

#: A line that nobody has checked, as each new one is.
_BLANK = DirectoryEntry(name="", phone="", dial="", to_be_checked=True)


def _at(rota: Rota, number: int) -> DirectoryEntry:
    return one_of(rota.directory, number - 1)


def _sent(was: DirectoryEntry) -> DirectoryEntry:
    """Read what was typed over the line as it *was*.

    Raises:
        InField: a field cannot be read; the texts are checked where the line is saved.
    """
    typed = _typed()
    with in_field("name"):
        plain_name(typed["name"])
    with in_field("phone"):
        line = parse_line(typed["phone"])
    with in_field("hours"):
        hours = parse_hours(typed["hours"])
    entry = replace(
        was,
        name=typed["name"],
        phone=typed["phone"],
        dial=line.dial,
        hours=hours,
        area=typed["area"],
        owner=typed["owner"],
        note=typed["note"],
        place=Place(typed["place"]) if typed["place"] in set(Place) else None,
    )
    return entry if entry.dial == was.dial else replace(entry, checked=None, to_be_checked=True)


def _typed() -> dict[str, str]:
    return {one: request.form.get(one, "")[:_LONGEST].strip() for one in _FIELDS}


def _kept(entry: DirectoryEntry) -> dict[str, str]:
    return {
        "name": entry.name,
        "phone": entry.phone,
        "hours": write_hours(entry.hours),
        "area": entry.area,
        "owner": entry.owner,
        "note": entry.note,
        "place": entry.place or "",
    }


def _page(refusal: Refusal | None = None, form: dict[str, str] | None = None) -> tuple[str, int]:
    now, at = standing(parts().desk), parts().desk.clock.now()
    shown = framed(
        "directory/page.html",
        now.rota,
        version=now.version,
        saved=saved_now(now),
        told=told(now.rota, refusal),
        form=form or dict.fromkeys(_FIELDS, ""),
        adding=form is not None,
        places=_choices(),
        missing=_missing(now.rota),
        lines=_lines(now.rota, at),
    )
    return shown, status_of(refusal)


def _one(
    now: Standing, number: int, form: dict[str, str], refusal: Refusal | None = None
) -> tuple[str, int]:
    shown = framed(
        "directory/one.html",
        now.rota,
        version=now.version,
        number=number,
        told=told(now.rota, refusal),
        form=form,
        places=_choices(),
    )
    return shown, status_of(refusal)


def _choices() -> list[tuple[str, str]]:
    return [("", _("None of these")), *((place.value, _(PLACES[place][0])) for place in Place)]


def _missing(rota: Rota) -> Sequence[tuple[str, str]]:
    """Return the lines that every site should have and this one has not, and why."""
    have = {one.place for one in rota.directory}
    lacking = [PLACES[place] for place in Place if place not in have]
    return [(_(name), _(why)) for name, why in lacking]


def _lines(rota: Rota, at: datetime) -> list[ShownLine]:
    today = rota.local(at).date()
    return [
        ShownLine(
            number=number,
            line=line,
            hours=write_hours(entry.hours) or _("hours not known"),
            owner=entry.owner,
            checked=_checked(rota, entry, at),
            to_check=entry.to_be_checked or entry.overdue(today),
            place=_(PLACES[entry.place][0]) if entry.place else "",
        )
        for number, (entry, line) in enumerate(
            zip(rota.directory, admin_directory(rota, at), strict=True), start=1
        )
    ]


def _checked(rota: Rota, entry: DirectoryEntry, at: datetime) -> str:
    if entry.to_be_checked:
        return _("Not checked: staff are not shown it.")
    if entry.checked is None:
        return _("Nobody has written when it was last checked.")
    return _("Checked {ago}.", ago=ago(_midday(entry.checked, rota), at, rota))


def _midday(day: date, rota: Rota) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=rota.zone)
