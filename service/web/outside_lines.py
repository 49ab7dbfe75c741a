"""The numbers to ring oneself, kept at hand for when the book is away."""

from collections.abc import Sequence

from service.desk import Desk
from service.desk.viewing import numbers, rota_now
from service.domain.catalogue import _
from service.domain.directory import DirectoryEntry, checked_lines
from service.domain.ladder import Rung
from service.ports import Outage


def emergency() -> DirectoryEntry:
    """What is always right to say, also before the book was read for the first time."""
    name, note = _("Emergency services"), _("immediate danger")
    return DirectoryEntry(name=name, phone="999", dial="999", note=note)


class OutsideLines:
    """Remembers the directory as it was last read: never silent, even with the book gone.

    Officers' own numbers are not remembered: with the book away nobody can be told apart.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[DirectoryEntry, ...] = ()

    @property
    def last(self) -> tuple[DirectoryEntry, ...]:
        """The directory as it was last read; the emergency services where it was empty."""
        return self._last or (emergency(),)

    def now(self) -> tuple[DirectoryEntry, ...]:
        """Return the directory; as it was last read where the book cannot be asked."""
        # The remembered lines are the answer then; whoever asks tells of the outage.
        self.learn()
        return self._last

    def learn(self) -> bool:
        """Read the directory anew; whether the book could tell it."""
        try:
            self.remember(rota_now(self._desk).directory)
        except Outage:
            return False
        return True

    def remember(self, directory: tuple[DirectoryEntry, ...]) -> None:
        """Keep *directory*, which was just read."""
        self._last = checked_lines(directory)

    def at_least_one(self) -> tuple[DirectoryEntry, ...]:
        """Return the directory, or the emergency services where it is empty."""
        self.now()
        return self.last


def to_ring_oneself(
    rungs: Sequence[Rung], directory: Sequence[DirectoryEntry]
) -> list[tuple[str, str]]:
    """Return (name, number): 999 first, then the officers who were chosen, then the rest."""
    found = numbers(rungs, directory)
    return sorted(found, key=lambda line: line[1] != emergency().phone)
