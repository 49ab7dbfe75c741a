"""Hashes and checks the four digits that an officer may set against a shared phone.

Ten thousand of them are tried in no time where a copy of the book is all that it takes. So
each hash is slow, salted, and keyed with a secret that is not in the book.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

LENGTH = 4
_DIGITS = re.compile(rf"[0-9]{{{LENGTH}}}", re.ASCII)

#: Some 16 MiB and 50 ms for each try: nothing to somebody on the phone, and ten minutes for
#: each PIN to somebody who has stolen the book and the key. Source: RFC 7914, section 2.
_COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 2**20}
#: Which way of hashing this is, so that a later one can tell them apart.
_WAY = "scrypt1"
_SALT_BYTES = 16


def is_pin(digits: str) -> bool:
    """Say whether *digits* can be a PIN at all: exactly four of 0 to 9."""
    return _DIGITS.fullmatch(digits) is not None


@dataclass(frozen=True, slots=True)
class Pins:
    """Hashes PINs under *secret*; after it has changed no PIN fits, and page and text remain."""

    secret: str = field(default="", repr=False)

    def hashed(self, pin: str) -> str:
        """Return what the book keeps of *pin*; another each time.

        Raises:
            ValueError: it is not four digits.
        """
        if not is_pin(pin):
            raise ValueError("a PIN is four digits")
        salt = secrets.token_bytes(_SALT_BYTES)
        return f"{_WAY}${salt.hex()}${self._digest(pin, salt).hex()}"

    def fits(self, digits: str, hashed: str) -> bool:
        """Say whether *digits* are the PIN behind *hashed*, in the same time for any that are not.

        A hash that cannot be read fits nothing.
        """
        way, _, rest = hashed.partition("$")
        salt, _, kept = rest.partition("$")
        try:
            known, made = bytes.fromhex(kept), self._digest(digits, bytes.fromhex(salt))
        except ValueError:
            return False
        return hmac.compare_digest(made, known) and way == _WAY

    def _digest(self, pin: str, salt: bytes) -> bytes:
        keyed = hmac.digest(self.secret.encode(), b"pin\0" + pin.encode(), "sha256")
        return hashlib.scrypt(keyed, salt=salt, **_COST)
