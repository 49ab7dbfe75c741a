"""The command: every kind of house that this machine can build, one after the other."""

import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

import click

from service.cli.bench.house import House, houses
from service.cli.bench.intake import Intake, intake
from service.cli.bench.presses import Presses, presses


@click.command()
@click.option("--presses", "count", default=200, show_default=True, help="How many presses.")
@click.option("--seconds", default=4.0, show_default=True, help="How long each intake round is.")
def bench(count: int, seconds: float) -> None:
    """Measure how fast a press reaches a phone, and how many can."""
    # By default it would end this process alone, and leave a whole house behind.
    signal.signal(signal.SIGTERM, _leave)
    with tempfile.TemporaryDirectory(prefix="escalate-bench-") as folder:
        for house in houses(Path(folder)):
            if isinstance(house, str):
                click.echo(house)
                continue
            _measure(house, count, seconds)


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    sys.exit(128 + number)


def _measure(house: House, count: int, seconds: float) -> None:
    click.echo(f"\n{house.name}")
    click.echo("  starting its processes …", err=True)
    with house:
        click.echo(f"  {count} presses, one after the other …", err=True)
        _say_presses(presses(house, count))
        house.rest()
        click.echo("  intake beside a bare endpoint, in turns …", err=True)
        _say_intake(intake(house, seconds))


def _say_presses(found: Presses) -> None:
    click.echo("  press to carrier request, in ms        median     99th")
    _row("press to carrier request", found.pressed.median, found.pressed.high)
    for name, hop in found.hops.items():
        _row(f"  bare hop: {name}", hop.median, hop.high)
    total, high = found.floor
    _row("sum of the bare hops", total, high)
    click.echo(f"  ratio to the sum of the hops (aim: at most 2)   {found.ratio:.2f}")


def _row(name: str, median: float, high: float) -> None:
    click.echo(f"  {name:<36} {median * 1000:8.2f} {high * 1000:8.2f}")


def _say_intake(found: Intake) -> None:
    ours, bare = found.ours, found.bare
    click.echo(f"  intake, requests a second              ours {ours:.0f}, bare {bare:.0f}")
    click.echo(f"  ratio to the bare endpoint (aim: at least 0.5)  {found.ratio:.2f}")
