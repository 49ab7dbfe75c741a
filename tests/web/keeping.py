"""Changes of the rota that a test makes beside the page, and what it then holds."""

from datetime import datetime

from service.desk import keeping
from service.domain.absences import Span, Swap, TimeAway
from service.domain.edits.house import rename_organisation
from service.domain.versions import Author, Version

PRIYA = Author("priya", "Priya Shah")


def rota_of(house):
    return keeping.standing(house.parts.desk).rota


def changes_it(house, how, author: Author = PRIYA) -> Version | None:
    now = keeping.standing(house.parts.desk)
    return keeping.change(house.parts.desk, author, now.version, how)


def somebody_else_saves(house, name: str = "Harbour Two") -> None:
    """Change something that no test is about."""
    changes_it(house, lambda rota: rename_organisation(rota, name))


def latest(house) -> Version:
    with house.real_book.reading() as page:
        return page.versions(1)[0]


def span(starts: str, ends: str) -> Span:
    """A stretch of wall time: ``span("2026-11-27 18:00", "2026-11-28 09:00")``."""
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends))


def away(person: str, starts: str, ends: str) -> TimeAway:
    return TimeAway(person, span(starts, ends))


def swap(one: str, other: str, starts: str, ends: str) -> Swap:
    return Swap(one, other, span(starts, ends))
