"""What is said on a call and answered to a text, in the carrier's language. Pure.

Only through the library's objects, never by joining strings: a name such as
``</Say><Dial>`` is spoken, not obeyed. The library accepts any attribute, so the tests read
the documents back and know which are allowed.
Source: https://www.twilio.com/docs/voice/twiml and the pages under it.
"""

import re
from dataclasses import dataclass

from twilio.twiml.messaging_response import MessagingResponse  # type: ignore[import-untyped]
from twilio.twiml.voice_response import (  # type: ignore[import-untyped]
    Dial,
    Gather,
    Hangup,
    VoiceResponse,
)

from service.domain.people import PhoneNumber
from service.domain.words import Script

#: British, and clear on a poor line. The voice and the language must agree; there is no en-UK.
VOICE = "Polly.Amy-Neural"
LANGUAGE = "en-GB"

#: Seconds of silence after the menu before it counts as no key: time to take the phone from
#: the ear and find the keypad, yet two whole turns fit before a mailbox has recorded much.
KEY_SECONDS = 5

#: What XML 1.0 has no way to write at all; the library would write it, and the call would end.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


#: Two people may talk for as long as this; far more than they need, and an end all the same to
#: a call that nobody remembered to hang up.
LONGEST_TALK_SECONDS = 2 * 60 * 60

#: Two seconds of silence (half a second each) before an extension is keyed in: time for the
#: house's own exchange to say its piece, most of which take keys while they speak.
BEFORE_EXTENSION = "wwww"

#: All of them: whatever the first of them tells, the call is known, and need not be looked for.
EVENTS = "initiated ringing answered completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A call that the carrier places from another, on our document."""

    phone: PhoneNumber
    #: Our own number, which both of them see.
    caller_id: str
    ring_seconds: int
    #: Where the carrier asks what whoever answers hears before the two are joined.
    answer_url: str
    status_url: str
    #: Where the first call goes on when this one is over, however it ended.
    over_url: str


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
        _say(keys := _keys(key_url, script.keys), (*script.said, *script.menu))
        response.append(keys)
    if script.listens and menu_url_for_next_turn is not None:
        response.redirect(menu_url_for_next_turn, method="POST")
    else:
        response.append(Hangup())
    return str(response)


def put_through(script: Script, leg: Leg) -> str:
    """Write the document that says *script*, then rings *leg* and joins the two.

    Nothing is recorded, and no music is played: the officer hears it ring. Whoever answers
    hears a document of their own first; only one that ends without hanging up joins them.
    """
    response = VoiceResponse()
    _say(response, script.said)
    dial = Dial(
        caller_id=leg.caller_id,
        timeout=leg.ring_seconds,
        time_limit=LONGEST_TALK_SECONDS,
        action=leg.over_url,
        method="POST",
    )
    options = {}
    if leg.phone.extension:
        options["send_digits"] = BEFORE_EXTENSION + leg.phone.extension
    dial.number(
        leg.phone.e164,
        url=leg.answer_url,
        method="POST",
        status_callback=leg.status_url,
        status_callback_method="POST",
        # A list would be written as Python writes one, and the carrier would tell nothing.
        status_callback_event=EVENTS,
        **options,
    )
    response.append(dial)
    return str(response)


def join() -> str:
    """Write the document that ends what a callee hears beforehand, and joins the two."""
    return str(VoiceResponse())


def reply(text: str | None) -> str:
    """Write the document that answers a text: with *text*, or with nothing."""
    response = MessagingResponse()
    if text is not None:
        response.message(_writable(text))
    return str(response)


def empty() -> str:
    """Write the document that asks for nothing; the carrier logs an answer without one."""
    return reply(None)


def _keys(key_url: str, count: int) -> Gather:
    """Listen for *count* keys while speaking and for `KEY_SECONDS` after each."""
    return Gather(
        input="dtmf",
        num_digits=count,
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
