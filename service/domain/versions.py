"""Every change of the rota is a version: who made it, when, and what it changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """Where a change was made."""

    #: From the rota file, with ``escalate rota apply``.
    FILE = "file"
    #: On the pages.
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something: the key in the rota, empty for the command line, and their name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One change. ``number`` counts from 1."""

    number: int
    at: datetime
    author: Author
    source: Source
    #: One sentence for each difference, with what it was before.
    changed: tuple[str, ...]
