"""The page of the order: who is rung on each ladder, first to last, and the ladders themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from service.desk.keeping import standing
from service.domain.edits import ladders as edits
from service.domain.refusals import Refusal
from service.domain.rota import LadderPlan, Rota
from service.web.after_saving import saved_now, saved_to
from service.web.frame import page as framed
from service.web.holding import held_by
from service.web.joined import parts
from service.web.on_duty import Names, names_in
from service.web.pace_forms import LADDER_BOXES, read_ladder_pace, shown_pace
from service.web.refused import NoSuchAddress
from service.web.rota_forms import NO_FIELDS, Fields, in_field, save, status_of, told
from service.web.who import officers

blueprint = Blueprint("ladders", __name__)

_STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a ladder."""

    number: int
    role: str
    held: Sequence[str]


@blueprint.get("/rota/ladders")
def page() -> Response | tuple[str, int]:
    """Show the ladders; the only one where there is no other."""
    if len(standing(parts().desk).rota.ladders) == 1 and not request.args:
        return redirect(url_for("ladders.one", number=1), 303)
    return _page()


@blueprint.post("/rota/ladders")
def add() -> Response | tuple[str, int]:
    """Add a ladder, as another one stands or with one empty place."""
    sent = request.form
    try:
        with in_field("name"):
            like = sent.get("like") or None
            version = save(lambda rota: edits.add_ladder(rota, sent.get("name", ""), like=like))
    except Refusal as refusal:
        return _page(refusal)
    return saved_to(url_for("ladders.page"), version)


@blueprint.get("/rota/ladders/<int:number>")
def one(number: int) -> tuple[str, int]:
    """Show one ladder, to be changed."""
    return shown(number)


@blueprint.post("/rota/ladders/<int:number>/move")
def move(number: int) -> Response | tuple[str, int]:
    """Move a place up or down; whoever pressed finds the button again under their finger."""
    way = request.form.get("way", "")
    place = request.form.get("place", type=int) or 0
    by = _STEPS.get(way, 0)

    def how(rota: Rota, name: str) -> Rota:
        return edits.move_rung(rota, name, place - 1, by)

    return _changed(number, how, f"{way if by else 'up'}-{place + by}")


@blueprint.post("/rota/ladders/<int:number>/rename")
def rename(number: int) -> Response | tuple[str, int]:
    """Give it another name."""
    new = request.form.get("name", "")

    def how(rota: Rota, name: str) -> Rota:
        with in_field("name"):
            return edits.rename_ladder(rota, name, new)

    return _changed(number, how)


@blueprint.post("/rota/ladders/<int:number>/pace")
def pace(number: int) -> Response | tuple[str, int]:
    """Change its waits."""
    return _changed(
        number, lambda rota, name: edits.set_ladder_pace(rota, name, read_ladder_pace(request.form))
    )


@blueprint.post("/rota/ladders/<int:number>/first")
def first(number: int) -> Response | tuple[str, int]:
    """Make it the default one."""
    return _changed(number, edits.make_default, to=url_for("ladders.page"))


@blueprint.post("/rota/ladders/<int:number>/remove")
def remove(number: int) -> Response | tuple[str, int]:
    """Take it out."""
    return _changed(number, edits.remove_ladder, to=url_for("ladders.page"))


def _changed(
    number: int, how: Callable[[Rota, str], Rota], anchor: str = "", to: str = ""
) -> Response | tuple[str, int]:
    """Save *how* of the ladder that the form names, and go back to it, or to the address *to*."""
    name = request.form.get("ladder", "")
    try:
        version = save(lambda rota: how(rota, name))
    except Refusal as refusal:
        return shown(number, refusal)
    return saved_to(to or url_for("ladders.one", number=number), version, anchor)


def numbered(rota: Rota, number: int) -> LadderPlan:
    """Return the ladder of that number, from 1; where a form names one that still is, that one.

    Raises:
        NoSuchAddress: there is none.
    """
    named = rota.plan(request.form.get("ladder", ""))
    if named is not None:
        return named
    if not 1 <= number <= len(rota.ladders):
        raise NoSuchAddress
    return rota.ladders[number - 1]


def _page(refusal: Refusal | None = None) -> tuple[str, int]:
    now = standing(parts().desk)
    names = names_in(now.rota)
    shown = framed(
        "ladders/page.html",
        now.rota,
        version=now.version,
        ladders=[(plan.name, _places(plan, names)) for plan in now.rota.ladders],
        saved=saved_now(now),
        told=told(now.rota, refusal),
        sent=request.form,
    )
    return shown, status_of(refusal)


def shown(
    number: int, refusal: Refusal | None = None, fields: Fields = NO_FIELDS
) -> tuple[str, int]:
    """Return the page of one ladder, and its status."""
    now = standing(parts().desk)
    plan = numbered(now.rota, number)
    sent = request.form
    page = framed(
        "ladders/one.html",
        now.rota,
        version=now.version,
        ladder=plan,
        number=now.rota.ladders.index(plan) + 1,
        several=len(now.rota.ladders) > 1,
        places=_places(plan, names_in(now.rota)),
        boxes=shown_pace(plan.pace, LADDER_BOXES, sent),
        everyone=plan.pace.everyone_after,
        saved=saved_now(now),
        told=told(now.rota, refusal, fields),
        officers=officers(now.rota),
        sent=sent,
    )
    return page, status_of(refusal)


def _places(plan: LadderPlan, names: Names) -> list[Place]:
    return [
        Place(number=number, role=rung.role, held=held_by(rung, names))
        for number, rung in enumerate(plan.rungs, start=1)
    ]
