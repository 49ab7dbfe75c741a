"""What the carrier tells and asks of texts, and of calls that come in.

Signed, or turned away before the book is touched. Our own calls are in `carrier_calls`.

Nothing here is written down as it came: a text is reduced to its meaning by the desk, a key
to the one that was pressed. Anything may come twice, late, or for what we do not know.
"""

import hashlib

from flask import Blueprint, Response, request

from service.desk import carrier_traces, hearing, ringing_in
from service.desk.texting_in import text_came
from service.domain.words import Menu, Script
from service.numbers import parse_wire
from service.telephone import addresses, twiml
from service.telephone.failures import text_ended, text_stopped
from service.web.joined import parts
from service.web.signed import check_signature, digit, name, ours, sid, speak, xml

blueprint = Blueprint("carrier", __name__)
blueprint.before_request(check_signature)

#: The menus that only a colleague hears who rings us.
_ASKED = (Menu.CALLER, Menu.STANDING)


@blueprint.post(addresses.TEXT_STATUS)
def text_status(attempt: str) -> Response:
    """Take in how a text fares; only that it did not arrive changes anything."""
    text, said = sid("MessageSid"), request.form.get("MessageStatus", "")
    if ours(attempt) and text:
        webhook = name("text", text, said)
        failure = text_ended(said, request.form.get("ErrorCode"))
        stopped = text_stopped(said, request.form.get("ErrorCode"))
        hearing.text_told(parts().desk, attempt, webhook, failure, stopped=stopped)
    return Response(status=204)


@blueprint.post(addresses.PROBE)
@blueprint.post(addresses.PROBE_DEEPER)
def probe(deeper: str = "") -> Response:
    """Say nothing to whoever got past the signature: only that is to be seen."""
    del deeper
    return Response(status=204)


@blueprint.post(addresses.INCOMING_VOICE)
def incoming_voice() -> Response:
    """Say to whoever rings us who this is, or offer to ring back."""
    said = ringing_in.rang(parts().desk, parse_wire(_from()))
    if call := sid("CallSid"):
        carrier_traces.note(parts().desk, call)
    return _speak_to_caller(said)


@blueprint.post(addresses.INCOMING_VOICE_MENU)
def incoming_menu(turn: int) -> Response:
    """Offer once more after silence."""
    return _speak_to_caller(ringing_in.rang(parts().desk, parse_wire(_from()), turn=turn))


@blueprint.post(addresses.INCOMING_VOICE_KEY)
def incoming_key(turn: int) -> Response:
    """Ring back whoever asked for it."""
    caller = parse_wire(_from())
    return _speak_to_caller(ringing_in.ring_back(parts().desk, caller, digit(), turn))


@blueprint.post(addresses.INCOMING_ASKED_MENU)
def incoming_asked_menu(asked: str, turn: int) -> Response:
    """Ask a colleague once more after silence."""
    menu = Menu(asked) if asked in _ASKED else Menu.OPENING
    return _speak_to_caller(
        ringing_in.rang(parts().desk, parse_wire(_from()), turn=turn, asked=menu)
    )


@blueprint.post(addresses.INCOMING_ASKED_KEY)
def incoming_asked_key(asked: str, turn: int) -> Response:
    """Do what a colleague asks; the call's own id makes it once, however often we are told."""
    if asked not in _ASKED or not sid("CallSid"):
        return _speak_to_caller(ringing_in.rang(parts().desk, parse_wire(_from())))
    call = hashlib.sha256(sid("CallSid").encode()).hexdigest()
    return _speak_to_caller(
        ringing_in.pressed(
            parts().desk, parse_wire(_from()), digit(), turn, asked=Menu(asked), call=call
        )
    )


@blueprint.post(addresses.INCOMING_TEXT)
def incoming_text() -> Response:
    """Do what a text asks; its words go no further than the desk."""
    sender, text = parse_wire(_from()), sid("MessageSid")
    if sender is None or not text:
        return xml(twiml.empty())  # What is noted nowhere is looked for at the carrier.
    # By the text's own id: one text means one thing, however often we are told of it.
    once = hashlib.sha256(text.encode()).hexdigest()
    body, opt_out = request.form.get("Body", ""), request.form.get("OptOutType", "").upper()
    said = text_came(parts().desk, sender, body, once, opt_out=opt_out)
    carrier_traces.note(parts().desk, text, at_once=True)
    return xml(twiml.reply(said))


def _speak_to_caller(script: Script) -> Response:
    base = parts().settings.public_url
    return speak(
        script,
        lambda turn: addresses.incoming_key(base, turn, script.at),
        lambda turn: addresses.incoming_menu(base, turn, script.at),
    )


def _from() -> str:
    return request.form.get("From", "")
