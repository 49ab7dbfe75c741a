"""What is said on a call and answered to a text, in the carrier's language. Pure.

Only through the library's objects, never by joining strings: a name such as
``</Say><Dial>`` is spoken, not obeyed. The library accepts any attribute, so the tests read
the documents back and know which are allowed.
Source: https://www.twilio.com/docs/voice/twiml and the pages under it.
"""

import re

from twilio.twiml.messaging_response import MessagingResponse  # type: ignore[import-untyped]
from twilio.twiml.voice_response import Gather, Hangup, VoiceResponse  # type: ignore[import-untyped]

from service.domain.words import Script

#: British, and clear on a poor line. The voice and the language must agree; there is no en-UK.
VOICE = "Polly.Amy-Neural"
LANGUAGE = "en-GB"

#: Seconds of silence after the menu before it counts as no key: time to take the phone from
#: the ear and find the keypad, yet two whole turns fit before a mailbox has recorded much.
KEY_SECONDS = 5

#: What XML 1.0 has no way to write at all; the library would write it, and the call would end.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(script: Script, *, key_url: str = "", menu_url_for_next_turn: str | None = None) -> str:
    """Write *script* as the document that answers a call.

    It speaks at once: a pause "to let the line open" is what makes people hang up on a machine,
    and the first words are the organisation's name, which they hear again.

    Args:
        script: What to say. Where it listens, keys count from its first word on.
        key_url: Where a key is posted, as ``Digits``; needed where the script listens.
        menu_url_for_next_turn: Where silence leads; ``None`` hangs up.

    Raises:
        ValueError: The script listens and there is no *key_url*: the carrier would post keys to
            the page that it came from, and say the same for ever.
    """
    response = VoiceResponse()
    if not script.listens:
        _say(response, script.said)
    elif not key_url:
        raise ValueError("a script that listens needs an address for its keys")
    else:
        _say(keys := _keys(key_url), (*script.said, *script.menu))
        response.append(keys)
    if script.listens and menu_url_for_next_turn is not None:
        response.redirect(menu_url_for_next_turn, method="POST")
    else:
        response.append(Hangup())
    return str(response)


def reply(text: str | None) -> str:
    """Write the document that answers a text: with *text*, or with nothing."""
    response = MessagingResponse()
    if text is not None:
        response.message(_writable(text))
    return str(response)


def empty() -> str:
    """Write the document that asks for nothing; the carrier logs an answer without one."""
    return reply(None)


def _keys(key_url: str) -> Gather:
    """Listen for one key while speaking and for `KEY_SECONDS` after."""
    return Gather(
        input="dtmf",
        num_digits=1,
        timeout=KEY_SECONDS,
        action=key_url,
        method="POST",
        # No key ends the input, so that star and hash arrive like any other.
        finish_on_key="",
        # Silence goes on to the next verb: it is never posted, so it can never be taken for a key.
        action_on_empty_result=False,
    )


def _say(where: VoiceResponse | Gather, lines: tuple[str, ...]) -> None:
    for line in lines:
        where.say(_writable(line), voice=VOICE, language=LANGUAGE)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)
