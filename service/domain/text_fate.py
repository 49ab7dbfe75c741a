"""What becomes of a text after the carrier has taken it."""

from dataclasses import dataclass
from enum import StrEnum


class TextStage(StrEnum):
    """How far a text has come, by the carrier's word."""

    #: The carrier has it, and has not sent it on.
    WAITS = "waits"
    #: It was sent on to the phone's network. Some networks give no receipt, and it stays here.
    SENT = "sent"
    #: The network says that the phone has it.
    DELIVERED = "delivered"
    #: The carrier did not send it on, and will not.
    NOT_SENT = "not_sent"
    #: The network did not bring it to the phone, and will not.
    NOT_DELIVERED = "not_delivered"

    @property
    def lost(self) -> bool:
        """Whether it will never arrive."""
        return self in (TextStage.NOT_SENT, TextStage.NOT_DELIVERED)


@dataclass(frozen=True, slots=True)
class TextFate:
    """How far a text has come; where it is lost, with the carrier's own code, or 0 for none."""

    stage: TextStage
    code: int = 0
