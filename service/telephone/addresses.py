"""Where the carrier calls us back: one place for the web's routes and for what we hand out.

Pure. An address carries the attempt's opaque token and a turn, in its path and nowhere else:
the carrier keeps addresses with their query strings, and a query that something in between
re-orders breaks the signature.
"""

from urllib.parse import quote

#: Routes, as Flask writes them.
CALL = "/twilio/call/<attempt>"
CALL_MENU = "/twilio/call/<attempt>/menu/<int:turn>"
CALL_KEY = "/twilio/call/<attempt>/key/<int:turn>"
CALL_STATUS = "/twilio/call/<attempt>/status"
TEXT_STATUS = "/twilio/text/<attempt>/status"
INCOMING_VOICE = "/twilio/incoming/voice"
INCOMING_VOICE_MENU = "/twilio/incoming/voice/menu/<int:turn>"
INCOMING_VOICE_KEY = "/twilio/incoming/voice/key/<int:turn>"
INCOMING_TEXT = "/twilio/incoming/text"

#: Connection overrides, as the fragment of each address; our server never sees them.
#: By default the carrier asks once more, and only after a failed connection: a web process
#: that restarts, or a book that is busy, would lose a pressed key for good. So three times
#: more (``rc``), also after 5xx and a slow answer (``rp``: 4xx, 5xx, ct, rt or all, with
#: commas between), each given 2 s to connect (``ct``) and 4 s to answer (``rt``), within the
#: carrier's own 15 s: somebody is listening to silence meanwhile. Whatever we do on a webhook
#: can therefore come twice.
#: Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
OVERRIDES = "rc=3&rp=ct,rt,5xx&ct=2000&rt=4000"


def answer(public_url: str, attempt: str) -> str:
    """Say where the carrier asks what to say when a call of ours is answered."""
    return _absolute(public_url, CALL, attempt)


def menu(public_url: str, attempt: str, turn: int) -> str:
    """Say where the menu is said for the *turn*-th time, from 1."""
    return _absolute(public_url, CALL_MENU, attempt, turn)


def key(public_url: str, attempt: str, turn: int) -> str:
    """Say where a key goes that was pressed while the menu was said for the *turn*-th time."""
    return _absolute(public_url, CALL_KEY, attempt, turn)


def call_status(public_url: str, attempt: str) -> str:
    """Say where the carrier tells how a call fares."""
    return _absolute(public_url, CALL_STATUS, attempt)


def text_status(public_url: str, attempt: str) -> str:
    """Say where the carrier tells how a text fares."""
    return _absolute(public_url, TEXT_STATUS, attempt)


def incoming_voice(public_url: str) -> str:
    """Say where calls to our number are announced: for the carrier's own settings page."""
    return _absolute(public_url, INCOMING_VOICE)


def incoming_text(public_url: str) -> str:
    """Say where texts to our number are announced: for the carrier's own settings page."""
    return _absolute(public_url, INCOMING_TEXT)


def incoming_menu(public_url: str, turn: int) -> str:
    """Say where somebody who rang us hears the menu for the *turn*-th time, from 1."""
    return _absolute(public_url, INCOMING_VOICE_MENU, turn=turn)


def incoming_key(public_url: str, turn: int) -> str:
    """Say where a key goes that somebody pressed who rang us."""
    return _absolute(public_url, INCOMING_VOICE_KEY, turn=turn)


def _absolute(public_url: str, route: str, attempt: str = "", turn: int = 0) -> str:
    path = route.replace("<attempt>", quote(attempt, safe="")).replace("<int:turn>", str(turn))
    return f"{public_url.rstrip('/')}{path}#{OVERRIDES}"
