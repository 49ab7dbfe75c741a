"""Seals what the book keeps of names, numbers and free text, and opens it again.

AES-SIV (RFC 5297) from ``cryptography``: one primitive for both kinds of seal, and no number
that must never come twice. A text is sealed either with sixteen random bytes, so that nothing
tells two equal ones apart from two others, or without, so that equal texts are equal when
sealed. The second kind is what is looked for: its first sixteen bytes are a keyed digest of the
text, which is all that a blind index is. `docs/decisions/0021-sealed-at-rest.md` says why.
"""

import base64
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect

from service.ports import BookUnavailable

#: Between keys in the setting.
BETWEEN = ","
_NONCE_BYTES = 16
#: Two halves of 256 bits: one digests, one enciphers.
_KEY_BYTES = 64
_NAME_BYTES = 4
#: A text is filled up to whole blocks, or its length would tell one name from another.
_BLOCK_BYTES = 32
#: No text in UTF-8 has this byte.
_FILLER = b"\xff"


class Unopened(BookUnavailable):
    """The book has something that no key of this process opens."""


class Seal:
    """One key, and its name: what anybody may see of it, and nobody can get back from."""

    def __init__(self, key: str) -> None:
        self.name = _derived(key, b"name", _NAME_BYTES).hex()
        self._start = f"{self.name}."
        self._cipher = AESSIV(_derived(key, b"seal", _KEY_BYTES))

    def made(self, kept: str) -> bool:
        """Whether *kept* was sealed with this key, as it says itself."""
        return kept.startswith(self._start)

    def seal(self, text: str, place: str) -> str:
        """Seal *text* for *place*, another way each time."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._cipher.encrypt(_filled(text), [place.encode(), nonce])
        return self._start + _written(nonce + sealed)

    def match(self, text: str, place: str) -> str:
        """Seal *text* for *place*, the same way each time, so that it can be looked for."""
        return self._start + _written(self._cipher.encrypt(_filled(text), [place.encode()]))

    def opened(self, kept: str, place: str) -> str:
        """Open what ``seal`` made for *place*."""
        nonce, sealed = _split(kept, _NONCE_BYTES)
        return self._open(sealed, [place.encode(), nonce])

    def matched(self, kept: str, place: str) -> str:
        """Open what ``match`` made for *place*."""
        return self._open(_split(kept, 0)[1], [place.encode()])

    def _open(self, sealed: bytes, beside: list[bytes]) -> str:
        try:
            return self._cipher.decrypt(sealed, beside).rstrip(_FILLER).decode()
        except (InvalidTag, ValueError):
            raise Unopened("something in it is not as it was sealed") from None


@dataclass(frozen=True)
class Ring:
    """The keys that one process holds: the first one seals, both open.

    While a site changes from one key to another it holds two; otherwise *other* is the first.
    """

    first: Seal
    other: Seal = field(repr=False)

    @cached_property
    def name(self) -> str:
        """Name the ring by its keys."""
        return f"{self.first.name}+{self.other.name}"

    @property
    def names(self) -> frozenset[str]:
        """The names of its keys."""
        return frozenset({self.first.name, self.other.name})

    @property
    def turning(self) -> bool:
        """Whether there are two keys in it."""
        return self.first is not self.other

    def of(self, kept: str) -> Seal:
        """Return the key that sealed *kept*.

        Raises:
            Unopened: it is none of ours, or it is not sealed at all.
        """
        name = kept.partition(".")[0]
        if name == self.first.name:
            return self.first
        if name == self.other.name:
            return self.other
        raise Unopened("it is sealed with a key that is not in BOOK_KEY")


def read_ring(book_key: str) -> Ring:
    """Read the setting: one key, or two with a comma between, of which the first one seals."""
    first, *rest = [Seal(key.strip()) for key in book_key.split(BETWEEN)]
    return Ring(first, *rest) if rest else Ring(first, first)


_RING = "book_ring"


def hold(dialect: Dialect, ring: Ring) -> None:
    """Have the columns of every connection of *dialect* seal and open with *ring*."""
    setattr(dialect, _RING, ring)


def held(dialect: Dialect) -> Ring:
    """Return what ``hold`` gave it."""
    ring: Ring = getattr(dialect, _RING)
    return ring


#: What turns one value into what is kept, or back.
Turning = Callable[[Any], Any]


def _derived(key: str, purpose: bytes, length: int) -> bytes:
    info = b"escalate book 1 " + purpose
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key.encode())


def _filled(text: str) -> bytes:
    plain = text.encode()
    # At least one block: AES-SIV takes no empty text.
    missing = -len(plain) % _BLOCK_BYTES or (0 if plain else _BLOCK_BYTES)
    return plain + _FILLER * missing


def _written(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _split(kept: str, at: int) -> tuple[bytes, bytes]:
    written = kept.partition(".")[2]
    try:
        sealed = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
    except ValueError:
        raise Unopened("something in it is not as it was sealed") from None
    return sealed[:at], sealed[at:]
