"""One verb for each thing that a person or a timer asks."""

from dataclasses import dataclass

from service.ports import Bell, Book, Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """What every verb needs: the book, the bell and a clock."""

    book: Book
    bell: Bell
    clock: Clock
