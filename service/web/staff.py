"""The page of the colleague who needs an officer: one button, and the numbers."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from service.desk.front import Front, before_pressing
from service.desk.raising import Met, Raised, raised
from service.desk.viewing import rota_now
from service.domain.catalogue import _
from service.domain.ladder import Rung
from service.domain.people import Person, PhoneNumber, Role
from service.domain.refusals import (
    KeyUsed,
    NobodyChosen,
    NobodyToRing,
    NotOnTheLadder,
    Refusal,
    UnknownLadder,
)
from service.numbers import countries_of, is_mobile, parse_number
from service.web.auth import (
    current_person,
    presser,
    signed_in,
    signed_in_at,
    strangers_first,
)
from service.web.frame import outside_rota, page
from service.web.joined import parts, texting_number
from service.web.lines import by_phone, directory, officers, to_ring
from service.web.press_form import Form, mark_of, press_of, texts_chosen, to_send_again
from service.web.refused import NotSignedIn, RoleMayNot
from service.web.times import moment

blueprint = Blueprint("staff", __name__)

#: Whoever presses so long after the first press asks for something: the page that they are shown
#: says that it is the same call-out, and what they can do. Sooner it is a thumb that shakes.
ASKS_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class OpenOne:
    """A call-out of theirs that is not finished, and the way to it."""

    reference: str
    started: str
    address: str


@blueprint.get("/")
def front() -> str:
    """Show the button to staff, and the numbers to everybody."""
    person = current_person()
    if person is None or Role.STAFF not in person.roles:
        rota = outside_rota()
        lines = directory(rota, parts().desk.clock.now())
        return page("staff/outside.html", rota, lines=lines, by_phone=by_phone())
    site = request.args.get("site", 0, type=int)
    return _button(person, another="another" in request.args, site=site)


@blueprint.post("/call-outs")
def press() -> Response | tuple[str, int]:
    """Raise, and go to the page of what was raised or is open already."""
    try:
        with strangers_first():
            callback = _callback(request.form.get("callback", "").strip())
        kept = raised(parts().desk, lambda page: press_of(presser(page), request.form, callback))
    except (NotSignedIn, RoleMayNot):
        raise
    except Refusal as refusal:
        return _refused(signed_in(), refusal)
    return redirect(_address_of(kept), 303)


def _address_of(kept: Raised) -> str:
    """Return the address of its page, which says so where it is not what was pressed just now."""
    escalation, met = kept.escalation, kept.met
    earlier = parts().desk.clock.now() - escalation.raised_at > ASKS_AFTER
    return url_for(
        "call_out.page",
        escalation=escalation.id,
        again=1 if met is Met.OPEN and earlier else None,
        changed=1 if met is Met.FIRST else None,
    )


def _callback(text: str) -> PhoneNumber | None:
    """Read a number to ring back on, from any country that the rota rings anyway."""
    if not text:
        return None
    people = rota_now(parts().desk).people.values()
    return parse_number(text, countries=countries_of(one.phone for one in people))


def _button(
    person: Person, *, another: bool = False, site: int = 0, refusal: Refusal | None = None
) -> str:
    chosen = request.form.get("ladder", "")
    seen = before_pressing(
        parts().desk, person.key, ladder=chosen, site=site, signed_in_at=signed_in_at()
    )
    rungs = [rung for rung in seen.ladder.rungs if not rung.empty] if seen.ladder else []
    form = _form(seen, person, rungs, another=another, refusal=refusal)
    own, outside = officers(rungs), directory(seen.rota, seen.at)
    return page(
        "staff/page.html",
        seen.rota,
        front=seen,
        form=form if rungs else None,
        sites=form.sites,
        lines=to_ring(own, outside),
        nearest=next(iter([*own, *outside]), None),
        by_phone=by_phone(),
        own=person.phone.national(),
        raised=_open(seen),
        refused=_words(refusal),
        used=isinstance(refusal, KeyUsed),
    )


def _form(
    seen: Front,
    person: Person,
    rungs: Sequence[Rung],
    *,
    another: bool,
    refusal: Refusal | None,
) -> Form:
    return Form(
        key=secrets.token_urlsafe(24),
        whose=mark_of(parts().keys.secret, person.key),
        people=list({rung.person: rung for rung in reversed(rungs)}.values())[::-1],
        callback=person.phone.national(),
        texts=None if seen.texts_off or not is_mobile(person.phone) else _wanted(person),
        texts_off=seen.texts_off,
        text_to=texting_number().national(),
        another=another,
        ladder=seen.ladder.name if seen.ladder and seen.elsewhere else "",
        sites=_sites(seen, another=another),
        open=_drawer(refusal),
    )


def _sites(seen: Front, *, another: bool) -> list[tuple[str, str]]:
    """Return the other ladders, by name, and where each has its button."""
    here = seen.ladder.name if seen.ladder else ""
    return [
        (plan.name, url_for("staff.front", site=place, another=1 if another else None))
        for place, plan in enumerate(seen.rota.ladders, start=1)
        if plan.name != here
    ]


def _wanted(person: Person) -> bool:
    """Return whether texts are chosen beforehand: what was chosen stays so if it was refused."""
    chosen = texts_chosen(request.form)
    return person.texts if chosen is None else chosen


def _open(seen: Front) -> list[OpenOne]:
    """Return what this person has open already, with the way to it."""
    now = seen.rota.local(seen.at)
    return [
        OpenOne(
            one.reference,
            moment(seen.rota.local(one.raised_at), now),
            url_for("call_out.page", escalation=one.id),
        )
        for one in seen.raised
    ]


def not_raised(*, uncertain: bool) -> str:
    """Say that nobody is rung, or that we cannot tell; the same key goes with the next try."""
    rota = outside_rota()
    return page(
        "staff/not_raised.html",
        rota,
        uncertain=uncertain,
        form=to_send_again(request.form),
        lines=directory(rota, parts().desk.clock.now()),
    )


def _refused(person: Person, refusal: Refusal) -> tuple[str, int]:
    """Show the page again, with what to mend. Nothing of what was sent is repeated."""
    shown = _button(person, another="another" in request.form, refusal=refusal)
    match refusal:
        case KeyUsed():
            return shown, 409
        case NobodyToRing():
            return shown, 503
        case _:
            return shown, 422


def _words(refusal: Refusal | None) -> str:
    match refusal:
        case None:
            return ""
        case KeyUsed():
            return _(
                "This page was used before, and that call-out is over. "
                "See whom we ring now, and press again to start a new one."
            )
        case NobodyChosen():
            return _("Tick at least one person to ring, and press again.")
        case NotOnTheLadder():
            return _("The rota has changed since this page was opened. Look at who is rung now.")
        case _:
            return str(refusal)


def _drawer(refusal: Refusal | None) -> str:
    match refusal:
        case None | KeyUsed() | NobodyToRing() | UnknownLadder():
            return ""
        case NobodyChosen() | NotOnTheLadder():
            return "ring"
        case _:
            return "callback"
