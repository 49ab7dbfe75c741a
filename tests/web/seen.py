"""A page as a browser without scripts sees it: words, links and forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

VOID = {"meta", "link", "input", "br", "img", "hr", "source"}


@dataclass
class Form:
    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    label: str = ""

    def filled(self, **changes: str | list[str]) -> MultiDict[str, str]:
        """What a browser would send, with some fields changed or added."""
        sent = MultiDict([one for one in self.fields if one[0] not in changes])
        sent.update(changes)
        return sent

    def one(self, name: str) -> str:
        return next(value for key, value in self.fields if key == name)


class Seen(HTMLParser):
    """Reads a page; what stands in a template is for scripts, and is not seen."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[str] = []
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self._words: list[str] = []
        self._open: list[tuple[str, int, str]] = []
        self._templates = 0
        self.feed(html)
        assert not self._open, f"left open: {self._open}"

    @property
    def words(self) -> str:
        return " ".join(" ".join(self._words).split())

    def form(self, label: str) -> Form:
        found = [one for one in self.forms if one.label == label]
        assert found, f"no button {label!r}, but {[one.label for one in self.forms]}"
        return found[0]

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        self._templates += tag == "template"
        if tag == "form":
            self.forms.append(Form(attributes["action"], attributes["method"]))
        if tag == "input" and self.forms and "name" in attributes:
            ticked = attributes.get("type") not in {"checkbox", "radio"} or "checked" in attributes
            if ticked:
                self.forms[-1].fields.append((attributes["name"], attributes.get("value", "")))
        if tag not in VOID:
            self._open.append((tag, len(self._words), attributes.get("href", "")))

    def handle_endtag(self, tag):
        opened, start, href = self._open.pop()
        assert opened == tag, f"{opened} was ended by {tag}"
        said = " ".join(" ".join(self._words[start:]).split())
        self._templates -= tag == "template"
        if tag == "a":
            self.links[said] = href
        if tag == "h1":
            self.headings.append(said)
        if tag == "button" and self.forms and not self._templates:
            self.forms[-1].label = said

    def handle_data(self, data):
        shown = not self._templates and not any(one[0] in {"script", "title"} for one in self._open)
        if shown and data.strip():
            self._words.append(data)


def seen(answer, status: int = 200) -> Seen:
    assert answer.status_code == status, f"{answer.status}\n{answer.text}"
    return Seen(answer.text)
