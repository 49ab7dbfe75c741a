"""What the desk asks of a page of the book about call-outs that are over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from service.domain.totals import Past


class TotalsPage(Protocol):
    """The part of a transaction from which trustees' totals are made."""

    def closed(self, before: datetime) -> Sequence[Past]:
        """Return every real call-out that was closed before *before*, without anybody in it."""
