"""Codes that prove who holds a phone: six digits, spoken or texted, gone after ten minutes.

The digits are kept nowhere. They follow from the code's id and a secret that is not in the
book, so that a copy of the book signs nobody in.
"""

import hmac
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.ladder import Channel
from service.domain.people import PhoneNumber

LENGTH = 6
#: Wrong ones that a code bears. Five of a million, and the limits keep new codes rare.
TRIES = 5
LIFE = timedelta(minutes=10)

_DIGITS = re.compile(rf"[0-9]{{{LENGTH}}}", re.ASCII)
#: What people type between the groups that they hear or read.
_BETWEEN = re.compile(r"[\s.\-]+")


class CodePurpose(StrEnum):
    """What a code is good for; one is never good for another's."""

    #: To sign in, or to show again who is there.
    SIGN_IN = "sign_in"
    #: To prove that a number reaches whom the rota says.
    PROVE = "prove"
    #: No digits: to see that a call or a text gets there, and its answer back. See ``desk.trying``.
    TRY = "try"


class Checked(StrEnum):
    """What came of typing a code."""

    RIGHT = "right"
    WRONG = "wrong"
    #: There is none, or it ran out of time or of tries, or it was used.
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code, and how the call fared that spoke it. ``id`` is 32 random hexadecimal digits."""

    id: str
    purpose: CodePurpose
    phone: PhoneNumber
    channel: Channel
    #: Whose number is proved; ``None`` where whoever has the number signs in.
    person: str | None = None
    created_at: datetime
    expires_at: datetime
    tries: int = 0
    used_at: datetime | None = None
    #: Of a call: the carrier's id, and when it first rang, was answered, had its key pressed so
    #: that the digits were spoken, and ended; each by our own clock when we were told.
    sid: str = field(default="", repr=False)
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    heard_at: datetime | None = None
    ended_at: datetime | None = None

    def stands_at(self, now: datetime) -> bool:
        """Whether it may still be typed."""
        # One from the future was made before the clock was put back.
        in_time = self.created_at - LIFE < now < self.expires_at
        return self.used_at is None and self.tries < TRIES and in_time


def digits_of(secret: str, code_id: str) -> str:
    """Return the six digits of a code."""
    keyed = hmac.digest(secret.encode(), b"code\0" + code_id.encode(), "sha256")
    return f"{int.from_bytes(keyed[:8], 'big') % 10**LENGTH:0{LENGTH}}"


def typed_digits(typed: str) -> str | None:
    """Read six digits as people type them, in groups or not; ``None`` where it is something else.

    Sixty-four signs at most are looked at.
    """
    plain = _BETWEEN.sub("", typed[:64])
    return plain if _DIGITS.fullmatch(plain) else None
