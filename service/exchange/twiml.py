"""Reading TwiML: from a document to verbs. Pure.

Source: https://www.twilio.com/docs/voice/twiml and the pages under it.
"""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from service.exchange.ssml import spoken_words


class DocumentFault(Exception):
    """A document that Twilio would stop at; *code* is Twilio's, *words* say where."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(code, words)
        self.code, self.words = code, words


@dataclass(frozen=True, slots=True)
class Say:
    """Words. *rest* is the silence written into them, seconds."""

    text: str
    voice: str = ""
    language: str = ""
    rest: float = 0.0
    loop: int = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence, seconds."""

    length: float = 1.0


@dataclass(frozen=True, slots=True)
class Gather:
    """Listen for keys."""

    prompts: tuple[Say | Pause, ...]
    action: str
    method: str
    timeout: float
    num_digits: int | None
    finish_on_key: str
    action_on_empty: bool


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go on with another document."""

    url: str
    method: str


@dataclass(frozen=True, slots=True)
class Hangup:
    """End the call."""


@dataclass(frozen=True, slots=True)
class Number:
    """One phone to dial."""

    number: str
    url: str = ""
    method: str = "POST"
    status_callback: str = ""
    status_method: str = "POST"
    status_events: frozenset[str] = frozenset({"completed"})


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring others and join the first who answers."""

    numbers: tuple[Number, ...]
    caller_id: str
    timeout: float
    time_limit: float
    action: str
    method: str
    hangup_on_star: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A text sent in reply."""

    body: str


Verb = Say | Pause | Gather | Redirect | Hangup | Dial | Message


@dataclass(frozen=True, slots=True)
class Document:
    """What a document asks for, and what Twilio's debugger would remark about it."""

    verbs: tuple[Verb, ...]
    warnings: list[str] = field(default_factory=list)


EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})

#: The attributes that each element takes; others draw a warning (12200) and no effect.
ATTRIBUTES: dict[str, set[str]] = {
    "Say": {"voice", "language", "loop"},
    "Pause": {"length"},
    "Gather": {
        *("input", "action", "method", "timeout", "numDigits", "finishOnKey", "language"),
        *("actionOnEmptyResult", "bargeIn", "speechTimeout", "hints", "profanityFilter"),
    },
    "Redirect": {"method"},
    "Hangup": set(),
    "Dial": {
        *("action", "method", "timeout", "timeLimit", "callerId", "hangupOnStar"),
        *("answerOnBridge", "ringTone", "sequential", "record"),
    },
    "Number": {
        *("url", "method", "statusCallback", "statusCallbackEvent", "statusCallbackMethod"),
        *("sendDigits", "machineDetection"),
    },
    "Message": {"to", "from", "action", "method", "statusCallback"},
    "Body": set(),
}


def read_voice(text: str) -> Document:
    """Read a document for a call.

    Raises:
        DocumentFault: It is not TwiML, or holds a verb or value that ends the call.
    """
    return _read(
        text,
        {
            "Say": _say,
            "Pause": _pause,
            "Gather": _gather,
            "Redirect": _redirect,
            "Hangup": lambda _: Hangup(),
            "Dial": _dial,
        },
    )


def read_texts(text: str) -> Document:
    """Read a document that answers a text; nothing at all means no reply.

    Raises:
        DocumentFault: It is not TwiML, or holds a verb that texts do not have.
    """
    return _read(text, {"Message": _message}) if text.strip() else Document(())


def _read(text: str, readers: dict[str, Callable[[Element], Verb]]) -> Document:
    # Without a DOCTYPE there are no entities, hence nothing that could blow up.
    if "<!DOCTYPE" in text:
        raise DocumentFault(12100, "a document with a DOCTYPE")
    try:
        root = ET.fromstring(text.encode())  # noqa: S314 - see above
    except ET.ParseError as fault:
        raise DocumentFault(12100, "not well-formed XML") from fault
    if root.tag != "Response":
        raise DocumentFault(12100, "the root is not Response")
    verbs = []
    for element in root:
        if element.tag not in readers:
            raise DocumentFault(12200, f"{element.tag} is not a verb here")
        verbs.append(readers[element.tag](element))
    return Document(tuple(verbs), _remarks(root))


