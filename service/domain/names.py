"""Names as the rota takes them, and the keys that are made from them.

They are spoken, texted and shown, so what cannot be seen, and what pages are written with, is
refused. Any script of the world is welcome.
"""

import re
import unicodedata
from collections.abc import Collection

from service.domain.catalogue import N_, _
from service.domain.people import first_name
from service.domain.refusals import Refusal

#: The longest name that is still spoken and texted whole.
LONGEST_NAME = 60
#: It is spoken and texted in every call; a longer one would cost a second text.
LONGEST_ORGANISATION = 30
#: What stands beside a line of the directory.
LONGEST_NOTE = 200
#: Joiners, which names in Persian and in Indian languages are written with.
_JOINERS = "\u200c\u200d"
#: Controls, direction marks, halves of letters, letters of nobody, line and paragraph breaks.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKUP = re.compile(r"[<>]")
#: For whose name has no letter that a key could be made of.
_SOMEBODY = "person"


class NameMissing(Refusal):
    """There is none."""

    problem = N_("The {what} is empty.")
    mend = N_("Write one of at most {longest} letters.")


class NameUnseen(Refusal):
    """It would change what stands beside it."""

    problem = N_("The {what} holds a line break or a sign that cannot be seen.")
    mend = N_("Type it afresh, in plain letters on one line.")


class NameMarkup(Refusal):
    """Pages and calls are written with these signs."""

    problem = N_("The {what} holds a < or a >.")
    mend = N_("Leave that sign out.")


class NameLong(Refusal):
    """It would not be spoken or texted whole."""

    problem = N_("The {what} is too long.")
    mend = N_("Write at most {longest} letters, spaces counted.")


def plain_name(text: str, what: str = N_("name"), *, longest: int = LONGEST_NAME) -> str:
    """Return *text* without its outer spaces, where it can be a name.

    *what* is how it is called, marked with ``N_``.

    Raises:
        NameMissing, NameMarkup: no name. NameUnseen, NameLong: as ``plain_text``.
    """
    if has_markup(text):
        raise NameMarkup(what=_(what))
    name = plain_text(text, what, longest=longest)
    if not name:
        raise NameMissing(what=_(what), longest=longest)
    return name


def plain_text(text: str, what: str, *, longest: int = LONGEST_NOTE) -> str:
    """Return *text* without its outer spaces, where it is one line that can be seen.

    Raises:
        NameUnseen, NameLong: it is not.
    """
    if any(is_unseen(sign) for sign in text):
        raise NameUnseen(what=_(what))
    if len(text.strip()) > longest:
        raise NameLong(what=_(what), longest=longest)
    return text.strip()


def has_markup(text: str) -> bool:
    """Whether *text* holds a sign that pages are written with."""
    return _MARKUP.search(text) is not None


def is_unseen(sign: str) -> bool:
    """Whether *sign* is a control, a direction mark or another that changes the line unseen."""
    return sign not in _JOINERS and unicodedata.category(sign) in _UNSEEN


def new_key(name: str, used: Collection[str]) -> str:
    """Return a key for whoever is called *name*: ``priya``, or ``priya-2`` where it is *used*.

    *used* are all keys that ever were: what a key opens must never pass to a namesake.
    """
    plain = unicodedata.normalize("NFKD", first_name(name)).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]", "", plain.lower())[:30] or _SOMEBODY
    taken = {key.lower() for key in used}
    number = 2
    key = stem
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
