"""How the chain ends: under which key of the site, and which one that key took over from.

An attacker who has an older key and the database must not be able to go on under it, and a
process that has not heard of the new key yet must not look like one: see ``docs/evidence.md``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.evidence_page import Head
from service.proofs import Prover

#: For so long after the new key took over, what a process with the old one wrote is still
#: chained: they are started one after the other, and the last rounds of one may be this late.
#: Whoever stole the old key can add lines for as long, so it is no longer than a restart takes.
LATE = timedelta(minutes=5)
_WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What the seal of the chain's end says."""

    #: The place of the key that sealed it; ``None``: nobody of ours did.
    key: int | None = 0
    #: Whether anything is chained at all.
    begun: bool = False
    #: When that key took over, and from which.
    since: datetime | None = None
    over: str = ""
    #: Whether everything before was proved anew since.
    whole: bool = False

    def is_ours(self, prover: Prover) -> bool:
        """Whether *prover* may go on from here: not where its first key was replaced already."""
        if self.key is None:
            return False
        return not (self.key and self.over == prover.names[0])

    def needs_older(self) -> bool:
        """Whether lines are left that only an older key proves."""
        return bool(self.key) or (bool(self.over) and not self.whole)

    def late_until(self, now: datetime) -> datetime | None:
        """Return until when lines under the older key come in; ``None`` where that is over."""
        if self.whole or self.since is None:
            return None
        until = self.since + LATE
        return until if self.since <= now < until else None

    def takes_older(self, now: datetime) -> bool:
        """Whether a line that an older key proved may still be added."""
        return bool(self.key) or not self.begun or self.late_until(now) is not None

    def gone_on(self, prover: Prover, now: datetime) -> "End":
        """Return the end that *prover* leaves when it goes on from this one."""
        if not self.key and (self.begun or not prover.names[1:]):
            return self
        over = prover.names[self.key or 1]
        return End(begun=True, since=now.replace(microsecond=0), over=over)


def read_end(prover: Prover, head: Head) -> End:
    """Return how the chain ends, as *prover* can tell."""
    if head == Head():
        return End()
    digest, *said = head.sealed.split(" ")
    key = prover.seals(digest, head.count, head.link, *said)
    if key is None or not said:
        return End(key=key, begun=True)
    since, over, whole = said
    return End(
        key=key,
        begun=True,
        since=datetime.fromisoformat(since),
        over=over,
        whole=whole == _WHOLE,
    )


def seal_end(prover: Prover, end: End, count: int, link: str) -> Head:
    """Return the head of a chain that has that *end*, after its line *count* with that *link*."""
    said: tuple[str, ...] = ()
    if end.since is not None:
        said = (end.since.isoformat(), end.over, _WHOLE if end.whole else "part")
    return Head(count, link, " ".join((prover.sealed(count, link, *said), *said)))
