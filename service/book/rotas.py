"""The rota as last read, and what was read of its versions, for the whole process."""

from datetime import datetime
from typing import TYPE_CHECKING

from service.domain.rota import Rota

if TYPE_CHECKING:
    from service.domain.oversight import Stood

#: Names a version. Its number alone does not: one that was rolled back, or that a restored backup
#: reaches again, would name two.
Named = tuple[int, datetime]


class RotaShelf:
    """Keeps the last rota that was read, by its stamp.

    The stamp is read in the caller's own transaction, so what is taken from here is never
    older than a fresh read. It is random, not counted: a count that was rolled back, or
    that a restored backup reaches again, would name two rotas.
    """

    def __init__(self) -> None:
        # One tuple, put in place at once, so that threads need no lock.
        self._kept: tuple[int, Rota] | None = None
        #: Of each version who could be rung. Put in place as a whole, too.
        self.stood: dict[Named, Stood] = {}

    def take(self, stamp: int) -> Rota | None:
        """Return the rota of that *stamp*, if it is the one that is kept."""
        kept = self._kept
        return kept[1] if kept is not None and kept[0] == stamp else None

    def put(self, stamp: int, rota: Rota) -> None:
        """Keep *rota* in the place of the one before."""
        self._kept = (stamp, rota)
