"""One verb for each thing that a person or a timer asks."""

from dataclasses import dataclass, field

from service.pins import Pins
from service.ports import Bell, Book, Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """What every verb needs: the book, the bell and a clock."""

    book: Book
    bell: Bell
    clock: Clock
    #: Checks what is keyed in against what the book keeps.
    pins: Pins = field(default_factory=Pins)
