"""What sealing costs from the press to the carrier, as a ratio. By hand, from ``tests/``:

    PYTHONPATH=.:.. ../.venv/bin/python -m bench.sealing [--book postgres]

Two houses in one process, on SQLite or PostgreSQL, each commit on the disk: one seals, the
other keeps everything as it is. Each press goes through the API of one, up to the request to the
carrier, then through the other's, so that whatever else this machine does falls on both.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from servers.migrated import RING
from servers.postgres import PostgresServer
from web.house import House

from service import wiring
from service.book import Ring, migrate
from service.book.seal import Seal

#: Presses that do not count: the first ones spell each statement.
WARM_UP = 20


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


@contextmanager
def books(kind: str, top: Path) -> Iterator[tuple[str, str]]:
    """Yield the addresses of two empty books of *kind*."""
    if kind == "sqlite":
        yield f"sqlite:///{top / 'a.sqlite'}", f"sqlite:///{top / 'b.sqlite'}"
        return
    server = PostgresServer("-c", "fsync=on")
    server.fresh()
    try:
        yield server.url(server.new_database()), server.url(server.new_database())
    finally:
        server.end()


def opened(url: str, folder: Path, ring: Ring) -> House:
    """Return a house whose book is sealed with *ring*."""
    folder.mkdir()
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
@click.option("--book", "kind", type=click.Choice(["sqlite", "postgres"]), default="sqlite")
@click.option("--presses", default=500, show_default=True)
def main(kind: str, presses: int) -> None:
    """Print the medians of both, and the ratio."""
    with tempfile.TemporaryDirectory() as top, books(kind, Path(top)) as urls:
        rings = (("a", RING), ("b", OPEN))
        houses = [
            opened(url, Path(top) / name, ring)
            for url, (name, ring) in zip(urls, rings, strict=True)
        ]
        took = in_turns(houses, presses)
        for house in houses:
            house.closes()
    sealed, plain = (statistics.median(each) for each in took)
    ratios = [one / other for one, other in zip(*took, strict=True)]
    click.echo(f"{kind}, press to carrier, median of {presses}: sealed {sealed * 1000:.2f} ms,")
    click.echo(f"as it is {plain * 1000:.2f} ms: {sealed / plain:.3f} times as long")
    click.echo(f"(median of the ratios, pair by pair: {statistics.median(ratios):.3f})")


def in_turns(houses: list[House], presses: int) -> list[list[float]]:
    """Press in each house by turns; return the seconds, by house."""
    took: list[list[float]] = [[], []]
    for number in range(presses + WARM_UP):
        for at in (0, 1) if number % 2 else (1, 0):
            spent = seconds(houses[at])
            if number >= WARM_UP:
                took[at].append(spent)
    return took


if __name__ == "__main__":
    main()
