"""In by a code to one's own number, or by a link that works once; and out again.

Whoever types a number reads the same page, as soon, whether anybody here has it or not.
"""

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug import Response

from service.desk.limiting import TooSoon
from service.desk.signing_in import Several, by_choice, by_code
from service.domain.catalogue import _
from service.domain.dates import clock
from service.domain.ladder import Channel
from service.domain.people import Person
from service.domain.refusals import Refusal
from service.domain.standing import TokenKind
from service.web import asking, going
from service.web.auth import current_person
from service.web.frame import home_of, outside_rota, page
from service.web.joined import parts
from service.web.lines import directory
from service.web.passkey_site import site
from service.web.session import device_name, end_session, session_token, start_session

blueprint = Blueprint("sign_in", __name__)

Page = tuple[str, int]

#: What coming in by a code takes: one for asking, one for typing it.
_TRIES = 2


@blueprint.get("/sign-in")
def ask() -> Page:
    """Ask for the number."""
    return _shown("sign_in/ask.html")


@blueprint.post("/sign-in")
def send() -> Page:
    """Send a code if anybody has that number, and ask for it either way."""
    channel = asking.channel_of(request.form.get("by", "")) or Channel.CALL
    try:
        phone = asking.number_of(request.form.get("number", ""))
    except Refusal as refusal:
        return _shown("sign_in/ask.html", 422, refused=str(refusal))
    try:
        asking.send(phone, channel)
    except TooSoon as refusal:
        return _shown("sign_in/ask.html", 429, refused=too_soon(refusal), number=phone.national())
    return _shown("sign_in/code.html", number=phone.national(), by=channel.value)


@blueprint.post("/sign-in/code")
def check() -> Response | Page:
    """Take the code, and start a session; where several have that number, ask who it is."""
    number = ""
    try:
        phone = asking.number_of(request.form.get("number", ""))
        number = phone.national()
        asking.count_try()
        found = by_code(parts().keys, phone, request.form.get("code", ""), device_name())
        asking.came_in(_TRIES)
    except TooSoon as refusal:
        return _shown("sign_in/code.html", 429, refused=too_soon(refusal), number=number)
    except Refusal as refusal:
        kind = "sign_in/code.html" if number else "sign_in/ask.html"
        return _shown(kind, 422, refused=str(refusal), number=number)
    if isinstance(found, Several):
        return _shown("sign_in/who.html", several=found)
    return entered(found)


@blueprint.post("/sign-in/who")
def choose() -> Response | Page:
    """Start a session for whom they say they are, among those whose number was proved."""
    choice, person = request.form.get("choice", ""), request.form.get("person", "")
    try:
        return entered(by_choice(parts().keys, choice, person, device_name()))
    except Refusal as refusal:
        return _shown("sign_in/ask.html", 422, refused=str(refusal))


@blueprint.get("/sign-in/<token>")
def sign_in(token: str) -> Response | Page:
    """Trade the link for a session, and go to the person's own page."""
    if request.method == "HEAD":
        return make_response("")  # Whatever looks at links before people do must not use them up.
    session = parts().keys.trade(token, device_name())
    if session:
        return entered(session)
    person = current_person()
    return redirect(home_of(person), 303) if person else _shown("sign_in/page.html", 403)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Make this device's session worthless. Again is no error."""
    response = redirect(url_for("staff.front"), 303)
    end_session(response)
    return response


def entered(session: str) -> Response:
    """Keep the new *session* on this device, and go where they were going, or to their page."""
    person = parts().keys.holder(session, TokenKind.SESSION)
    response = redirect(going.known(request.form.get("then", "")) or _home(person), 303)
    if before := session_token():
        # Otherwise each sign-in on this device would stand among its owner's devices for ever.
        parts().keys.revoke(before)
    start_session(response, session)
    return response


def _home(person: Person | None) -> str:
    return home_of(person) if person else url_for("staff.front")


def refused_page(why: str) -> Page:
    """Return the page that asks again, with *why* it was refused."""
    return _shown("sign_in/ask.html", 422, refused=why)


def _shown(template: str, status: int = 200, **facts: object) -> Page:
    rota = outside_rota()
    then = going.known(request.values.get("then", ""))
    lines = directory(rota, parts().desk.clock.now())
    facts = {"refused": "", "number": "", "by": ""} | facts
    return page(
        template, rota, lines=lines, then=then, passkeys=site() is not None, **facts
    ), status


def too_soon(refusal: TooSoon) -> str:
    """Say when it may be tried again, by the wall clock."""
    if refusal.at is None:
        return str(refusal)
    at = outside_rota().local(refusal.at)
    again = _("Try again at {time}. The numbers on this page work all the same.", time=clock(at))
    return f"{refusal.why} {again}"
