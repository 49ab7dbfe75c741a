"""What every page has around it: whose house it is, who is signed in, and where they may go."""

from dataclasses import dataclass, replace

from flask import current_app, g, render_template, request, url_for

from service.desk.viewing import rota_now
from service.domain.catalogue import N_, _
from service.domain.people import Person, Role
from service.domain.rota import Rota
from service.ports import Outage
from service.web.auth import current_person, has_expired
from service.web.joined import is_away, joined, note_away, parts

_LAST = "organisation"
#: What we know of the rota before it was read for the first time.
_UNKNOWN = Rota(organisation="")


@dataclass(frozen=True, slots=True)
class Place:
    """A page that this person may open."""

    name: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has around it."""

    organisation: str
    person: Person | None
    places: tuple[Place, ...]
    pretended: bool
    #: Whether this device is good for a press alone.
    expired: bool = False


#: Which page each role opens, the first one being where somebody of that role begins.
_PLACES = (
    (Role.STAFF, N_("Get help"), "staff.front"),
    (Role.OFFICER, N_("Call-outs"), "officer.page"),
    (Role.ADMIN, N_("Rota"), "rota.page"),
    (Role.ADMIN, N_("People"), "people.page"),
    (Role.ADMIN, N_("Practice"), "drills.page"),
    (Role.ADMIN, N_("Alarms"), "alarms.page"),
    (Role.TRUSTEE, N_("Fit tonight?"), "trustees.page"),
)


def page(template: str, rota: Rota, **facts: object) -> str:
    """Render *template* in its frame, and remember what is needed with the book away."""
    if rota is not _UNKNOWN:
        joined().lines.remember(rota.directory)
        current_app.extensions[_LAST] = replace(rota, people={}, ladders=())
    return render_template(template, frame=_frame(rota, who_asks()), **facts)


def page_to_keep(template: str, rota: Rota, **facts: object) -> str:
    """Render *template* for a device to keep: it says neither who is signed in nor their roles."""
    return render_template(template, frame=_frame(rota, None), **facts)


def outside_rota() -> Rota:
    """Return what everybody may see of the rota; as last read where the book is away."""
    if not is_away():
        try:
            return replace(rota_now(parts().desk), people={}, ladders=())
        except Outage:
            note_away()
    last: Rota = current_app.extensions.get(_LAST, _UNKNOWN)
    return replace(last, directory=joined().lines.last)


def house_name(rota: Rota) -> str:
    """Return the organisation's name; a word of ours before the rota was read the first time."""
    return rota.organisation or _("Call-outs")


def home_of(person: Person) -> str:
    """Return the address of the page where *person* begins."""
    return next(
        (url_for(endpoint) for role, _name, endpoint in _PLACES if role in person.roles),
        url_for("staff.front"),
    )


def who_asks() -> Person | None:
    """Return who is signed in, as far as it can be told: nobody with the book away."""
    known: Person | None = g.get("person")
    if known is not None or is_away():
        return known
    try:
        return current_person()
    except Outage:
        note_away()
        return None


def _frame(rota: Rota, person: Person | None) -> Frame:
    expired = person is not None and has_expired()
    return Frame(
        organisation=house_name(rota),
        person=person,
        places=() if expired else _places(person),
        pretended=not parts().settings.carrier_is_real,
        expired=expired,
    )


def _places(person: Person | None) -> tuple[Place, ...]:
    roles = person.roles if person else frozenset()
    return tuple(
        Place(_(name), url_for(endpoint), request.endpoint == endpoint)
        for role, name, endpoint in _PLACES
        if role in roles
    )
