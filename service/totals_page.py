"""What the desk asks of a page of the book about call-outs that are over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from service.domain.oversight import Stood
from service.domain.totals import Past


class TotalsPage(Protocol):
    """The part of a transaction from which trustees' totals are made."""

    def closed(self, before: datetime) -> Sequence[Past]:
        """Return every real call-out that was closed before *before*, without anybody in it."""

    def stood(self, most: int) -> Sequence[Stood]:
        """Return who could be rung and who were trustees by the latest versions, newest first.

        Each version is read once in the life of a process: none ever changes.
        """
