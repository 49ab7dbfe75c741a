"""The page of one place of a ladder: its role, who holds it when, and how they are rung."""

import hashlib
from collections.abc import Sequence

from flask import Blueprint, request, url_for
from werkzeug import Response

from service.desk.keeping import standing
from service.domain.catalogue import _
from service.domain.edits import ladders as edits
from service.domain.edits.places import NoSuchPlace
from service.domain.names import NameLong, NameMarkup, NameMissing, NameUnseen
from service.domain.refusals import Refusal
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.rota_rules import (
    NotAnOfficer,
    NoWeekday,
    OneInTurn,
    ShiftsOverlap,
    TwiceInTurn,
)
from service.web.after_saving import saved_to
from service.web.frame import page as framed
from service.web.holding import DAYS, SHORT_DAYS
from service.web.joined import parts
from service.web.ladders import numbered, shown
from service.web.pace_forms import RUNG_BOXES, read_rung_pace, shown_pace
from service.web.refused import NoSuchAddress
from service.web.rota_forms import Fields, save, status_of, told
from service.web.rung_forms import Sent, form_of, read_shifts, read_turns, sent_form
from service.web.who import officers

blueprint = Blueprint("rungs", __name__)

_FIELDS: Fields = {
    **dict.fromkeys((NameLong, NameMarkup, NameMissing, NameUnseen), "role"),
    **dict.fromkeys((OneInTurn, TwiceInTurn), "turns"),
    **dict.fromkeys((NoWeekday, ShiftsOverlap), "shifts"),
    NotAnOfficer: "holder",
}


@blueprint.post("/rota/ladders/<int:number>/places")
def add(number: int) -> Response | tuple[str, int]:
    """Add a place at the end, held by one person or by nobody yet."""
    sent, name = request.form, request.form.get("ladder", "")
    rung = RungPlan(role=sent.get("role", ""), holder=sent.get("holder") or None)
    try:
        version = save(lambda rota: edits.add_rung(rota, name, rung))
    except Refusal as refusal:
        return shown(number, refusal, _FIELDS)
    return saved_to(url_for("ladders.one", number=number), version)


@blueprint.get("/rota/ladders/<int:number>/places/<int:place>")
def one(number: int, place: int) -> tuple[str, int]:
    """Show one place, to be changed."""
    return _one(number, place)


@blueprint.post("/rota/ladders/<int:number>/places/<int:place>")
def change(number: int, place: int) -> Response | tuple[str, int]:
    """Save it as it was changed."""
    name = request.form.get("ladder", "")
    try:
        rung = _read()
        version = save(lambda rota: _put(rota, name, place, rung))
    except Refusal as refusal:
        return _one(number, place, refusal)
    return saved_to(url_for("ladders.one", number=number), version, f"place-{place}")


@blueprint.post("/rota/ladders/<int:number>/places/<int:place>/remove")
def remove(number: int, place: int) -> Response | tuple[str, int]:
    """Take it out."""
    name = request.form.get("ladder", "")
    try:
        version = save(lambda rota: _without(rota, name, place))
    except Refusal as refusal:
        return _one(number, place, refusal, keep=False)
    return saved_to(url_for("ladders.one", number=number), version)


def _read() -> RungPlan:
    sent = request.form
    return RungPlan(
        role=sent.get("role", ""),
        holder=sent.get("holder") or None,
        turns=read_turns(sent),
        shifts=read_shifts(sent),
        pace=read_rung_pace(sent),
    )


def _put(rota: Rota, name: str, place: int, rung: RungPlan) -> Rota:
    return edits.set_rung(rota, name, _place(edits.ladder(rota, name), place), rung)


def _without(rota: Rota, name: str, place: int) -> Rota:
    return edits.remove_rung(rota, name, _place(edits.ladder(rota, name), place))


def _mark(rung: RungPlan) -> str:
    """Name a place by what it is: by the time it is sent, another may stand there."""
    return hashlib.sha256(repr(rung).encode()).hexdigest()[:16]


def _place(plan: LadderPlan, place: int) -> int:
    """Return the place, from 0, of the one that was sent.

    Raises:
        NoSuchPlace: it is gone, or another than was seen.
    """
    mark = request.form.get("was", "")
    found = [at for at, rung in enumerate(plan.rungs) if _mark(rung) == mark]
    if not found:
        raise NoSuchPlace
    return place - 1 if place - 1 in found else found[0]


def _one(
    number: int, place: int, refusal: Refusal | None = None, *, keep: bool = True
) -> tuple[str, int]:
    now = standing(parts().desk)
    plan = numbered(now.rota, number)
    place = _still(plan, place)
    rung = plan.rungs[place - 1]
    sent = request.form if refusal and keep else None
    page = framed(
        "ladders/place.html",
        now.rota,
        version=now.version,
        ladder=plan,
        number=now.rota.ladders.index(plan) + 1,
        place=place,
        was=_mark(rung),
        form=sent_form(sent) if sent else form_of(rung),
        boxes=shown_pace(rung.pace, RUNG_BOXES, sent or {}),
        channels=_channels(rung, sent),
        told=told(now.rota, refusal, _FIELDS),
        officers=officers(now.rota),
        days=[(_(short), _(day)) for short, day in zip(SHORT_DAYS, DAYS, strict=True)],
        alone=len(plan.rungs) == 1,
    )
    return page, status_of(refusal)


def _still(plan: LadderPlan, place: int) -> int:
    """Return the number of the place that is meant, which somebody may have moved.

    Raises:
        NoSuchAddress: there is none.
    """
    try:
        return _place(plan, place) + 1
    except NoSuchPlace:
        if not 1 <= place <= len(plan.rungs):
            raise NoSuchAddress from None
        return place


def _channels(rung: RungPlan, sent: Sent | None) -> Sequence[str]:
    if sent is None:
        return [way.value for way in rung.pace.channels]
    return [way for way in ("call", "text") if way in sent]
