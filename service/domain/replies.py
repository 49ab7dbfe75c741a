"""What a text says to us: a digit, a digit and a reference, ``ring`` or ``test``, and no more.

But for the carrier's own words, which end and begin texts whatever we think of them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Meaning(StrEnum):
    """What a reply asks for."""

    TAKE = "1"
    PASS_ON = "2"  # noqa: S105 - a key on a phone, no password
    SPOKEN = "3"
    HAND_BACK = "4"
    #: From a colleague: raise.
    RING = "ring"
    #: The answer to a text that was sent to try a phone. A word, since a digit may take a call-out.
    TEST = "test"
    #: No more texts to this number.
    STOP = "stop"
    #: Texts again.
    START = "start"
    #: The carrier takes it for START. Where nothing was stopped it is an answer in words.
    YES = "yes"


_OURS = (Meaning.RING, Meaning.TEST)
#: The words that carriers heed by themselves on a long number. Source:
#: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
_CARRIERS = {
    **dict.fromkeys(
        ("stop", "stopall", "unsubscribe", "end", "quit", "revoke", "optout", "cancel"),
        Meaning.STOP,
    ),
    **dict.fromkeys(("start", "unstop"), Meaning.START),
    "yes": Meaning.YES,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A meaning, and the reference that it names, if any. The body itself is dropped."""

    meaning: Meaning
    reference: str | None = None


_DIGIT = r"(?P<digit>[1-4])"
_REFERENCE = r"(?P<reference>[a-z][a-z2-9]{3})"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (_DIGIT, rf"{_DIGIT}\s*{_REFERENCE}", rf"{_REFERENCE}\s*{_DIGIT}")
)


def parse(body: str, *, opt_out: str = "") -> Reply | None:
    """Return what *body* means; ``None`` for all that is not exactly one of the forms.

    White space, case and a final full stop aside. "1 sec" means nothing.

    Args:
        body: The text as it came.
        opt_out: What the carrier has already done by it, ``STOP`` or ``START``, where it says.
    """
    if opt_out in ("STOP", "START"):
        return Reply(Meaning(opt_out.lower()))
    text = " ".join(body.strip().removesuffix(".").split()).lower()
    if text in _OURS:
        return Reply(Meaning(text))
    if text in _CARRIERS:
        return Reply(_CARRIERS[text])
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            parts = found.groupdict()
            named = parts.get("reference")
            return Reply(Meaning(parts["digit"]), named.upper() if named else None)
    return None
