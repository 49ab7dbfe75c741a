"""A passkey: a key in somebody's phone, computer or on their key ring, that signs them in."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """What we keep of one: its public half, and how often it says it has signed."""

    #: The credential's id as base64url has it.
    id: str = field(repr=False)
    person: str
    public_key: str = field(repr=False)
    sign_count: int
    #: Such as "Chrome on Android", or what its owner calls it.
    name: str
    created_at: datetime
    last_used: date | None = None
