"""One verb for each thing that a person or a timer asks."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from service.pins import Pins
from service.ports import Bell, Book, Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """What every verb needs: the book, the bell, a clock and a lot."""

    book: Book
    bell: Bell
    clock: Clock
    #: Draws a lot: a number from 0 up to, and without, the one that it is given.
    draw: Callable[[int], int] = secrets.randbelow
    #: Checks what is keyed in against what the book keeps.
    pins: Pins = field(default_factory=Pins)
    #: Whether all phones are pretended: nothing real is open then that a practice could tell of.
    rehearses: bool = False

    def by_lot(self, one_in: int) -> bool:
        """Draw whether the lot falls on this one, of *one_in*; in a rehearsal on none."""
        return not self.rehearses and self.draw(one_in) == 0
