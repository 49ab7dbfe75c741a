"""What the desk asks of a page of the book to keep evidence, and to look at it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from service.domain.escalation import Escalation


class Of(StrEnum):
    """What a line of the chain is about."""

    EVENT = "event"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A line of a history or of the audit, as the book holds it."""

    of: Of
    row: int
    day: date
    #: The call-out that it belongs to; empty for the audit.
    owner: str
    #: Everything in it but names, and the names.
    plain: tuple[object, ...]
    names: tuple[str | None, ...]
    #: What was written beside it; empty where an older version wrote it.
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line of the chain: that there was such a record, and what it followed on."""

    number: int
    of: str
    row: int
    day: date
    owner: str
    proof: str
    link: str

    @property
    def parts(self) -> tuple[object, ...]:
        """Return what its link is made over, beside the link before."""
        return (self.number, self.of, self.row, self.day.isoformat(), self.owner, self.proof)


@dataclass(frozen=True, slots=True)
class Head:
    """How far the chain goes: what is beyond it, or short of it, was not done by us."""

    count: int = 0
    link: str = ""
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class Reproved:
    """A record whose proof is made anew."""

    of: Of
    row: int
    was: str
    proof: str


class EvidencePage(Protocol):
    """The part of a transaction that keeps the chain, and finds what is to be written out."""

    def by_reference(self, reference: str) -> Escalation | None:
        """Return the call-out or practice with that *reference*; not locked."""

    def of_person(self, person: str) -> Sequence[Escalation]:
        """Return what *person* raised, or is on the list of, whatever came of it; newest first."""

    def head(self) -> Head:
        """Return how far the chain goes; on a page for writing nobody else adds to it."""

    def unlinked(self, most: int) -> Sequence[Record]:
        """Return records that no line of the chain is about, the oldest first."""

    def add_links(self, links: Sequence[Link], head: Head) -> None:
        """Add to the end of the chain, which goes as far as *head* then."""

    def relink(self, links: Sequence[Link], proofs: Sequence[Reproved], head: Head) -> None:
        """Put these in the place of the lines of the same numbers, and beside their records."""

    def chain(self) -> Iterator[Link]:
        """Return every line of it, by number."""

    def records(self) -> Iterator[Record]:
        """Return every line of every history and of the audit."""
