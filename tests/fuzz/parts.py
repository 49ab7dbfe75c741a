"""Each door, and how much of all is thrown at it."""

from collections.abc import Callable
from dataclasses import dataclass

from fuzz import api, readers, webhooks
from fuzz.tally import Tally
from web.house import House


@dataclass(frozen=True)
class Door:
    """One of them; ``share`` of a hundred pieces are for it."""

    name: str
    share: int
    fuzz: Callable[[House, Tally, int, int], None]


@dataclass(frozen=True)
class Thrown:
    """How many pieces over all doors, and the seed that they follow from."""

    pieces: int
    seed: int


DOORS = (
    Door("API, by its document", 10, api.fuzz),
    Door("webhooks, signed", 35, webhooks.fuzz_signed),
    Door("webhooks, forged", 25, webhooks.fuzz_forged),
    Door("rota files", 15, readers.fuzz_rota_files),
    Door("texts", 15, readers.fuzz_texts),
)


def throw_at(house: House, door: Door, thrown: Thrown, tally: Tally) -> None:
    """Throw the door's share at it."""
    door.fuzz(house, tally, thrown.pieces * door.share // 100, thrown.seed)
