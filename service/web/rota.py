"""The admins' page: who would be rung now, tonight and at any moment, and how the house stands.

It shows nothing of any call-out, not even that there is one: who keeps the rota may be the
very person that a call-out is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, request, url_for

from service.desk.health import OK, Health, health
from service.desk.own_phone import for_admins, marked
from service.desk.people import admins_asked_for
from service.desk.viewing import rota_now
from service.domain.catalogue import N_, _
from service.domain.people import NumberMarks, Person, PhoneNumber
from service.domain.proving import own_rings
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.web import alarms
from service.web.cover import panel
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.lines import admin_directory
from service.web.moments import Asked, asked, next_night, written
from service.web.on_duty import OnDuty, on_duty
from service.web.role_words import roles_said
from service.web.rota_pace import paced

blueprint = Blueprint("rota", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Who would be rung at one moment."""

    when: str
    ladders: Sequence[OnDuty]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyTime:
    """What "View any time" shows: what was asked, and its answer or what is wrong with it."""

    day: str
    clock: str
    found: Moment | None = None
    note: str = ""
    #: Whether the same wall time comes a second time, and whether this is it.
    twice: bool = False
    second: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the house, and how it stands."""

    name: str
    words: str
    right: bool


#: What the buttons say, and where they lead.
_DOORS = (
    (N_("Add time away"), "away.page"),
    (N_("Swap"), "swaps.page"),
    (N_("Change the order"), "ladders.page"),
    (N_("Add a person"), "people.new"),
)
_CHECKS = {
    "book": N_("Keeping records"),
    "ticker": N_("Looking for what is due"),
    "carrier": N_("Making calls"),
    "rota": N_("Somebody to ring"),
    "bell": N_("Ringing without delay"),
}


@blueprint.get("/rota")
def page() -> tuple[str, int]:
    """Show the rota as it stands."""
    rota, at = rota_now(parts().desk), parts().desk.clock.now()
    wanted, marks = _any_time(rota, at), marked(parts().desk)
    shown = framed(
        "rota/page.html",
        rota,
        now=_moment(rota, at),
        tonight=_moment(rota, next_night(rota, at)),
        any_time=wanted,
        cover=panel(rota, at),
        asked_for=admins_asked_for(rota),
        doors=[(_(name), url_for(endpoint)) for name, endpoint in _DOORS],
        ladders=[paced(own_rings(rota.on_duty(plan, at), marks)) for plan in rota.ladders],
        directory=admin_directory(rota, at),
        alarms=alarms.standing(rota, at),
        **_house(rota),
    )
    return shown, 422 if wanted.refused else 200


def _house(rota: Rota) -> dict[str, object]:
    """Return what the page says of people's phones and of the house."""
    marks = marked(parts().desk)
    standing = health(parts().desk, parts().bell.answers)
    return {
        "people": [_person(person, marks) for person in rota.people.values()],
        "standing": _standing(standing),
        "checks": _checks(standing),
    }


def _moment(rota: Rota, at: datetime) -> Moment:
    return Moment(when=written(rota, at), ladders=on_duty(rota, at))


def _any_time(rota: Rota, at: datetime) -> AnyTime:
    """Answer what the form asks, which is empty at first."""
    local = rota.local(at)
    day, clock = request.args.get("day"), request.args.get("time")
    if day is None or clock is None:
        return AnyTime(day=f"{local:%Y-%m-%d}", clock="03:00")
    try:
        found = asked(day, clock, rota.zone, second="second" in request.args)
    except Refusal as refusal:
        return AnyTime(day=f"{local:%Y-%m-%d}", clock="03:00", refused=str(refusal))
    return _answered(rota, day, clock, found)


def _answered(rota: Rota, day: str, clock: str, found: Asked) -> AnyTime:
    return AnyTime(
        day=day,
        clock=clock,
        found=_moment(rota, found.at),
        note=found.note,
        twice=found.twice,
        second=found.second,
    )


def _person(
    person: Person, marks: Mapping[PhoneNumber, NumberMarks]
) -> dict[str, str | Sequence[str]]:
    known = marks.get(person.phone, NumberMarks())
    return {
        "key": person.key,
        "name": person.name,
        "number": person.phone.national(),
        "roles": roles_said(person.roles) or _("no role"),
        "texts": _("takes texts") if person.texts and not known.texts_off else _("calls only"),
        "marks": for_admins(person.phone, known),
    }


def _standing(found: Health) -> str:
    """Say in one heading whether a press would be served now."""
    if not found.ready:
        return _("Something is wrong: a press may not be served")
    return _("Everything works") if found.status == OK else _("It works, with one thing to mend")


def _checks(found: Health) -> list[Check]:
    return [
        Check(_(_CHECKS[name]), _("Works") if said == OK else _capital(_(said)), said == OK)
        for name, said in found.checks.items()
    ]


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
