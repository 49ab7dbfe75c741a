"""The contact card: both our numbers, for officers and colleagues to save.

A saved contact rings through where an unknown number is screened, so that the card decides
whether anybody wakes up. It holds the organisation's name and our own numbers, nobody else's.
"""

import segno
import vobject  # type: ignore[import-untyped]
from flask import Blueprint
from markupsafe import Markup
from werkzeug import Response

from service.domain.people import PhoneNumber, Role
from service.web.auth import signed_in
from service.web.frame import house_name, outside_rota
from service.web.frame import page as framed
from service.web.joined import parts, texting_number

blueprint = Blueprint("contact_card", __name__)


@blueprint.get("/contact-card")
def page() -> str:
    """Show the card: both numbers, a file to save, and a picture for another phone's camera."""
    rota = outside_rota()
    calls, texts = _calling_number(), texting_number()
    return framed(
        "contact_card/page.html",
        rota,
        calls=calls.national(),
        texts=texts.national() if texts != calls else "",
        picture=picture(card(house_name(rota), calls, texts)),
        officer=Role.OFFICER in signed_in().roles,
    )


@blueprint.get("/contact-card.vcf")
def file() -> Response:
    """Give the card as a file that every phone's contacts can take."""
    written = card(house_name(outside_rota()), _calling_number(), texting_number())
    answer = Response(written, content_type="text/vcard; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="contact.vcf"'
    return answer


def card(organisation: str, calls: PhoneNumber, texts: PhoneNumber) -> str:
    """Write the vCard, version 3.0: the one that every phone reads. Source: RFC 2426."""
    written = vobject.vCard()
    written.add("n").value = vobject.vcard.Name(given=organisation)
    written.add("fn").value = organisation
    written.add("org").value = [organisation]
    # Shown and sorted by the organisation's name. Source: what Apple's own contacts write.
    written.add("x-abshowas").value = "COMPANY"
    same = texts == calls
    _add(written, calls, ["WORK", "VOICE", "PREF", *(["MSG"] if same else [])])
    if not same:
        _add(written, texts, ["CELL", "MSG"])
    return str(written.serialize())


def picture(written: str) -> Markup:
    """Draw *written* as a QR code, to stand in the page itself; white also by night."""
    drawn = segno.make(written.encode(), error="m", micro=False)
    return Markup(drawn.svg_inline(light="#fff", omitsize=True, svgclass="qr"))  # noqa: S704 - drawn by us


def _add(written: vobject.base.Component, phone: PhoneNumber, kinds: list[str]) -> None:
    line = written.add("tel")
    line.value, line.type_param = phone.e164, kinds


def _calling_number() -> PhoneNumber:
    return PhoneNumber(parts().settings.twilio_from)
