"""In by a link that works once, and out again."""

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug import Response

from service.domain.standing import TokenKind
from service.web.auth import current_person
from service.web.frame import home_of, outside_rota, page
from service.web.joined import parts
from service.web.lines import directory
from service.web.session import device_name, end_session, start_session

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in/<token>")
def sign_in(token: str) -> Response | tuple[str, int]:
    """Trade the link for a session, and go to the person's own page."""
    if request.method == "HEAD":
        return make_response("")  # Whatever looks at links before people do must not use them up.
    keys = parts().keys
    session = keys.trade(token, device_name())
    person = keys.holder(session, TokenKind.SESSION) if session else current_person()
    if person is None:
        return _used()
    response = redirect(home_of(person), 303)
    if session:
        start_session(response, session)
    return response


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Make this device's session worthless. Again is no error."""
    response = redirect(url_for("staff.front"), 303)
    end_session(response)
    return response


def _used() -> tuple[str, int]:
    rota = outside_rota()
    lines = directory(rota, parts().desk.clock.now())
    return page("sign_in/page.html", rota, lines=lines), 403
