"""What every webhook of the carrier has in common: its signature, its ids, and our answer."""

import hashlib
import re
from collections.abc import Callable

from flask import Response, request

from service.domain import words
from service.domain.words import Script
from service.telephone import twiml
from service.web.joined import parts
from service.web.refused import Unsigned

#: A text may be ten parts long, and what add-ons say of it comes with it.
LARGEST_BODY = 64 * 1024
_ATTEMPT = re.compile("[0-9a-f]{32}", re.ASCII)
_SID = re.compile("[A-Z]{2}[0-9a-fA-F]{32}", re.ASCII)
_SEVERAL_KEYS = re.compile("[0-9*#]{2,10}", re.ASCII)

#: Where a turn of a menu leads.
ByTurn = Callable[[int], str]


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


def speak(script: Script, key: ByTurn, menu: ByTurn) -> Response:
    """Say *script*; keys and silence lead where *key* and *menu* say for its turn."""
    again = menu(script.turn + 1) if script.turn < words.TURNS else None
    return xml(twiml.render(script, key_url=key(script.turn), menu_url_for_next_turn=again))


def xml(document: str) -> Response:
    """Answer with *document*; the carrier reads any other type aloud, or not at all."""
    return Response(document, content_type="text/xml; charset=utf-8")


def ours(attempt: str) -> bool:
    """Whether we could have made this token: a database need not meet what we could not."""
    return _ATTEMPT.fullmatch(attempt) is not None


def sid(field: str) -> str:
    """Return the carrier's id, or nothing where it is none."""
    found = request.form.get(field, "")
    return found if _SID.fullmatch(found) else ""


def digit() -> str:
    """Return the one key that was pressed; several at once mean nothing."""
    pressed = request.form.get("Digits", "")
    return pressed if len(pressed) == 1 else ""


def digits() -> str:
    """Return all keys that were pressed, where they are keys."""
    pressed = request.form.get("Digits", "")
    return pressed if _SEVERAL_KEYS.fullmatch(pressed) else digit()


def name(*event: str) -> str:
    """Name a webhook by what is signed of it, so that the same one is known again.

    The carrier's own token, ``I-Twilio-Idempotency-Token``, does not come in: it is a header that
    nobody signs, and whoever sends an old webhook again may write another.
    """
    return hashlib.sha256("\0".join(event).encode()).hexdigest()
