"""The form of the press: what stands on it, what it may send, and how that is read."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from service.desk.raising import GRACE, Press
from service.domain.ladder import Rung
from service.domain.listing import in_order
from service.domain.people import Person, PhoneNumber

_PERSON = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
#: What a press may bring, to be sent again as it was where the book was away; nothing that
#: our own page could not have sent is ever repeated.
_FIELDS = {
    "key": re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII),
    "another": re.compile("1"),
    "callback": re.compile(r"[0-9 +().-]{3,60}", re.ASCII),
    "texts": re.compile("yes|no"),
    "ring": _PERSON,
    "offered": _PERSON,
    "ladder": re.compile(r"[^\x00-\x1f\x7f<>]{1,60}"),
}
#: Hexadecimal digits: enough to tell the people of one house apart.
_MARK = 16
#: What the pair of choices sends; anything else leaves it as it was set up.
_TEXTS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The button, and what may be changed beside it."""

    key: str
    #: See ``mark_of``.
    whose: str
    people: Sequence[Rung]
    callback: str
    #: Whether texts are chosen beforehand; ``None`` where that is no choice.
    texts: bool | None = None
    #: Texts to this number are off, and only its owner can turn them on.
    texts_off: bool = False
    #: Where a text turns them on.
    text_to: str = ""
    another: bool = False
    #: The ladder that was chosen in place of their own, and the others: name and address.
    ladder: str = ""
    sites: Sequence[tuple[str, str]] = ()
    #: Which of the drawers stands open, because something in it was refused.
    open: str = ""

    @property
    def order(self) -> str:
        """Who is rung, in order, by first name."""
        return in_order([rung.first_name for rung in self.people])


def press_of(person: Person, sent: MultiDict[str, str], callback: PhoneNumber | None) -> Press:
    """Read what the page *sent*. All boxes ticked means everybody on duty at the press."""
    ring, offered = sent.getlist("ring"), sent.getlist("offered")
    key = sent.get("key", "")
    return Press(
        person=person.key,
        ladder=sent.get("ladder") or None,
        ring=None if set(ring) == set(offered) else tuple(ring),
        callback=callback,
        texts=texts_chosen(sent),
        # Only its digest is kept: what somebody puts there is nothing for the book.
        key=hashlib.sha256(key.encode()).hexdigest() if key else None,
        unless_open="another" not in sent,
        first_holds=True,
        grace=GRACE,
    )


def mark_of(secret: str, person: str) -> str:
    """Return a mark by which a tab tells whether it keeps the press of who is signed in.

    *person* is their key, which nobody but us can read from it.
    """
    return hmac.digest(secret.encode(), f"press\0{person}".encode(), "sha256").hex()[:_MARK]


def texts_chosen(sent: MultiDict[str, str]) -> bool | None:
    """Return whether texts were chosen; ``None`` where nothing was said of them."""
    return _TEXTS.get(sent.get("texts", ""))


def to_send_again(sent: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Return what of *sent* our page could have sent, for the same press once more."""
    return [
        (name, value)
        for name, shape in _FIELDS.items()
        for value in sent.getlist(name)
        if shape.fullmatch(value)
    ]
