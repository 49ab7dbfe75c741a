"""What shows that a line was written by somebody with the site's key, and in which order.

Whoever can write into the database, and has no key, can neither write a line that passes for one
of ours nor change, take away or move one unseen: see ``docs/evidence.md``.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

_SALT_BYTES = 8
#: Between the parts of a proof, each of which is hexadecimal.
_BETWEEN = "."

#: What a line holds, in the order of its columns.
Values = Sequence[object]


class Prover:
    """Makes proofs and looks at them, with a key that follows from the site's secret."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"evidence", hashlib.sha256)

    def prove(self, plain: Values, names: Values) -> str:
        """Return the proof of a new line: salt, a digest of each name, and one over all of it.

        Names have digests of their own, so that one may be forgotten and the line still holds.
        Salted, so that two lines of one person have nothing in common.
        """
        salt = secrets.token_hex(_SALT_BYTES)
        named = [self._of_name(salt, one) for one in names]
        return _BETWEEN.join((salt, *named, self._digest(salt, *plain, *named)))

    def holds(self, proof: str, plain: Values, names: Values) -> bool:
        """Whether *proof* is of that line; a name that is empty by now may have been forgotten."""
        salt, *named, over_all = proof.split(_BETWEEN)
        if len(named) != len(names):
            return False
        same = all(
            not name or _same(self._of_name(salt, name), kept)
            for name, kept in zip(names, named, strict=True)
        )
        return same and _same(self._digest(salt, *plain, *named), over_all)

    def lacks(self, proof: str, names: Values) -> bool:
        """Whether a name is empty that was none when the line was written."""
        salt, *named, __ = proof.split(_BETWEEN)
        empty = [kept for name, kept in zip(names, named, strict=False) if not name]
        return any(not _same(kept, self._of_name(salt, None)) for kept in empty)

    def link(self, before: str, *parts: object) -> str:
        """Return the link of a line that follows on the one with the link *before*."""
        return self._digest("link", before, *parts)

    def owner(self, escalation_id: str) -> str:
        """Return by what a chain knows the lines of one call-out, and nobody else the call-out."""
        return self._digest("owner", escalation_id)

    def sealed(self, count: int, link: str) -> str:
        """Return what shows that the chain ends with its line *count*, which has that *link*."""
        return self._digest("head", count, link)

    def _of_name(self, salt: str, name: object) -> str:
        return self._digest("name", salt, name or None)

    def _digest(self, *parts: object) -> str:
        written = json.dumps([_written(one) for one in parts]).encode()
        return hmac.digest(self._key, written, hashlib.sha256).hex()[:40]


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _written(value: object) -> object:
    """Write an instant as the books agree upon it; a word of a list is its text."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
