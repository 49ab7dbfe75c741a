"""Records that the carrier keeps of our calls and texts, until it has deleted them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

#: How long whoever took some upon themselves has for them, however they fare.
IN_HAND = timedelta(minutes=2)
#: The first wait after a try in vain, and the longest. The carrier refuses for as long as a call
#: lasts; a key that may not delete takes somebody to mend it.
FIRST_AGAIN = timedelta(minutes=1)
LONGEST_AGAIN = timedelta(hours=6)
#: So long after its time a record that is still there is worth a word to whoever looks.
OVERDUE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One record at the carrier, by the carrier's id, and how often it was tried in vain."""

    sid: str
    noted_at: datetime
    tries: int = 0

    @property
    def again_after(self) -> timedelta:
        """How long to wait after one more try in vain: twice as long each time."""
        times: int = 2 ** min(self.tries, 20)
        return min(FIRST_AGAIN * times, LONGEST_AGAIN)
