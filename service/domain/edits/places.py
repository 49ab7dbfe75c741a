"""Lists of the rota in which each line is named by its place, from 0.

The version that a page hands back says that the order is still the one it was shown.
"""

from collections.abc import Sequence
from typing import TypeVar

from service.domain.catalogue import N_
from service.domain.refusals import Refusal

Thing = TypeVar("Thing")


class NoSuchPlace(Refusal):
    """Somebody took it out, or it never was."""

    problem = N_("There is no such line any more.")
    mend = N_("Look at the list as it is now, and choose again.")


def one_of(things: Sequence[Thing], place: int) -> Thing:
    """Return the one of *things* at that *place*, from 0.

    Raises:
        NoSuchPlace: there is none.
    """
    if not 0 <= place < len(things):
        raise NoSuchPlace
    return things[place]


def without(things: tuple[Thing, ...], place: int) -> tuple[Thing, ...]:
    """Return *things* without the one at that *place*.

    Raises:
        NoSuchPlace: there is none.
    """
    one_of(things, place)
    return things[:place] + things[place + 1 :]


def moved(things: tuple[Thing, ...], place: int, by: int) -> tuple[Thing, ...]:
    """Return *things* with the one at that *place* moved *by* places, as far as they go.

    Raises:
        NoSuchPlace: there is none.
    """
    thing = one_of(things, place)
    left = without(things, place)
    there = min(max(place + by, 0), len(left))
    return (*left[:there], thing, *left[there:])
