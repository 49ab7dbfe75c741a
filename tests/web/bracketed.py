"""A pretended second language: each message of the catalogue in brackets, and what is in none."""

import re
from collections.abc import Iterable
from gettext import NullTranslations
from html.parser import HTMLParser

from web.house import DIRECTORY, OFFICERS, PEOPLE
from web.seen import VOID

#: What a person may see or hear of a tag beside its text.
SAID = ("alt", "aria-label", "placeholder", "title")
#: How the clocks of the machine name the two halves of the year; days and months are ours.
ZONES = re.compile(r"\b(?:BST|GMT)\b")
#: What the house makes up: a reference. No sentence of ours has a word in capitals of that length.
REFERENCES = re.compile(r"\b[A-Z\d]{4,5}\b")
#: A tag, or the place of a fact. A fact within a tag is an address, which nobody reads.
_TAG_OR_FACT = re.compile(r"(<[^>]*>)|(\{[^{}]*\})")


def bracketed(message: str) -> str:
    """Return ⟦it with ⟧{facts}⟦ outside⟧: whatever a fact says has to be in brackets itself."""
    inside = _TAG_OR_FACT.sub(lambda found: found[1] or f"⟧{found[2]}⟦", message)
    return f"⟦{inside}⟧"


class Brackets(NullTranslations):
    """Says ⟦this⟧; what is *lacking* in it is said as it was written."""

    def __init__(self, lacking: str = "") -> None:
        super().__init__()
        self.lacking, self.said = lacking, set()

    def gettext(self, message: str) -> str:
        self.said.add(message)
        return message if message == self.lacking else bracketed(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


class Outside(HTMLParser):
    """Reads a page, and keeps what stands outside all brackets.

    A message may have tags in it, so that brackets are counted from one text to the next. What is
    hidden from everybody's ears, such as a picture whose words are cut to fit, stands below as
    text once more.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.depth = 0
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        assert self.depth == 0, "a bracket is never closed"

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        unseen = tag in {"script", "style"} or attributes.get("aria-hidden") == "true"
        if tag not in VOID:
            self._open.append((tag, unseen))
        if not self.unseen:
            for name in SAID:
                self._read(attributes.get(name, ""), within=False)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.unseen:
            self._read(data, within=True)

    @property
    def unseen(self):
        return any(unseen for _tag, unseen in self._open)

    def _read(self, text, *, within):
        depth, bare = (self.depth if within else 0), ""
        for letter in text:
            depth += (letter == "⟦") - (letter == "⟧")
            bare += " " if depth or letter == "⟧" else letter
        if within:
            self.depth = depth
        else:
            assert depth == 0, text
        if bare.strip():
            self.found.append(" ".join(bare.split()))


def without(text: str, allowed: Iterable[str] = ()) -> str:
    """Return *text* if any word of it is neither a name of the example rota nor *allowed*."""
    said = text
    for one in sorted({*NAMES, *allowed}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", "", text, flags=re.IGNORECASE)
    for kind in (ZONES, REFERENCES):
        text = kind.sub("", text)
    return said if any(letter.isalpha() for letter in text) else ""


def bare(html: str, allowed: Iterable[str] = ()) -> list[str]:
    """Return what *html*, or a picture, says in no bracket, beside names, numbers and dates."""
    return [one for one in Outside(html).found if without(one, allowed)]


#: Names that the example rota gives: nobody translates those.
NAMES = (
    "Harbour Lane",
    "Harbour Two",
    "safeguarding",
    "premises",
    *(one["role"] for one in OFFICERS),
    *(one.name for one in DIRECTORY),
    *(name for name, _, _ in PEOPLE.values()),
    *(name.split()[0] for name, _, _ in PEOPLE.values()),
    *(f"{name[0]} {name.split()[1]}" for name, _, _ in PEOPLE.values()),
)
