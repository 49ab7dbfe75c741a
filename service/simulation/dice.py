"""Everything that is drawn, from one seed, the same on every machine."""

import random
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from service.desk import acting, advancing, raising
from service.simulation.strand import Stage

T = TypeVar("T")


class Dice:
    """Draws from one stream. Only ``random()`` is used: Python promises that it never changes."""

    def __init__(self, seed: str) -> None:
        self.roll = random.Random(seed).random  # noqa: S311 - a seed is the point

    def chance(self, likely: float) -> bool:
        """Whether something happens that is so likely, from 0 to 1. Nothing is drawn for 0."""
        return likely > 0 and self.roll() < likely

    def between(self, low: float, high: float) -> float:
        """Draw a figure evenly."""
        return low + (high - low) * self.roll()

    def mostly_low(self, low: float, high: float) -> float:
        """Draw a figure that is seldom high, as waits are. No logarithm: machines differ in it."""
        roll = self.roll()
        return low + (high - low) * roll * roll * roll

    def pick(self, things: Sequence[T]) -> T:
        """Draw one of *things*."""
        return things[int(self.roll() * len(things))]

    def weighed(self, table: Sequence[tuple[T, float]]) -> T:
        """Draw from a table of things and weights."""
        left = self.roll() * sum(weight for _, weight in table)
        for thing, weight in table:
            left -= weight
            if left < 0:
                return thing
        return table[-1][0]

    def hexadecimal(self, digits: int) -> str:
        """Draw so many hexadecimal digits, in eights."""
        return "".join(f"{int(self.roll() * 2**32):08x}" for _ in range(digits // 8))


class Draws:
    """Stands where the desk has ``secrets``: ids and references come from the dice."""

    def __init__(self, dice: Dice, stage: Stage) -> None:
        self._dice = dice
        self._stage = stage

    def token_hex(self, size: int) -> str:
        """Draw an id of *size* bytes."""
        return self._stage.told(lambda: self._dice.hexadecimal(2 * size))

    def choice(self, things: Sequence[T]) -> T:
        """Draw one of *things*."""
        return self._stage.told(lambda: self._dice.pick(things))


@contextmanager
def drawn_ids(draws: Draws) -> Iterator[None]:
    """Let the desk take its ids from *draws* for as long as the block runs."""
    places = [vars(module) for module in (raising, acting, advancing)]
    for place in places:
        place["secrets"] = draws
    try:
        yield
    finally:
        for place in places:
            place["secrets"] = secrets
