"""The page of time away: officers enter their own, admins anybody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, request, url_for
from werkzeug import Response

from service.desk.keeping import standing
from service.domain.absences import Span, TimeAway
from service.domain.edits.absences import add_away, change_away, remove_away
from service.domain.edits.places import NoSuchPlace, one_of
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.domain.rota_rules import NotAnOfficer
from service.web.after_saving import saved_now, saved_to
from service.web.auth import signed_in
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.rota_forms import Fields, Told, save, status_of, told
from service.web.span_forms import (
    SpanForm,
    about_span,
    form_of,
    read_span,
    said_span,
    sent_span,
)
from service.web.who import choices, refuse_others, sees

blueprint = Blueprint("away", __name__)

_FIELDS: Fields = {NotAnOfficer: "person"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One time away, and whether whoever looks may change it."""

    place: int
    who: str
    when: str
    theirs: bool
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayForm:
    """What stands in the form."""

    version: int
    #: Key and name of who may be chosen.
    people: Sequence[tuple[str, str]]
    person: str
    span: SpanForm
    told: Told | None
    #: Where it is sent to.
    address: str
    #: Of one that is changed: which it was.
    was: str = ""


@blueprint.get("/rota/away")
def page() -> tuple[str, int]:
    """Show the form, and everybody's time away."""
    return _page()


@blueprint.post("/rota/away")
def add() -> Response | tuple[str, int]:
    """Save a new time away."""
    try:
        away, now = _sent(), parts().desk.clock.now()
        with about_span(away.span):
            version = save(lambda rota: add_away(rota, away, now))
    except Refusal as refusal:
        return _page(refusal)
    return saved_to(url_for("away.page"), version)


@blueprint.get("/rota/away/<int:place>")
def one(place: int) -> tuple[str, int]:
    """Show one time away, to be changed or taken out."""
    rota = standing(parts().desk).rota
    try:
        away = one_of(rota.away, place - 1)
        refuse_others(signed_in(), away.person)
    except NoSuchPlace as refusal:
        return _page(refusal)
    return _one(place, _mark(away), away.person, form_of(away.span))


@blueprint.post("/rota/away/<int:place>")
def change(place: int) -> Response | tuple[str, int]:
    """Save it as it was changed."""
    try:
        away, now = _sent(), parts().desk.clock.now()
        with about_span(away.span):
            version = save(lambda rota: change_away(rota, _place(rota), away, now))
    except NoSuchPlace as refusal:
        return _page(refusal)
    except Refusal as refusal:
        sent = request.form
        shown = sent.get("person", ""), sent_span(sent)
        return _one(place, sent.get("was", ""), *shown, refusal)
    return saved_to(url_for("away.page"), version)


@blueprint.post("/rota/away/<int:place>/remove")
def remove(place: int) -> Response | tuple[str, int]:  # noqa: ARG001 - which one it was is sent
    """Take it out."""
    try:
        version = save(lambda rota: remove_away(rota, _place(rota)))
    except Refusal as refusal:
        return _page(refusal, keep=False)
    return saved_to(url_for("away.page"), version)


def _sent() -> TimeAway:
    """Read what was chosen; somebody who may choose only themselves is meant where nobody is."""
    person = request.form.get("person") or signed_in().key
    refuse_others(signed_in(), person)
    return TimeAway(person, read_span(request.form))


def _mark(away: TimeAway) -> str:
    """Name one time away by what it is: its place may be another's by the time it is sent."""
    return f"{away.person} {away.span.starts.isoformat()} {away.span.ends.isoformat()}"


def _place(rota: Rota) -> int:
    """Return the place of the one that was sent.

    Raises:
        NoSuchPlace: it is gone. NotYours: it is somebody else's.
    """
    mark = request.form.get("was", "")
    found = [place for place, away in enumerate(rota.away) if _mark(away) == mark]
    if not found:
        raise NoSuchPlace
    refuse_others(signed_in(), rota.away[found[0]].person)
    return found[0]


def _page(refusal: Refusal | None = None, *, keep: bool = True) -> tuple[str, int]:
    """Show the form with the list; what was chosen stays where it was refused."""
    now, person = standing(parts().desk), signed_in()
    sent = request.form if refusal and keep else {}
    form = AwayForm(
        version=now.version,
        people=choices(now.rota, person),
        person=sent.get("person", person.key),
        span=sent_span(sent),
        told=told(now.rota, refusal, _FIELDS),
        address=url_for("away.add"),
    )
    shown = framed(
        "away/page.html",
        now.rota,
        form=form,
        saved=saved_now(now),
        away=[line for line, _ in _lines(now.rota)],
        keeps_rota=len(form.people) > 1,
    )
    return shown, status_of(refusal)


def _one(
    place: int, mark: str, person: str, span: SpanForm, refusal: Refusal | None = None
) -> tuple[str, int]:
    now = standing(parts().desk)
    form = AwayForm(
        version=now.version,
        people=choices(now.rota, signed_in()),
        person=person,
        span=span,
        told=told(now.rota, refusal, _FIELDS),
        address=url_for("away.change", place=place),
        was=mark,
    )
    shown = framed("away/one.html", now.rota, form=form, place=place)
    return shown, status_of(refusal)


def mine(rota: Rota, person: str) -> list[Line]:
    """Return the time away of *person* that is not over, for a page of their own."""
    return [line for line, away in _lines(rota) if away.person == person]


def _lines(rota: Rota) -> list[tuple[Line, TimeAway]]:
    """Return what is not over, soonest first, as far as whoever looks may see it."""
    at, person = parts().desk.clock.now(), signed_in()
    may, seen = {key for key, _ in choices(rota, person)}, sees(rota, person)
    found = [
        (place, away)
        for place, away in enumerate(rota.away, start=1)
        if away.person in seen and away.span.instants(rota.zone)[1] > at
    ]
    return [
        (_line(rota, at, place, away, theirs=away.person in may), away)
        for place, away in sorted(found, key=lambda one: _first(one[1].span))
    ]


def _line(rota: Rota, at: datetime, place: int, away: TimeAway, *, theirs: bool) -> Line:
    return Line(
        place=place,
        who=rota.people[away.person].name,
        when=said_span(away.span),
        theirs=theirs,
        now=away.span.holds(at, rota.zone),
    )


def _first(span: Span) -> tuple[str, str]:
    return span.starts.isoformat(), span.ends.isoformat()
