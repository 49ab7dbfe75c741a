"""A pretended second language: each message of the catalogue in brackets, and what is in none."""

import re
from gettext import NullTranslations
from html.parser import HTMLParser

from web.house import DIRECTORY, OFFICERS, PEOPLE
from web.seen import VOID

#: What a person may see or hear of a tag beside its text.
SAID = ("alt", "aria-label", "placeholder", "title")
#: Days, months and zones are written by the clock of the machine.
DATES = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|BST|GMT"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b"
)


class Brackets(NullTranslations):
    """Says ⟦this⟧; what is *lacking* in it is said as it was written."""

    def __init__(self, lacking: str = "") -> None:
        super().__init__()
        self.lacking, self.said = lacking, set()

    def gettext(self, message: str) -> str:
        self.said.add(message)
        return message if message == self.lacking else f"⟦{message}⟧"

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
            bare += "" if depth or letter == "⟧" else letter
        if within:
            self.depth = depth
        else:
            assert depth == 0, text
        if bare.strip():
            self.found.append(" ".join(bare.split()))


def without(text: str) -> str:
    """Return *text* if any word of it is neither a name of the example rota nor of a date."""
    said = text
    for one in sorted(NAMES, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(one)}\b", "", text, flags=re.IGNORECASE)
    return said if re.search(r"[^\W\d_]", DATES.sub("", text)) else ""


#: Names that the example rota gives: nobody translates those.
NAMES = (
    "Harbour Lane",
    "safeguarding",
    "premises",
    *(one["role"] for one in OFFICERS),
    *(one.name for one in DIRECTORY),
    *(name for name, _, _ in PEOPLE.values()),
    *(name.split()[0] for name, _, _ in PEOPLE.values()),
)
