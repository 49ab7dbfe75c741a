"""How long a page waits for the book before it says that the book is away."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Limits in seconds. Each is longer than the one before it, so that the clearest word wins."""

    #: For one's turn to write, on SQLite: other writers of ours are before us.
    turn: float
    #: For a lock that somebody holds: another page of ours, a backup, a migration.
    lock: float
    #: For one statement, on PostgreSQL.
    statement: float
    #: For a server that takes what it is sent and says nothing. Longer than its own limits,
    #: so that one that is only slow tells us that nothing was kept.
    silence: float


#: Of whoever works for an escalation: giving up early would cost a second look at the carrier.
WORKING = Patience(turn=5.0, lock=4.0, statement=5.0, silence=6.0)
#: Of whoever answers a person: they need the numbers to ring within a second or two. A writer's
#: turn comes after some milliseconds, so that only a book that is stuck is given up.
ANSWERING = Patience(turn=1.0, lock=0.7, statement=1.2, silence=1.5)
