"""The page of the colleague who needs an officer: one button, and the numbers."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from service.desk.front import Front, before_pressing
from service.desk.raising import Press, raised
from service.desk.viewing import rota_now
from service.domain.ladder import Rung
from service.domain.listing import in_order
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
from service.web.lines import Line, directory, line_to, officers
from service.web.refused import NotSignedIn, RoleMayNot
from service.web.times import moment

blueprint = Blueprint("staff", __name__)

_PERSON = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
#: What a press may bring, to be sent again as it was where the book was away; nothing that
#: our own page could not have sent is ever repeated.
_FIELDS = {
    "key": re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII),
    "another": re.compile("1"),
    "callback": re.compile(r"[0-9 +().-]{3,60}", re.ASCII),
    "texts": re.compile("yes|no"),
    "ring": _PERSON,
    "offered": _PERSON,
    "ladder": re.compile(r"[^\x00-\x1f\x7f<>]{1,60}"),
}
#: What the pair of choices sends; anything else leaves it as it was set up.
_TEXTS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The button, and what may be changed beside it."""

    key: str
    people: Sequence[Rung]
    callback: str
    #: Whether texts are chosen beforehand; ``None`` where that is no choice.
    texts: bool | None = None
    #: Texts to this number are off, and only its owner can turn them on.
    texts_off: bool = False
    #: Where a text turns them on.
    text_to: str = ""
    another: bool = False
    #: The ladder that was chosen in place of their own, and the others: name and address.
    ladder: str = ""
    sites: Sequence[tuple[str, str]] = ()
    #: Which of the two drawers stands open, because something in it was refused.
    open: str = ""

    @property
    def order(self) -> str:
        """Who is rung, in order, by first name."""
        return in_order([rung.first_name for rung in self.people])


@blueprint.get("/")
def front() -> str:
    """Show the button to staff, and the numbers to everybody."""
    person = current_person()
    if person is None or Role.STAFF not in person.roles:
        rota = outside_rota()
        lines = directory(rota, parts().desk.clock.now())
        calls = PhoneNumber(parts().settings.twilio_from)
        return page("staff/outside.html", rota, lines=lines, calls=line_to("", calls))
    site = request.args.get("site", 0, type=int)
    return _button(person, another="another" in request.args, site=site)


@blueprint.post("/call-outs")
def press() -> Response | tuple[str, int]:
    """Raise, and go to the page of what was raised or is open already."""
    try:
        with strangers_first():
            callback = _callback(request.form.get("callback", "").strip())
        kept = raised(parts().desk, lambda page: _press(presser(page), request.form, callback))
    except (NotSignedIn, RoleMayNot):
        raise
    except Refusal as refusal:
        return _refused(signed_in(), refusal)
    return redirect(url_for("call_out.page", escalation=kept.escalation.id), 303)


def _press(person: Person, sent: MultiDict[str, str], callback: PhoneNumber | None) -> Press:
    """Read what the page sent. All boxes ticked means everybody on duty at the press."""
    ring, offered = sent.getlist("ring"), sent.getlist("offered")
    key = sent.get("key", "")
    return Press(
        person=person.key,
        ladder=sent.get("ladder") or None,
        ring=None if set(ring) == set(offered) else tuple(ring),
        callback=callback,
        texts=_TEXTS.get(sent.get("texts", "")),
        # Only its digest is kept: what somebody puts there is nothing for the book.
        key=hashlib.sha256(key.encode()).hexdigest() if key else None,
        unless_open="another" not in sent,
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
    form = Form(
        key=secrets.token_urlsafe(24),
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
    return page(
        "staff/page.html",
        seen.rota,
        front=seen,
        form=form if rungs else None,
        sites=form.sites,
        lines=_lines(seen, rungs),
        raised=_open(seen),
        refused=_words(refusal),
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
    chosen = _TEXTS.get(request.form.get("texts", ""))
    return person.texts if chosen is None else chosen


def _open(seen: Front) -> list[dict[str, str]]:
    """Return what this person has open already, with the way to it."""
    now = seen.rota.local(seen.at)
    return [
        {
            "reference": one.reference,
            "started": moment(seen.rota.local(one.raised_at), now),
            "address": url_for("call_out.page", escalation=one.id),
        }
        for one in seen.raised
    ]


def _lines(seen: Front, rungs: Sequence[Rung]) -> list[Line]:
    return [*officers(rungs), *directory(seen.rota, seen.at)]


def not_raised(*, uncertain: bool) -> str:
    """Say that nobody is rung, or that we cannot tell; the same key goes with the next try."""
    rota = outside_rota()
    return page(
        "staff/not_raised.html",
        rota,
        uncertain=uncertain,
        form=[
            (name, value)
            for name, shape in _FIELDS.items()
            for value in request.form.getlist(name)
            if shape.fullmatch(value)
        ],
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
            return "This page was used before. Press again."
        case NobodyChosen():
            return "Tick at least one person to ring, and press again."
        case NotOnTheLadder():
            return "The rota has changed since this page was opened. Look at who is rung now."
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
