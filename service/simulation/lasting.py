"""What a page of the night's book need not do: no night is long enough for anything to go."""

from datetime import datetime


class NothingGoes:
    """The part of ``ports.Page`` that forgets."""

    __slots__ = ()

    def key_was_used(self, digest: str) -> bool:
        """See ``ports.Page``."""
        del digest
        return False

    def note_trace(self, sid: str, at: datetime, *, at_once: bool = False) -> None:
        """See ``ports.Page``."""
