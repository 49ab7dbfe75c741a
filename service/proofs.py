"""What shows that a line was written by somebody with the site's key, and in which order.

Whoever can write into the database, and has no key, can neither write a line that passes for one
of ours nor change, take away or move one unseen: see ``docs/evidence.md``.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

_SALT_BYTES = 8
#: Between the parts of a proof, each of which is hexadecimal.
_BETWEEN = "."

#: What a line holds, in the order of its columns.
Values = Sequence[object]


class Prover:
    """Makes proofs and looks at them, with keys that follow from the site's secrets.

    All that is new is made with the first. The *older* ones only tell what was made with them,
    and which: a key is known here by its place, 0 for the first.
    """

    def __init__(self, secret: str, *older: str) -> None:
        self._keys = [
            hmac.digest(one.encode(), b"evidence", hashlib.sha256) for one in (secret, *older)
        ]

    @property
    def names(self) -> list[str]:
        """Return by what each key may be told, which leads nobody back to it."""
        return [_digest(key, "key") for key in self._keys]

    def prove(self, plain: Values, names: Values) -> str:
        """Return the proof of a new line: salt, a digest of each name, and one over all of it.

        Names have digests of their own, so that one may be forgotten and the line still holds.
        Salted, so that two lines of one person have nothing in common.
        """
        key, salt = self._keys[0], secrets.token_hex(_SALT_BYTES)
        named = [_of_name(key, salt, one) for one in names]
        return _BETWEEN.join((salt, *named, _digest(key, salt, *plain, *named)))

    def holds(self, proof: str, plain: Values, names: Values) -> int | None:
        """Return by which key *proof* is of that line; ``None``: by none of them.

        A name that is empty by now may have been forgotten.
        """
        return self._first(lambda key: _holds(key, proof, plain, names))

    def lacks(self, proof: str, names: Values) -> bool:
        """Whether a name is empty that was none when the line was written."""
        salt, *named, __ = proof.split(_BETWEEN)
        empty = [kept for name, kept in zip(names, named, strict=False) if not name]
        nobody = [_of_name(key, salt, None) for key in self._keys]
        return any(not any(_same(kept, none) for none in nobody) for kept in empty)

    def link(self, before: str, *parts: object) -> str:
        """Return the link of a line that follows on the one with the link *before*."""
        return _digest(self._keys[0], "link", before, *parts)

    def linked(self, link: str, before: str, *parts: object) -> int | None:
        """Return by which key *link* is of that line."""
        return self._first(lambda key: _same(link, _digest(key, "link", before, *parts)))

    def owners(self, escalation_id: str) -> list[str]:
        """Return by what a chain knows the lines of one call-out, and nobody else the call-out."""
        return [_digest(key, "owner", escalation_id) for key in self._keys]

    def sealed(self, *end: object) -> str:
        """Return what shows that the chain has that *end*: its last line, and that one's link."""
        return _digest(self._keys[0], "head", *end)

    def seals(self, sealed: str, *end: object) -> int | None:
        """Return by which key that was *sealed*."""
        return self._first(lambda key: _same(sealed, _digest(key, "head", *end)))

    def _first(self, fits: Callable[[bytes], bool]) -> int | None:
        return next((place for place, key in enumerate(self._keys) if fits(key)), None)


def _holds(key: bytes, proof: str, plain: Values, names: Values) -> bool:
    salt, *named, over_all = proof.split(_BETWEEN)
    if len(named) != len(names):
        return False
    same = all(
        not name or _same(_of_name(key, salt, name), kept)
        for name, kept in zip(names, named, strict=True)
    )
    return same and _same(_digest(key, salt, *plain, *named), over_all)


def _of_name(key: bytes, salt: str, name: object) -> str:
    return _digest(key, "name", salt, name or None)


def _digest(key: bytes, *parts: object) -> str:
    written = json.dumps([_written(one) for one in parts]).encode()
    return hmac.digest(key, written, hashlib.sha256).hex()[:40]


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _written(value: object) -> object:
    """Write an instant as the books agree upon it; a word of a list is its text."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
