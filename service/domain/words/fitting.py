"""How a text is kept to one part of plain characters, whatever the names."""

import re
import unicodedata
from collections.abc import Sequence

from service.domain.catalogue import _

#: One part of a text in the GSM alphabet; one more character doubles its price and its risk.
TEXT_LENGTH = 160

#: Where a name goes, and where a second one does; which comes first is the language's choice.
#: No name and no organisation can hold them: no keyboard and no database does.
NAME, OTHER = "\0", "\2"
#: Where something goes that may be left out.
MORE = "\1"
_PLACES = re.compile(f"([{NAME}{OTHER}])")

#: What costs one character in a text. A single sign outside it, such as the accent of Siân,
#: leaves a text 70 characters instead of 160.
#: Source: 3GPP TS 23.038, the default alphabet without its line ends and its Greek capitals.
PLAIN = frozenset(
    "@£$¥èéùìòÇØøÅåÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)

#: Signs that do not come apart into a plain letter and its accent.
_LIKE = str.maketrans("’‘`“”–—{[]}|\\łŁđĐœŒıðÐþÞ", "'''\"\"--(())//lLdDoOidDpP")  # noqa: RUF001


def fit(template: str, *names: str) -> str:
    """Put *names* where `NAME` and `OTHER` stand, or as much of each as there is room for.

    The room is shared: what a short name leaves goes to the long one. What is no plain
    character becomes the nearest: "Siân" is written "Sian".
    """
    parts = _PLACES.split(template)
    first, *rest = map(plain, parts[::2])
    written = [plain(names[place == OTHER]) for place in parts[1::2]]
    shares = _shares(written, TEXT_LENGTH - sum(map(len, (first, *rest))))
    cut = [name[:share].rstrip() for name, share in zip(written, shares, strict=True)]
    return first + "".join(name + after for name, after in zip(cut, rest, strict=True))


def fit_with(template: str, more: str, *names: str) -> str:
    """Fit *template* with *more* where `MORE` stands, if no name has to be cut for it."""
    whole = template.replace(MORE, more)
    written = _PLACES.sub("", whole) + "".join(names)
    return fit(whole if len(plain(written)) <= TEXT_LENGTH else template.replace(MORE, ""), *names)


def or_ring(line: str | None) -> str:
    """Give the colleague a line to ring as well, where one is open."""
    return beside(_("Or ring {line}.", line=line)) if line else ""


def beside(sentence: str) -> str:
    """Set *sentence* apart from the one before it: it stands where it may be left out."""
    return f" {sentence}"


def plain(text: str) -> str:
    """Write *text* in `PLAIN` alone, with no more characters than it has."""
    whole = unicodedata.normalize("NFC", text).translate(_LIKE)
    return "".join(map(_plain, whole))


def _plain(sign: str) -> str:
    if sign in PLAIN:
        return sign
    parts = unicodedata.normalize("NFKD", sign)
    return next((part for part in parts if part in PLAIN), _lost(sign))


def _lost(sign: str) -> str:
    return "" if unicodedata.combining(sign) else "?"


def _shares(names: Sequence[str], room: int) -> list[int]:
    shares = [0] * len(names)
    shortest_first = sorted(range(len(names)), key=lambda index: len(names[index]))
    for done, index in enumerate(shortest_first):
        shares[index] = min(len(names[index]), max(room // (len(names) - done), 1))
        room -= shares[index]
    return shares


def practised_text(body: str, organisation: str) -> str:
    """Put PRACTICE after the organisation; last sentences go where there is no room for all."""
    start = plain(f"{organisation}: ")
    if body.startswith(plain(_("{organisation}: PRACTICE", organisation=organisation))):
        return body
    said = body.removeprefix(start)
    marked = plain(_("{organisation}: PRACTICE, {said}", organisation=organisation, said=said))
    while len(marked) > TEXT_LENGTH:
        marked = marked[: marked.rindex(". ", 0, -1) + 1]
    return marked
