"""What is heard of the markup inside Say. Pure.

Source: https://www.twilio.com/docs/voice/twiml/say/text-speech#supported-ssml-tags.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

#: Elements that change how words sound and not which words they are.
PLAIN = frozenset({"Say", "emphasis", "lang", "p", "phoneme", "prosody", "s", "w", "amazon:effect"})

#: Ways to read something one sign at a time.
SIGN_BY_SIGN = frozenset({"digits", "characters", "spell-out", "verbatim", "telephone"})

#: Named pauses, seconds.
STRENGTHS = {
    "none": 0.0,
    "x-weak": 0.0,
    "weak": 0.25,
    "medium": 0.4,
    "strong": 0.75,
    "x-strong": 1.2,
}


def spoken_words(element: Element, refuse: Callable[[str], None]) -> tuple[str, float]:
    """Give the words as they are heard, and the seconds of silence written between them.

    Digits to be read singly come out apart, ``0 7 7``. *refuse* is called with the name of
    an element that has no place there.
    """
    words: list[str] = []
    rest = _walk(element, words, refuse)
    return re.sub(r"\s+", " ", "".join(words)).strip(), rest


def _walk(element: Element, words: list[str], refuse: Callable[[str], None]) -> float:
    rest = 0.0
    if element.tag == "break":
        words.append(" ")
        rest += _break_seconds(element)
    elif element.tag == "say-as":
        words.append(_read_as(element))
    elif element.tag == "sub":
        words.append(element.get("alias", element.text or ""))
    elif element.tag in PLAIN:
        words.append(element.text or "")
        for child in element:
            rest += _walk(child, words, refuse)
            words.append(child.tail or "")
    else:
        refuse(element.tag)
    return rest


def _read_as(element: Element) -> str:
    text = element.text or ""
    if element.get("interpret-as") in SIGN_BY_SIGN:
        return " ".join(text.replace(" ", ""))
    return text


def _break_seconds(element: Element) -> float:
    written = re.fullmatch(r"([0-9]*\.?[0-9]+)(ms|s)", element.get("time", ""))
    if written is None:
        return STRENGTHS.get(element.get("strength", "medium"), 0.4)
    return float(written[1]) / (1000 if written[2] == "ms" else 1)
