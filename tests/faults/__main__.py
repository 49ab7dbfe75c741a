"""``make faults``: every fault, and a table of what it cost."""

import sys
import time

import click
from faults.cradle import Nursery
from faults.fault import Row
from faults.lanes import Task, live_all
from faults.rows import FAULTS
from faults.table import Progress, table


@click.command()
@click.argument("names", nargs=-1)
@click.option("--book", type=click.Choice(["sqlite", "postgres"]), help="Only on this book.")
@click.option("--lanes", default=3, show_default=True, help="Sites at a time.")
@click.option("--seed", default=20261122, show_default=True, help="Of the presses and the kills.")
@click.option("--list", "listing", is_flag=True, help="Name the faults, and do nothing.")
def main(names: tuple[str, ...], book: str | None, lanes: int, seed: int, *, listing: bool) -> None:
    """Live a night with each fault whose name holds one of NAMES, or with every one."""
    tasks = [
        Task(fault, kind)
        for fault in FAULTS
        for kind in fault.books
        if book in {None, kind} and (not names or any(one in fault.name for one in names))
    ]
    if listing or not tasks:
        click.echo("\n".join(task.name for task in tasks) or "No fault has such a name.")
        sys.exit(0 if tasks else 2)
    rows = _live(tasks, lanes, seed)
    click.echo(table(rows))
    sys.exit(1 if any(row.violations for row in rows) else 0)


def _live(tasks: list[Task], lanes: int, seed: int) -> list[Row]:
    began = time.monotonic()
    progress = Progress(len(tasks))
    with Nursery() as nursery:
        # What measures speed comes last, with nothing beside it.
        rows = [
            row
            for alone in (False, True)
            if (some := [task for task in tasks if task.fault.alone is alone])
            for row in live_all(
                some,
                lanes=1 if alone else min(lanes, len(some)),
                seed=seed,
                done=progress.step,
                nursery=nursery,
            )
        ]
    progress.end(f"{len(rows)} faults in {time.monotonic() - began:.0f} s, seed {seed}")
    return rows


if __name__ == "__main__":
    main()
