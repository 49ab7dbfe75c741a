"""Short things that are known of somebody, one after the other."""

from collections.abc import Iterable

from service.domain.catalogue import _


def clauses(said: Iterable[str]) -> str:
    """Write "checked today; answered a practice yesterday"."""
    return _("; ").join(said)
