"""What a line that is proved holds: all but names, and the names."""

from collections.abc import Mapping
from typing import Any

#: What is proved as it is, and what is proved so that it may be forgotten.
Proved = tuple[tuple[object, ...], tuple[str | None, ...]]


def event_values(row: Mapping[str, Any]) -> Proved:
    """Return what a line of a history holds: all but names, and the names."""
    plain = ("escalation_id", "at", "kind", "channel", "outcome", "attempt")
    return tuple(row[one] for one in plain), (row["name"],)


def audit_values(row: Mapping[str, Any]) -> Proved:
    """Return the same of a line of the audit."""
    names = ("author", "author_name", "person", "name")
    return (row["at"], row["deed"]), tuple(row[one] for one in names)
