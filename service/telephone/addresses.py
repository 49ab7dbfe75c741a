"""Where the carrier calls us back: one place for the web's routes and for what we hand out.

Pure. An address carries opaque tokens and counts, in its path and nowhere else: the carrier
keeps addresses with their query strings, and a query that something in between re-orders
breaks the signature. No name, number or reference ever stands in one.

Calls are in flight while a site is updated: an address stays good once it was handed out.
"""

import re
from urllib.parse import quote

from service.desk.spots import Offered, Spot
from service.domain.words import TAKE_KEYS, Menu

#: Routes, as Flask writes them.
CALL = "/twilio/call/<attempt>"
CALL_MENU = "/twilio/call/<attempt>/menu/<int:turn>"
CALL_KEY = "/twilio/call/<attempt>/key/<int:turn>"
CALL_STATUS = "/twilio/call/<attempt>/status"
#: After a menu that is about more than the call's own call-out, or not the first one.
CALL_SPOT_MENU = "/twilio/call/<attempt>/<menu>/<offered>/<int:count>/menu/<int:turn>"
CALL_SPOT_KEY = "/twilio/call/<attempt>/<menu>/<offered>/<int:count>/key/<int:turn>"
#: When the colleague's call is over that was rung from the officer's: said on the officer's.
CALL_THROUGH_OVER = "/twilio/call/<attempt>/through/<offered>/<through>/over"
#: What the colleague hears before the two are joined.
THROUGH = "/twilio/through/<through>"
THROUGH_MENU = "/twilio/through/<through>/menu/<int:turn>"
THROUGH_KEY = "/twilio/through/<through>/key/<int:turn>"
THROUGH_STATUS = "/twilio/through/<through>/status"
TEXT_STATUS = "/twilio/text/<attempt>/status"
#: A call that speaks a code; ``<token>`` is the code's id, from which nobody else gets its digits.
CODE = "/twilio/code/<token>"
CODE_MENU = "/twilio/code/<token>/menu/<int:turn>"
CODE_KEY = "/twilio/code/<token>/key/<int:turn>"
CODE_STATUS = "/twilio/code/<token>/status"
#: A call that is let ring; ``<token>`` is the measuring's id.
MEASURING = "/twilio/measuring/<token>"
MEASURING_MENU = "/twilio/measuring/<token>/menu/<int:turn>"
MEASURING_KEY = "/twilio/measuring/<token>/key/<int:turn>"
MEASURING_STATUS = "/twilio/measuring/<token>/status"
INCOMING_VOICE = "/twilio/incoming/voice"
INCOMING_VOICE_MENU = "/twilio/incoming/voice/menu/<int:turn>"
INCOMING_VOICE_KEY = "/twilio/incoming/voice/key/<int:turn>"
#: What a colleague is asked who rings us; the others are asked one thing only.
INCOMING_ASKED_MENU = "/twilio/incoming/voice/<asked>/menu/<int:turn>"
INCOMING_ASKED_KEY = "/twilio/incoming/voice/<asked>/key/<int:turn>"
INCOMING_TEXT = "/twilio/incoming/text"
#: Asks for nothing: what is signed on it, and with what in its path, shows what a proxy does.
PROBE = "/twilio/probe"
PROBE_DEEPER = "/twilio/probe/<path:deeper>"

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
    return _absolute(public_url, CALL, attempt=attempt)


def menu(public_url: str, spot: Spot, turn: int) -> str:
    """Say where the menu of *spot* is said for the *turn*-th time, from 1."""
    return _of_spot(public_url, spot, turn, own=CALL_MENU, other=CALL_SPOT_MENU)


def key(public_url: str, spot: Spot, turn: int) -> str:
    """Say where a key goes that was pressed while *spot*'s menu was said for the *turn*-th time."""
    return _of_spot(public_url, spot, turn, own=CALL_KEY, other=CALL_SPOT_KEY)


def through_over(public_url: str, spot: Spot, through: str) -> str:
    """Say where the officer's call goes on when the colleague's is over."""
    return _absolute(
        public_url,
        CALL_THROUGH_OVER,
        attempt=spot.attempt,
        offered=written(spot.offered),
        through=through,
    )


def through_answer(public_url: str, through: str) -> str:
    """Say where the carrier asks what to say to a colleague who is put through."""
    return _absolute(public_url, THROUGH, through=through)


def through_menu(public_url: str, through: str, turn: int) -> str:
    """Say where the colleague hears it for the *turn*-th time."""
    return _absolute(public_url, THROUGH_MENU, through=through, turn=turn)


def through_key(public_url: str, through: str, turn: int) -> str:
    """Say where the colleague's key goes."""
    return _absolute(public_url, THROUGH_KEY, through=through, turn=turn)


def through_status(public_url: str, through: str) -> str:
    """Say where the carrier tells how the colleague's call fares."""
    return _absolute(public_url, THROUGH_STATUS, through=through)


