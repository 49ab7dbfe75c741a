"""Show again who is there, then go on with what was being done; nothing of it is lost.

What was typed travels in the page itself, in hidden fields, and is kept nowhere else: neither
in the book nor in a cookie. Once the proof is given the browser is told, with 307, to send the
very same form to where it was going, so that one press does both, with and without scripts.
"""

from flask import Blueprint, redirect, request
from werkzeug import Response
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from service.desk import own_passkeys
from service.desk.limiting import TooSoon
from service.desk.signing_in import prove_by_code
from service.desk.viewing import rota_now
from service.domain.ladder import Channel
from service.domain.refusals import Refusal
from service.web import asking, going
from service.web.auth import signed_in
from service.web.frame import home_of, outside_rota
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.lines import directory
from service.web.passkey_site import site
from service.web.passkeys import signed_credential
from service.web.session import device_name, session_token
from service.web.sign_in import too_soon

blueprint = Blueprint("prove", __name__)

#: Our own fields begin with this; all others belong to what was being done.
OURS = "_"
#: A rota file of a megabyte, which a form writes a third longer; only who is signed in sends it.
LARGEST = 2_000_000


@blueprint.post("/prove")
def prove() -> Response | tuple[str, int]:
    """Send a code, or take one, or take a passkey; then go on."""
    sent = _typed()
    try:
        if sent.get("_passkey"):
            return _by_passkey()
        if "_code" in sent:
            return _by_code(sent["_code"])
        channel = asking.channel_of(sent.get("_by", "")) or Channel.CALL
        asking.send(signed_in().phone, channel)
    except TooSoon as refusal:
        return shown(429, refused=too_soon(refusal), sent="_code" in sent)
    except Refusal as refusal:
        return shown(422, refused=str(refusal), sent="_code" in sent)
    return shown(sent=True)


def shown(status: int = 200, *, refused: str = "", sent: bool = False) -> tuple[str, int]:
    """Return the page that asks; *sent* is whether a code was asked for already."""
    rota, person = outside_rota(), signed_in()
    again, typed = request.endpoint == "prove.prove", _typed()
    then = typed.get("_then", "") if again else request.path
    method = typed.get("_method", "") if again else request.method
    page = framed(
        "prove/page.html",
        rota,
        then=_known(then, _method(method)),
        method=_method(method),
        kept=[one for one in typed.items(multi=True) if not one[0].startswith(OURS)],
        # As forms with a file are sent, and none of our others.
        files=request.mimetype == "multipart/form-data",
        number=f"…{person.phone.e164[-3:]}",
        sent=sent,
        refused=refused,
        passkeys=site() is not None,
        lines=directory(rota, parts().desk.clock.now()),
    )
    return page, status


def _typed() -> MultiDict[str, str]:
    """Return the form, as long as a rota file may be; of what is longer still, nothing."""
    request.max_content_length = request.max_form_memory_size = LARGEST
    try:
        return request.form
    except RequestEntityTooLarge:
        return MultiDict()


def _by_code(typed: str) -> Response:
    asking.count_try()
    prove_by_code(parts().keys, session_token(), signed_in(), typed, device_name())
    return _go_on()


def _by_passkey() -> Response:
    credential, verify = signed_credential()
    own_passkeys.prove(parts().keys, signed_in(), credential["id"], verify)
    parts().keys.proved(session_token(), device_name())
    return _go_on()


def _go_on() -> Response:
    method = _method(request.form.get("_method", ""))
    then = _known(request.form.get("_then", ""), method)
    if not then:
        return redirect(home_of(signed_in()), 303)
    # 307 keeps the method and all that the form holds (RFC 9110, 15.4.8); 303 makes it a GET.
    return redirect(then, 307 if method == "POST" else 303)


def _known(path: str, method: str) -> str:
    return going.known(path, method, rota_now(parts().desk).people)


def _method(sent: str) -> str:
    return "POST" if sent == "POST" else "GET"