def _remarks(root: Element) -> list[str]:
    return [
        f"{element.tag} has no attribute {name}"
        for element in root.iter()
        for name in element.attrib
        if element.tag in ATTRIBUTES and name not in ATTRIBUTES[element.tag]
    ]


def _whole(element: Element, name: str, default: int, low: int, high: int) -> int:
    text = element.get(name, str(default))
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise DocumentFault(12200, f"{name} of {element.tag} is not from {low} to {high}")
    return int(text)


def _method(element: Element, name: str = "method") -> str:
    method = element.get(name, "POST").upper()
    if method not in {"GET", "POST"}:
        raise DocumentFault(12200, f"{name} of {element.tag} is neither GET nor POST")
    return method


def _flag(element: Element, name: str) -> bool:
    return element.get(name, "false").lower() == "true"


def _say(element: Element) -> Say:
    voice, language = element.get("voice", ""), element.get("language", "")
    if (
        voice
        and voice not in {"man", "woman", "alice"}
        and not voice.startswith(("Polly.", "Google."))
    ):
        raise DocumentFault(13520, "Say has a voice that there is not")
    # A common slip: the language of the United Kingdom is en-GB.
    if language == "en-UK":
        raise DocumentFault(13512, "Say has a language that there is not")
    text, rest = spoken_words(element, _no_ssml)
    return Say(text, voice, language, rest, _whole(element, "loop", 1, 0, 1000) or 1000)


def _no_ssml(tag: str) -> None:
    raise DocumentFault(13520, f"{tag} is no part of Say")


def _pause(element: Element) -> Pause:
    return Pause(_whole(element, "length", 1, 0, 3600))


def _gather(element: Element) -> Gather:
    prompts = []
    for child in element:
        if child.tag not in {"Say", "Pause"}:
            raise DocumentFault(12200, f"{child.tag} may not stand in Gather")
        prompts.append(_say(child) if child.tag == "Say" else _pause(child))
    finish = element.get("finishOnKey", "#")
    if len(finish) > 1 or finish not in "0123456789*#":
        raise DocumentFault(13310, "finishOnKey is not one key")
    counted = element.get("numDigits") is not None
    return Gather(
        prompts=tuple(prompts),
        action=element.get("action", ""),
        method=_method(element),
        timeout=_whole(element, "timeout", 5, 0, 600),
        num_digits=_whole(element, "numDigits", 1, 1, 1000) if counted else None,
        finish_on_key=finish,
        action_on_empty=_flag(element, "actionOnEmptyResult"),
    )


def _redirect(element: Element) -> Redirect:
    url = (element.text or "").strip()
    if not url:
        raise DocumentFault(12100, "Redirect without an address")
    return Redirect(url, _method(element))


def _dial(element: Element) -> Dial:
    strange = {child.tag for child in element} - {"Number"}
    if strange:
        raise DocumentFault(12200, f"{min(strange)} may not stand in Dial here")
    numbers = [_number(child) for child in element]
    if alone := (element.text or "").strip():
        numbers.insert(0, Number(alone))
    if not 1 <= len(numbers) <= 10:  # noqa: PLR2004 - Twilio's limit
        raise DocumentFault(13214 if numbers else 12200, "Dial takes one to ten numbers")
    return Dial(
        numbers=tuple(numbers),
        caller_id=element.get("callerId", ""),
        timeout=_whole(element, "timeout", 30, 1, 600),
        time_limit=_whole(element, "timeLimit", 14400, 1, 86400),
        action=element.get("action", ""),
        method=_method(element),
        hangup_on_star=_flag(element, "hangupOnStar"),
    )


def _number(element: Element) -> Number:
    events = frozenset(element.get("statusCallbackEvent", "completed").split())
    if not events <= EVENTS:
        raise DocumentFault(12200, "statusCallbackEvent names events with spaces between")
    return Number(
        number=(element.text or "").strip(),
        url=element.get("url", ""),
        method=_method(element),
        status_callback=element.get("statusCallback", ""),
        status_method=_method(element, "statusCallbackMethod"),
        status_events=events,
    )


def _message(element: Element) -> Message:
    bodies = [child.text or "" for child in element if child.tag == "Body"]
    return Message("".join(bodies) if bodies else (element.text or "").strip())
