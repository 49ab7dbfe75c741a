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
#: The rest of the salt tells under which key it was made, so that no other has to be tried, and
#: it can be counted which PINs an older key is still needed for.
_RANDOM_BYTES, _TELLING_BYTES = 12, 4


def is_pin(digits: str) -> bool:
    """Say whether *digits* can be a PIN at all: exactly four of 0 to 9."""
    return _DIGITS.fullmatch(digits) is not None


@dataclass(frozen=True, slots=True)
class Pins:
    """Hashes PINs under *secret*, and checks those of before under the *older* ones too."""

    secret: str = field(default="", repr=False)
    older: tuple[str, ...] = field(default=(), repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return the first key and the older ones."""
        return (self.secret, *self.older)

    def hashed(self, pin: str) -> str:
        """Return what the book keeps of *pin*; another each time.

        Raises:
            ValueError: it is not four digits.
        """
        if not is_pin(pin):
            raise ValueError("a PIN is four digits")
        salt = _salt(self.secret)
        return f"{_WAY}${salt.hex()}${_digest(self.secret, pin, salt).hex()}"

    def fits(self, digits: str, hashed: str) -> bool:
        """Say whether *digits* are the PIN behind *hashed*, in the same time for any that are not.

        A hash that cannot be read fits nothing.
        """
        read = _read(hashed)
        if read is None:
            return False
        salt, known = read
        told = [one for one in self.secrets if _told_by(salt, one)]
        # From before salts told anything, or under a key that is gone.
        sought = told or self.secrets
        return any(hmac.compare_digest(_digest(one, digits, salt), known) for one in sought)

    def is_new(self, hashed: str) -> bool:
        """Say whether *hashed* is known to have been made under the first key."""
        read = _read(hashed)
        return read is not None and _told_by(read[0], self.secret)


def _read(hashed: str) -> tuple[bytes, bytes] | None:
    """Return the salt and the digest; ``None`` where these cannot be read."""
    way, _, rest = hashed.partition("$")
    salt, _, kept = rest.partition("$")
    try:
        read = bytes.fromhex(salt), bytes.fromhex(kept)
    except ValueError:
        return None
    return read if way == _WAY else None


def _salt(secret: str) -> bytes:
    drawn = secrets.token_bytes(_RANDOM_BYTES)
    return drawn + _telling(secret, drawn)


def _told_by(salt: bytes, secret: str) -> bool:
    drawn, telling = salt[:_RANDOM_BYTES], salt[_RANDOM_BYTES:]
    return hmac.compare_digest(telling, _telling(secret, drawn))


def _telling(secret: str, drawn: bytes) -> bytes:
    return hmac.digest(secret.encode(), b"salt\0" + drawn, "sha256")[:_TELLING_BYTES]


def _digest(secret: str, pin: str, salt: bytes) -> bytes:
    keyed = hmac.digest(secret.encode(), b"pin\0" + pin.encode(), "sha256")
    return hashlib.scrypt(keyed, salt=salt, **_COST)
