"""What is counted of the house's work, for whoever watches it: see ``docs/decisions/0028``.

Of practices, and of what belongs to no call-out, never of a call-out: each count that grows would
tell that there is one.
"""

from enum import StrEnum


class Counted(StrEnum):
    """One thing that is counted, since the book was made."""

    #: A try whose result came from somebody whose lease another had taken over.
    LEASE_LOST = "lease_lost"
    #: A worker heard nothing from the bell, and ended itself.
    WORKER_DEAF = "worker_deaf"
    #: The carrier took nothing until somebody mends the account.
    CARRIER_ACCOUNT = "carrier_account"
    #: The carrier took nothing, and it may pass by itself.
    CARRIER_DOWN = "carrier_down"
    #: The carrier refused one number, or texts to it.
    CARRIER_REFUSED = "carrier_refused"
    #: The carrier's answer was lost.
    CARRIER_LOST = "carrier_lost"
