"""What the carrier tells and asks of calls that bring a code."""

from flask import Blueprint, Response, request

from service.desk import code_calls
from service.domain import words
from service.domain.attempt import CallStatus
from service.domain.words import Script
from service.telephone import addresses, twiml
from service.web.joined import parts
from service.web.signed import check_signature, digit, ours, sid, speak, xml

blueprint = Blueprint("carrier_codes", __name__)
blueprint.before_request(check_signature)


@blueprint.post(addresses.CODE)
def answered(token: str) -> Response:
    """Say who this is to whoever picks up."""
    return _offered(token, 1)


@blueprint.post(addresses.CODE_MENU)
def menu(token: str, turn: int) -> Response:
    """Say it once more after silence."""
    return _offered(token, turn)


@blueprint.post(addresses.CODE_KEY)
def key(token: str, turn: int) -> Response:
    """Speak the code to whoever presses the key."""
    if not ours(token):
        return xml(twiml.render(words.nothing_known()))
    secret = parts().keys.secret
    return _speak(code_calls.pressed(parts().desk, secret, token, digit(), turn), token)


@blueprint.post(addresses.CODE_STATUS)
def status(token: str) -> Response:
    """Take in how the call fares."""
    call, said = sid("CallSid"), request.form.get("CallStatus", "")
    if ours(token) and call and said in list(CallStatus):
        code_calls.told(parts().desk, token, call, CallStatus(said))
    return Response(status=204)


def _offered(token: str, turn: int) -> Response:
    if not ours(token):
        return xml(twiml.render(words.nothing_known()))
    return _speak(code_calls.answered(parts().desk, token, sid("CallSid"), turn), token)


def _speak(script: Script, token: str) -> Response:
    base = parts().settings.public_url
    return speak(
        script,
        lambda turn: addresses.code_key(base, token, turn),
        lambda turn: addresses.code_menu(base, token, turn),
    )
