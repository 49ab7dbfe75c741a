"""What the carrier tells and asks. Signed, or turned away before the book is touched.

Nothing here is written down as it came: a text is reduced to its meaning by the desk, a key
to the one that was pressed. Anything may come twice, late, or for what we do not know.
"""

import hashlib
import re
from collections.abc import Callable

from flask import Blueprint, Response, request

from service.desk import answering, hearing, ringing_in
from service.desk.texting_in import text_came
from service.domain import words
from service.domain.attempt import CallStatus
from service.domain.words import Script
from service.numbers import parse_wire
from service.telephone import addresses, twiml
from service.telephone.failures import text_ended, text_stopped
from service.web.auth import Rule, admits
from service.web.joined import parts
from service.web.refused import Unsigned

blueprint = Blueprint("carrier", __name__)

#: A text may be ten parts long, and what add-ons say of it comes with it.
LARGEST_BODY = 64 * 1024
_ATTEMPT = re.compile("[0-9a-f]{32}", re.ASCII)
_SID = re.compile("[A-Z]{2}[0-9a-fA-F]{32}", re.ASCII)


@blueprint.before_request
def check_signature() -> None:
    """Turn away what the carrier did not sign for our own account.

    Raises:
        Unsigned: it is answered with 403 and nothing else.
    """
    request.max_content_length = LARGEST_BODY
    raw = request.environ.get("RAW_URI", "")
    signature = request.headers.get("X-Twilio-Signature")
    if not parts().door.admits(raw, request.form, signature):
        raise Unsigned
    if request.form.get("AccountSid") != parts().settings.twilio_account_sid:
        raise Unsigned


@blueprint.post(addresses.CALL)
@admits(Rule.CARRIER)
def answered(attempt: str) -> Response:
    """Say what an officer who picks up hears first."""
    if not (_ours(attempt) and _sid("CallSid")):
        return _xml(twiml.render(words.nothing_known()))
    script = answering.answered(parts().desk, attempt, _sid("CallSid"))
    return _speak_to_officer(script, attempt)


@blueprint.post(addresses.CALL_MENU)
@admits(Rule.CARRIER)
def menu(attempt: str, turn: int) -> Response:
    """Say the menu once more after silence."""
    if not _ours(attempt):
        return _xml(twiml.render(words.nothing_known()))
    return _speak_to_officer(answering.menu_again(parts().desk, attempt, turn), attempt)


@blueprint.post(addresses.CALL_KEY)
@admits(Rule.CARRIER)
def key(attempt: str, turn: int) -> Response:
    """Do what a key asks, and say so."""
    if not _ours(attempt):
        return _xml(twiml.render(words.nothing_known()))
    return _speak_to_officer(answering.pressed(parts().desk, attempt, _digit(), turn), attempt)


@blueprint.post(addresses.CALL_STATUS)
@admits(Rule.CARRIER)
def call_status(attempt: str) -> Response:
    """Take in how a call fares. With the book away this is a 503, and the carrier asks again."""
    sid, said = _sid("CallSid"), request.form.get("CallStatus", "")
    if _ours(attempt) and sid and said in list(CallStatus):
        name = _name("call", sid, said, request.form.get("SequenceNumber", ""))
        hearing.call_told(parts().desk, attempt, sid, CallStatus(said), name)
    return Response(status=204)


@blueprint.post(addresses.TEXT_STATUS)
@admits(Rule.CARRIER)
def text_status(attempt: str) -> Response:
    """Take in how a text fares; only that it did not arrive changes anything."""
    sid, said = _sid("MessageSid"), request.form.get("MessageStatus", "")
    if _ours(attempt) and sid:
        name = _name("text", sid, said)
        failure = text_ended(said, request.form.get("ErrorCode"))
        stopped = text_stopped(said, request.form.get("ErrorCode"))
        hearing.text_told(parts().desk, attempt, name, failure, stopped=stopped)
    return Response(status=204)


@blueprint.post(addresses.INCOMING_VOICE)
@admits(Rule.CARRIER)
def incoming_voice() -> Response:
    """Say to whoever rings us who this is, or offer to ring back."""
    return _speak_to_caller(ringing_in.rang(parts().desk, parse_wire(_from())))


@blueprint.post(addresses.INCOMING_VOICE_MENU)
@admits(Rule.CARRIER)
def incoming_menu(turn: int) -> Response:
    """Offer once more after silence."""
    return _speak_to_caller(ringing_in.rang(parts().desk, parse_wire(_from()), turn=turn))


@blueprint.post(addresses.INCOMING_VOICE_KEY)
@admits(Rule.CARRIER)
def incoming_key(turn: int) -> Response:
    """Ring back whoever asked for it."""
    caller = parse_wire(_from())
    return _speak_to_caller(ringing_in.ring_back(parts().desk, caller, _digit(), turn))


@blueprint.post(addresses.INCOMING_TEXT)
@admits(Rule.CARRIER)
def incoming_text() -> Response:
    """Do what a text asks; its words go no further than the desk."""
    sender, sid = parse_wire(_from()), _sid("MessageSid")
    if sender is None or not sid:
        return _xml(twiml.empty())
    # By the text's own id: one text means one thing, however often we are told of it.
    name = hashlib.sha256(sid.encode()).hexdigest()
    body, opt_out = request.form.get("Body", ""), request.form.get("OptOutType", "").upper()
    said = text_came(parts().desk, sender, body, name, opt_out=opt_out)
    return _xml(twiml.reply(said))


def _speak_to_officer(script: Script, attempt: str) -> Response:
    base = parts().settings.public_url
    return _speak(
        script,
        lambda turn: addresses.key(base, attempt, turn),
        lambda turn: addresses.menu(base, attempt, turn),
    )


def _speak_to_caller(script: Script) -> Response:
    base = parts().settings.public_url
    return _speak(
        script,
        lambda turn: addresses.incoming_key(base, turn),
        lambda turn: addresses.incoming_menu(base, turn),
    )


def _speak(script: Script, key: Callable[[int], str], menu: Callable[[int], str]) -> Response:
    again = menu(script.turn + 1) if script.turn < words.TURNS else None
    document = twiml.render(script, key_url=key(script.turn), menu_url_for_next_turn=again)
    return _xml(document)


def _xml(document: str) -> Response:
    return Response(document, content_type="text/xml; charset=utf-8")


def _ours(attempt: str) -> bool:
    """Whether we could have made this token: a database need not meet what we could not."""
    return _ATTEMPT.fullmatch(attempt) is not None


def _sid(field: str) -> str:
    """Return the carrier's id, or nothing where it is none."""
    sid = request.form.get(field, "")
    return sid if _SID.fullmatch(sid) else ""


def _from() -> str:
    return request.form.get("From", "")


def _digit() -> str:
    """Return the one key that was pressed; several at once mean nothing."""
    pressed = request.form.get("Digits", "")
    return pressed if len(pressed) == 1 else ""


def _name(*event: str) -> str:
    """Name a webhook, so that the same one is known again, without keeping what it said.

    The carrier's own token stays the same when it asks again; some simulators send none.
    """
    token = request.headers.get("I-Twilio-Idempotency-Token", "").lower()
    return hashlib.sha256("\0".join((token,) if token else event).encode()).hexdigest()