def call_status(public_url: str, attempt: str) -> str:
    """Say where the carrier tells how a call fares."""
    return _absolute(public_url, CALL_STATUS, attempt=attempt)


def measuring_answer(public_url: str, token: str) -> str:
    """Say where the carrier asks what to say when a call that is let ring is answered."""
    return _absolute(public_url, MEASURING, token=token)


def measuring_menu(public_url: str, token: str, turn: int) -> str:
    """Say where it is asked for the *turn*-th time, from 1, whether a person is there."""
    return _absolute(public_url, MEASURING_MENU, token=token, turn=turn)


def measuring_key(public_url: str, token: str, turn: int) -> str:
    """Say where the key goes that only a person presses."""
    return _absolute(public_url, MEASURING_KEY, token=token, turn=turn)


def measuring_status(public_url: str, token: str) -> str:
    """Say where the carrier tells how a call that is let ring fares."""
    return _absolute(public_url, MEASURING_STATUS, token=token)


def text_status(public_url: str, attempt: str) -> str:
    """Say where the carrier tells how a text fares."""
    return _absolute(public_url, TEXT_STATUS, attempt=attempt)


def code_answer(public_url: str, token: str) -> str:
    """Say where the carrier asks what to say when a call with a code is answered."""
    return _absolute(public_url, CODE, token=token)


def code_menu(public_url: str, token: str, turn: int) -> str:
    """Say where the offer to speak the code is said for the *turn*-th time, from 1."""
    return _absolute(public_url, CODE_MENU, token=token, turn=turn)


def code_key(public_url: str, token: str, turn: int) -> str:
    """Say where the key goes that has the code spoken."""
    return _absolute(public_url, CODE_KEY, token=token, turn=turn)


def code_status(public_url: str, token: str) -> str:
    """Say where the carrier tells how a call with a code fares."""
    return _absolute(public_url, CODE_STATUS, token=token)


def incoming_voice(public_url: str) -> str:
    """Say where calls to our number are announced: for the carrier's own settings page."""
    return _absolute(public_url, INCOMING_VOICE)


def incoming_text(public_url: str) -> str:
    """Say where texts to our number are announced: for the carrier's own settings page."""
    return _absolute(public_url, INCOMING_TEXT)


def incoming_addresses(public_url: str) -> tuple[str, str]:
    """Say where each of our numbers announces calls, and texts."""
    return incoming_voice(public_url), incoming_text(public_url)


def incoming_menu(public_url: str, turn: int, asked: Menu = Menu.OPENING) -> str:
    """Say where somebody who rang us hears the menu *asked* for the *turn*-th time, from 1."""
    if asked is Menu.OPENING:
        return _absolute(public_url, INCOMING_VOICE_MENU, turn=turn)
    return _absolute(public_url, INCOMING_ASKED_MENU, asked=asked.value, turn=turn)


def incoming_key(public_url: str, turn: int, asked: Menu = Menu.OPENING) -> str:
    """Say where a key goes that somebody who rang us pressed in the menu *asked*."""
    if asked is Menu.OPENING:
        return _absolute(public_url, INCOMING_VOICE_KEY, turn=turn)
    return _absolute(public_url, INCOMING_ASKED_KEY, asked=asked.value, turn=turn)


def written(offered: tuple[Offered, ...]) -> str:
    """Write what was offered, in its order, as one part of a path."""
    return "-".join(f"{one.escalation}.{one.nth}" for one in offered) or OWN


def read(text: str) -> tuple[Offered, ...] | None:
    """Read it back; ``None`` where we cannot have written it."""
    if text == OWN:
        return ()
    found = [_OFFERED.fullmatch(one) for one in text.split("-", len(TAKE_KEYS))]
    each = tuple(Offered(one["escalation"], int(one["nth"])) for one in found if one)
    return each if len(each) == len(found) <= len(TAKE_KEYS) else None


#: The call's own call-out.
OWN = "own"
_OFFERED = re.compile(r"(?P<escalation>[0-9a-f]{32})\.(?P<nth>[0-9]{1,2})", re.ASCII)


def _of_spot(public_url: str, spot: Spot, turn: int, *, own: str, other: str) -> str:
    if spot.menu is Menu.OPENING and not spot.offered:
        return _absolute(public_url, own, attempt=spot.attempt, turn=turn)
    return _absolute(
        public_url,
        other,
        attempt=spot.attempt,
        menu=spot.menu.value,
        offered=written(spot.offered),
        count=spot.count,
        turn=turn,
    )


def _absolute(public_url: str, route: str, **parts: str | int) -> str:
    path = _PART.sub(lambda part: quote(str(parts[part["name"]]), safe=""), route)
    return f"{public_url.rstrip('/')}{path}#{OVERRIDES}"


_PART = re.compile(r"<(?:int:)?(?P<name>[a-z]+)>")
