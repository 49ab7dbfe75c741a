"""What the desk asks of a page of the book about the rota, people and their phones."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from service.domain.people import NumberMarks, Person, PhoneNumber
from service.domain.proving import Measuring
from service.domain.rota import Rota
from service.domain.standing import TokenKind
from service.domain.versions import Version


class PeoplePage(Protocol):
    """The part of a transaction that concerns the rota and the people in it."""

    def rota(self) -> Rota:
        """Return the rota; an empty one from a new book."""

    def marks(self, phone: PhoneNumber) -> NumberMarks:
        """Return what we have learnt of *phone*."""

    def marked(self) -> Mapping[PhoneNumber, NumberMarks]:
        """Return every number of which we have learnt something."""

    def mark(self, phone: PhoneNumber, marks: NumberMarks) -> None:
        """Keep what we have learnt of *phone*. A new rota leaves it as it is."""

    def measuring(self, measuring_id: str) -> Measuring | None:
        """Return it, locked until the block is left where the page is for writing."""

    def measuring_at(self, phone: PhoneNumber) -> Measuring | None:
        """Return the latest of *phone*, locked like ``measuring``."""

    def other_calls(self, phone: PhoneNumber, since: datetime) -> Sequence[str]:
        """Return our calls to *phone* that are for no escalation, not over, and begun *since*.

        They are given by the carrier's id; an empty one is just being placed.
        """

    def keep_measuring(self, measuring: Measuring) -> None:
        """Keep how it stands, in the place of any before it of that phone."""

    def pin(self, person: str) -> str | None:
        """Return the hash of the PIN that *person* has set; ``None`` where they have none."""

    def set_pin(self, person: str, hashed: str | None) -> None:
        """Keep the hash of a PIN, or none. A new rota leaves it as it is."""

    def renew_pin(self, person: str, was: str, hashed: str) -> None:
        """Keep another hash of the same PIN, unless they have set another one meanwhile."""

    def pins(self) -> Mapping[str, str]:
        """Return the hash of every PIN, by whose it is."""

    def replace_rota(self, rota: Rota) -> None:
        """Put *rota* in the place of the whole rota. Open escalations keep their copies."""

    def version(self) -> int:
        """Return the number of the rota's latest version; 0 where none was ever kept.

        On a page for writing nobody else changes the rota until the block is left.
        """

    def keep_version(self, version: Version, rota: Rota) -> None:
        """Keep that *rota* came to be as *version*; the page must replace the rota as well.

        Raises:
            BookUnavailable: there is one of that number already.
        """

    def versions(self, most: int, *, before: int | None = None) -> Sequence[Version]:
        """Return the latest versions, *most* of them, newest first; those *before* a number."""

    def rota_of(self, number: int) -> Rota | None:
        """Return the rota as it was from that version on; ``None`` where there is none."""

    def keys_ever(self) -> frozenset[str]:
        """Return every key that somebody had in a version of the rota, or that opened anything."""

    def add_token(self, digest: str, kind: TokenKind, person: str, at: datetime) -> None:
        """Keep the digest of a new token."""

    def token(self, digest: str, kind: TokenKind) -> Person | None:
        """Return whose token that is, if it is not revoked and they are in the rota."""

    def use_token(
        self, digest: str, kind: TokenKind, at: datetime, since: datetime
    ) -> Person | None:
        """Return whose token that is, and revoke it: the second use finds nothing."""

    def revoke_token(self, digest: str, at: datetime) -> None:
        """Revoke it. One that is unknown or revoked already is no error."""
