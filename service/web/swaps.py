"""The page of swaps: two officers stand in each other's places, for a stretch of time.

Either of the two may enter and remove it, and both see it; an admin may for anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, request, url_for
from werkzeug import Response

from service.desk.keeping import standing
from service.domain.absences import Swap
from service.domain.edits.absences import add_swap, remove_swap
from service.domain.edits.places import NoSuchPlace
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.domain.rota_rules import NotAnOfficer, SwapAlone, SwapsOverlap
from service.web.after_saving import saved_now, saved_to
from service.web.auth import signed_in
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.rota_forms import Fields, InField, Told, save, status_of, told
from service.web.span_forms import SpanForm, about_span, read_span, said_span, sent_span
from service.web.who import choices, officers, refuse_others, sees

blueprint = Blueprint("swaps", __name__)

#: Before the names of the boxes of the second stretch.
BACK = "back_"
_FIELDS: Fields = {SwapAlone: "other", NotAnOfficer: "other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One swap, and whether whoever looks may take it out."""

    mark: str
    one: str
    other: str
    when: str
    theirs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapForm:
    """What stands in the form."""

    version: int
    #: Key and name of who may be the one, and of who may be the other.
    ones: Sequence[tuple[str, str]]
    others: Sequence[tuple[str, str]]
    one: str
    other: str
    span: SpanForm
    back: SpanForm
    told: Told | None


@blueprint.get("/rota/swaps")
def page() -> tuple[str, int]:
    """Show the form, and the swaps that are still to come."""
    return _page()


@blueprint.post("/rota/swaps")
def add() -> Response | tuple[str, int]:
    """Save a swap, and what comes in return for it, as one change."""
    try:
        wanted = _sent()
        version = save(lambda rota: _with(rota, wanted))
    except Refusal as refusal:
        return _page(refusal)
    return saved_to(url_for("swaps.page"), version)


@blueprint.post("/rota/swaps/remove")
def remove() -> Response | tuple[str, int]:
    """Take one out."""
    try:
        version = save(lambda rota: remove_swap(rota, _place(rota)))
    except Refusal as refusal:
        return _page(refusal, keep=False)
    return saved_to(url_for("swaps.page"), version)


def mine(rota: Rota, person: str) -> list[Line]:
    """Return the swaps of *person* that are still to come."""
    return [line for line, swap in _lines(rota) if swap.concerns(person)]


def _sent() -> Mapping[str, Swap]:
    """Read the swap, and the one in return, each by what stands before the names of its boxes."""
    one = request.form.get("one") or signed_in().key
    other = request.form.get("other", "")
    refuse_others(signed_in(), one, other)
    found = {"": Swap(one, other, read_span(request.form))}
    if not sent_span(request.form, BACK).empty:
        found[BACK] = Swap(one, other, read_span(request.form, BACK))
    return found


def _with(rota: Rota, wanted: Mapping[str, Swap]) -> Rota:
    now = parts().desk.clock.now()
    for prefix, swap in wanted.items():
        try:
            with about_span(swap.span, prefix):
                rota = add_swap(rota, swap, now)
        except SwapsOverlap as refusal:
            raise InField(f"{prefix}first", refusal) from refusal
    return rota


def _mark(swap: Swap) -> str:
    """Name a swap by what it is: its place may be another's by the time it is sent."""
    span = swap.span
    return f"{swap.one} {swap.other} {span.starts.isoformat()} {span.ends.isoformat()}"


def _place(rota: Rota) -> int:
    """Return the place of the one that was sent.

    Raises:
        NoSuchPlace: it is gone. NotYours: it is between others.
    """
    mark = request.form.get("was", "")
    found = [place for place, swap in enumerate(rota.swaps) if _mark(swap) == mark]
    if not found:
        raise NoSuchPlace
    swap = rota.swaps[found[0]]
    refuse_others(signed_in(), swap.one, swap.other)
    return found[0]


def _page(refusal: Refusal | None = None, *, keep: bool = True) -> tuple[str, int]:
    now, person = standing(parts().desk), signed_in()
    sent = request.form if refusal and keep else {}
    form = SwapForm(
        version=now.version,
        ones=choices(now.rota, person),
        others=officers(now.rota),
        one=sent.get("one", person.key),
        other=sent.get("other", ""),
        span=sent_span(sent),
        back=sent_span(sent, BACK),
        told=told(now.rota, refusal, _FIELDS),
    )
    shown = framed(
        "swaps/page.html",
        now.rota,
        form=form,
        saved=saved_now(now),
        swaps=[line for line, _ in _lines(now.rota)],
        keeps_rota=len(form.ones) > 1,
    )
    return shown, status_of(refusal)


def _lines(rota: Rota) -> list[tuple[Line, Swap]]:
    """Return what is not over, soonest first, as far as whoever looks may see it."""
    at, seen = parts().desk.clock.now(), sees(rota, signed_in())
    may = {key for key, _ in choices(rota, signed_in())}
    found = [
        swap
        for swap in rota.swaps
        if {swap.one, swap.other} & seen and swap.span.instants(rota.zone)[1] > at
    ]
    return [
        (
            Line(
                mark=_mark(swap),
                one=rota.people[swap.one].name,
                other=rota.people[swap.other].name,
                when=said_span(swap.span),
                theirs=bool({swap.one, swap.other} & may),
            ),
            swap,
        )
        for swap in sorted(found, key=lambda one: one.span.starts)
    ]
