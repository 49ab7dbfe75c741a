"""What the carrier tells and asks of calls that are let ring."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from flask import Blueprint, Response, request

from service.desk import proving_calls
from service.domain import words
from service.domain.attempt import CallStatus
from service.domain.words import Script
from service.telephone import addresses, twiml
from service.web.joined import parts
from service.web.signed import check_signature, digit, ours, sid, xml

blueprint = Blueprint("proving_calls", __name__)
blueprint.before_request(check_signature)


@blueprint.post(addresses.MEASURING)
def answered(token: str) -> Response:
    """Ask whatever picks up whether it is a person."""
    return _offered(token, 1)


@blueprint.post(addresses.MEASURING_MENU)
def menu(token: str, turn: int) -> Response:
    """Ask once more after silence; after the last turn it is a mailbox."""
    return _offered(token, turn)


@blueprint.post(addresses.MEASURING_KEY)
def key(token: str, turn: int) -> Response:
    """Take the key of a person."""
    if not ours(token):
        return xml(twiml.render(words.nothing_known()))
    said = proving_calls.pressed(parts().desk, token, sid("CallSid"), digit(), turn)
    return _speak(said, token)


@blueprint.post(addresses.MEASURING_STATUS)
def status(token: str) -> Response:
    """Take in how the call fares, and when, by the carrier's own clock."""
    call, said = sid("CallSid"), request.form.get("CallStatus", "")
    if ours(token) and call and said in list(CallStatus):
        proving_calls.told(parts().desk, token, call, CallStatus(said), _timestamp())
    return Response(status=204)


def _timestamp() -> datetime | None:
    """Return the carrier's own time of what it tells, RFC 2822; ``None`` where it is none."""
    try:
        at = parsedate_to_datetime(request.form.get("Timestamp", ""))
    except ValueError:
        return None
    return at if at.utcoffset() is not None else None


def _offered(token: str, turn: int) -> Response:
    if not ours(token):
        return xml(twiml.render(words.nothing_known()))
    said = proving_calls.answered(parts().desk, token, sid("CallSid"), turn)
    return _speak(said, token)


def _speak(script: Script, token: str) -> Response:
    """Say *script*; silence leads on also after the last turn, to where it is settled."""
    base = parts().settings.public_url
    return xml(
        twiml.render(
            script,
            key_url=addresses.measuring_key(base, token, script.turn),
            menu_url_for_next_turn=addresses.measuring_menu(base, token, script.turn + 1),
        )
    )
