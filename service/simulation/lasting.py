"""What a page of the night's book need not do: no night is long enough for anything to go.

Nor does anybody set a PIN or prove a number there, or is told of a fault.
"""

from collections.abc import Sequence
from datetime import datetime

from service.domain.faults import Fault


class NothingGoes:
    """The part of ``ports.Page`` that forgets, and what else no night asks for."""

    __slots__ = ()

    def key_was_used(self, digest: str) -> bool:
        """See ``ports.Page``."""
        del digest
        return False

    def note_trace(self, sid: str, at: datetime, *, at_once: bool = False) -> None:
        """See ``ports.Page``."""

    def other_calls(self, *_: object) -> Sequence[str]:
        """Return none: nobody proves a number in these nights."""
        return ()

    def pin(self, _person: str) -> None:
        """Return none: nobody has set one in these nights."""

    def notice(self, fault: Fault, now: datetime) -> None:
        """Keep no alarms: nobody is told here."""
