"""What each role is called in the middle of a sentence."""

from collections.abc import Iterable

from service.domain.catalogue import N_, _
from service.domain.listing import row
from service.domain.people import Role

_WORDS = {
    Role.STAFF: N_("staff"),
    Role.OFFICER: N_("officer"),
    Role.ADMIN: N_("admin"),
    Role.TRUSTEE: N_("trustee"),
}


def role_words(roles: Iterable[Role]) -> list[str]:
    """Name *roles*, always in the same order."""
    return [_(_WORDS[role]) for role in sorted(roles)]


def roles_said(roles: Iterable[Role]) -> str:
    """Write "admin, officer"; nothing where there is none."""
    return row(role_words(roles))
