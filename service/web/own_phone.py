"""Everybody's own page: what we hold about them, their phone, their choices, and the PIN.

It knows of no call-out. What is chosen here is one's own: no admin is asked.
"""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from service.desk.own_phone import own_phone, remove_pin, set_pin
from service.desk.people import Choice, choose, known, ring_words
from service.desk.proving import proof_of
from service.domain.people import Role
from service.domain.refusals import Refusal
from service.pins import Pins
from service.web.auth import signed_in
from service.web.frame import outside_rota
from service.web.frame import page as framed
from service.web.joined import parts, texting_number
from service.web.lines import directory
from service.web.people_forms import roles_named

blueprint = Blueprint("own_phone", __name__)


@blueprint.get("/me")
def me() -> str:
    """Show somebody what we hold about them."""
    return _shown()


@blueprint.get("/officer/phone")
def page() -> str:
    """Show the same under the address that officers had before everybody had one."""
    return _shown()


@blueprint.post("/me/choices")
def choices() -> Response:
    """Keep what somebody chooses for themselves."""
    sent = request.form
    choice = Choice(
        texts="texts" in sent,
        page_only="page_only" in sent,
        night_drills="night_drills" in sent,
    )
    choose(parts().desk, signed_in(), choice)
    return redirect(url_for("own_phone.me", saved=1), 303)


@blueprint.post("/officer/phone/pin")
def keep_pin() -> Response | tuple[str, int]:
    """Set or change the PIN; where it is refused, the page says the mend and repeats nothing."""
    sent, pins = request.form, Pins(parts().keys.secret)
    try:
        set_pin(parts().desk, pins, signed_in(), sent.get("pin", ""), sent.get("again", ""))
    except Refusal as refusal:
        return _shown(str(refusal)), 422
    return redirect(url_for("own_phone.me"), 303)


@blueprint.post("/officer/phone/pin/remove")
def drop_pin() -> Response:
    """Remove the PIN."""
    remove_pin(parts().desk, signed_in().key)
    return redirect(url_for("own_phone.me"), 303)


def _shown(refused: str = "") -> str:
    desk, rota = parts().desk, outside_rota()
    proof = proof_of(desk, signed_in().key)
    person = proof.person
    return framed(
        "me/page.html",
        rota,
        person=person,
        officer=Role.OFFICER in person.roles,
        roles=roles_named(one for one in Role if one in person.roles),
        number=person.phone.national(),
        own=own_phone(desk, person),
        proof=proof,
        known=known(proof.rota, person, proof.marks, proof.at),
        ring=ring_words(proof.marks),
        text_to=texting_number().national(),
        refused=refused,
        saved="saved" in request.args,
        lines=directory(rota, desk.clock.now()),
    )
