"""What we hand out once, and take back once: challenges for passkeys, and who may choose a name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.people import PhoneNumber

#: Somebody has to find their finger or their key.
CHALLENGE_LIFE = timedelta(minutes=5)


class ChallengeFor(StrEnum):
    """What it is good for."""

    #: To sign in with a passkey, or to show again who is there.
    PASSKEY = "passkey"
    #: To add a passkey.
    NEW_PASSKEY = "new_passkey"
    #: The number was proved by a code; several people have it, and one of them says who.
    WHO = "who"


@dataclass(frozen=True, slots=True)
class Challenge:
    """What stands behind one that was handed out."""

    purpose: ChallengeFor
    expires_at: datetime
    person: str | None = None
    phone: PhoneNumber | None = None
