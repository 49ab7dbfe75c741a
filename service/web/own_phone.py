"""The officer's own phone: what we ring and text, and the PIN. It knows of no call-out."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from service.desk.own_phone import own_phone, remove_pin, set_pin
from service.domain.refusals import Refusal
from service.pins import Pins
from service.web.auth import signed_in
from service.web.frame import outside_rota
from service.web.frame import page as framed
from service.web.joined import parts, texting_number
from service.web.lines import directory

blueprint = Blueprint("own_phone", __name__)


@blueprint.get("/officer/phone")
def page() -> str:
    """Show how this officer is reached."""
    return _shown()


@blueprint.post("/officer/phone/pin")
def keep_pin() -> Response | tuple[str, int]:
    """Set or change the PIN; where it is refused, the page says the mend and repeats nothing."""
    sent, pins = request.form, Pins(parts().keys.secret)
    try:
        set_pin(parts().desk, pins, signed_in(), sent.get("pin", ""), sent.get("again", ""))
    except Refusal as refusal:
        return _shown(str(refusal)), 422
    return redirect(url_for("own_phone.page"), 303)


@blueprint.post("/officer/phone/pin/remove")
def drop_pin() -> Response:
    """Remove the PIN."""
    remove_pin(parts().desk, signed_in().key)
    return redirect(url_for("own_phone.page"), 303)


def _shown(refused: str = "") -> str:
    person, rota = signed_in(), outside_rota()
    return framed(
        "officer/phone.html",
        rota,
        number=person.phone.national(),
        own=own_phone(parts().desk, person),
        text_to=texting_number().national(),
        refused=refused,
        lines=directory(rota, parts().desk.clock.now()),
    )
