"""The command: nights by the thousand, or one of them line by line."""

import json
import sys
from time import perf_counter

import click

from service.simulation import report
from service.simulation.night import Night
from service.simulation.shards import Total, cores, run_shards, shards_of

#: What a broken promise exits with.
BROKEN = 1


@click.command()
@click.option(
    "--escalations", default=5000, show_default=True, type=click.IntRange(1), help="How many."
)
@click.option("--seed", default="1", show_default=True, help="The same seed, the same digest.")
@click.option(
    "--processes", default=cores, show_default="cores", type=click.IntRange(1), help="At once."
)
@click.option("--night", help="Run only the night of this seed, as a report names it.")
@click.option("--trace", is_flag=True, help="With --night: print everything that happens.")
@click.option("--json", "as_json", is_flag=True, help="Print the report for a program.")
def simulate(  # noqa: PLR0913, PLR0917 - click hands in one argument for each option
    escalations: int,
    seed: str,
    processes: int,
    night: str | None,
    trace: bool,  # noqa: FBT001 - as click hands it in
    as_json: bool,  # noqa: FBT001 - as click hands it in
) -> int:
    """Live nights that go wrong, and check each promise.

    The desk is the real one, the world around it is simulated. Exits with 1 where a promise
    was broken.
    """
    began = perf_counter()
    total = _one(night, trace=trace) if night else _many(seed, escalations, processes)
    seconds = perf_counter() - began
    if as_json:
        click.echo(json.dumps(report.as_json(total, seconds), indent=2))
    else:
        for line in report.in_words(total, seconds):
            click.echo(line)
    return BROKEN if total.violations else 0


def _one(night: str, *, trace: bool) -> Total:
    total = Total()
    summary = Night(night, trace=_say if trace else None).run()
    total.add(summary)
    total.digest = summary.digest.hex()
    return total


def _say(line: str) -> None:
    """Print a line of the trace, its moment in seconds."""
    moment, _, said = line.partition(" ")
    click.echo(f"{int(moment) / 1e6:12.3f}  {said}", nl=False)


def _many(seed: str, escalations: int, processes: int) -> Total:
    total = Total()
    shards = run_shards(seed, escalations, processes)
    length = len(shards_of(seed, escalations))
    bar = click.progressbar(shards, length=length, label="nights", file=sys.stderr)
    with bar as done:
        for shard in done:
            total.merge(shard)
    return total
