"""What was done to who may come in: kept for the admins, and never about a call-out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.domain.versions import Author


class Deed(StrEnum):
    """What somebody did."""

    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    #: An admin ended somebody's sign-ins on all their devices.
    DEVICES_REVOKED = "devices_revoked"
    #: With ``escalate token create``.
    TOKEN_MADE = "token_made"  # noqa: S105 - no password
    #: With ``escalate sign-in-link``.
    LINK_MADE = "link_made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """One line of the audit: *author* did *deed* to the access of *person*, a key of the rota.

    ``name`` is the person's name at that time, since people leave. ``number`` counts from 1 as
    the book keeps it; 0 before that.
    """

    at: datetime
    author: Author
    deed: Deed
    person: str
    name: str
    number: int = 0
