"""What sealing costs from the press to the carrier, as a ratio. By hand, from ``tests/``:

    PYTHONPATH=.:.. ../.venv/bin/python -m bench.sealing

Two houses in one process, on SQLite: one seals, the other keeps everything as it is. Each press
goes through the API of one, up to the request to the carrier, then through the other's, so that
whatever else this machine does falls on both.
"""

import statistics
import tempfile
import time
from pathlib import Path

import click
from servers.migrated import RING
from web.house import House

from service import wiring
from service.book import Ring, migrate
from service.book.seal import Seal


class Open(Seal):
    """A seal that leaves everything as it is."""

    def __init__(self) -> None:
        self.name, self._start = "open", ""

    def _as_it_is(self, text: str, _place: str) -> str:
        return text

    seal = match = opened = matched = _as_it_is


class OpenRing(Ring):
    """Opens what was never sealed."""

    def of(self, kept: str) -> Seal:
        del kept
        return self.first


OPEN = OpenRing(Open(), Open())


def opened(folder: Path, ring: Ring) -> House:
    """Return a house whose book is sealed with *ring*."""
    folder.mkdir()
    url = f"sqlite:///{folder / 'book.sqlite'}"
    migrate(url, ring)
    usual, wiring.ring_of = wiring.ring_of, lambda _settings: ring
    try:
        return House(url, folder)
    finally:
        wiring.ring_of = usual


def seconds(house: House) -> float:
    """Press, and return how long it took until the first phone was to ring."""
    began = time.perf_counter()
    raised = house.raises()
    house.rings(raised["id"])
    took = time.perf_counter() - began
    house.asks("sam").post(f"/api/v1/escalations/{raised['id']}/cancel")
    return took


@click.command()
@click.option("--presses", default=500, show_default=True)
def main(presses: int) -> None:
    """Print the medians of both, and the ratio."""
    with tempfile.TemporaryDirectory() as top:
        houses = [opened(Path(top) / name, ring) for name, ring in (("a", RING), ("b", OPEN))]
        took: list[list[float]] = [[], []]
        for number in range(presses + 20):
            for at in (0, 1) if number % 2 else (1, 0):
                spent = seconds(houses[at])
                if number >= 20:  # The first ones spell each statement.
                    took[at].append(spent)
        for house in houses:
            house.closes()
    sealed, plain = (statistics.median(each) for each in took)
    ratios = [one / other for one, other in zip(*took, strict=True)]
    click.echo(f"press to carrier, median of {presses}: sealed {sealed * 1000:.2f} ms,")
    click.echo(f"as it is {plain * 1000:.2f} ms: {sealed / plain:.3f} times as long")
    click.echo(f"(median of the ratios, pair by pair: {statistics.median(ratios):.3f})")


if __name__ == "__main__":
    main()
