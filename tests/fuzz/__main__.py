"""``make fuzz``: nonsense at every door, and a table of how it was answered."""

import sys
import tempfile
import time
from pathlib import Path

import click
from fuzz import aftermath
from fuzz.parts import DOORS, Thrown, throw_at
from fuzz.tally import HEAD, Tally
from servers.migrated import RING
from web.house import House

from service.book import migrate


@click.command()
@click.option("--pieces", default=100_000, show_default=True, help="How many, over all doors.")
@click.option("--seed", default=20261122, show_default=True, help="What is thrown.")
def main(pieces: int, seed: int) -> None:
    """Throw so many pieces, and end with 1 where any was answered as none may be."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/book.sqlite"
        migrate(url, RING)
        house = House(url, Path(folder))
        tallies = _thrown(house, Thrown(pieces, seed))
        house.closes()
    findings = [one for tally in tallies for one in tally.findings]
    total = sum(tally.asked for tally in tallies)
    took = time.monotonic() - began
    click.echo(f"{total:,} in {took:.0f} s, seed {seed}. Findings: {len(findings)}.")
    click.echo("\n".join(findings), err=True)
    sys.exit(1 if findings else 0)


def _thrown(house: House, thrown: Thrown) -> list[Tally]:
    tallies = []
    click.echo(HEAD)
    with click.progressbar(length=thrown.pieces, label="Fuzz", file=sys.stderr) as bar:
        for door in DOORS:
            tally = Tally(door.name, step=lambda: bar.update(1))
            throw_at(house, door, thrown, tally)
            tallies.append(tally)
            click.echo(tally.line())
    after = Tally("still in the book", raised={one for each in tallies for one in each.raised})
    aftermath.look(house, after)
    click.echo(after.line())
    return [*tallies, after]


if __name__ == "__main__":
    main()
