"""``make faults``: every fault, and a table of what it cost."""

import sys
import time
from dataclasses import replace

import click
from faults.cradle import Nursery
from faults.fault import Row
from faults.lanes import Run, Task
from faults.rows import FAULTS
from faults.table import Progress, table

#: A machine so much busier than at rest proves nothing by what it does too late.
TOO_BUSY = 3.0


@click.command()
@click.argument("names", nargs=-1)
@click.option("--book", type=click.Choice(["sqlite", "postgres"]), help="Only on this book.")
@click.option("--lanes", default=5, show_default=True, help="Sites at a time.")
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
    with Nursery() as nursery, nursery.gauged():

        def lived(some: list[Task], lanes: int) -> list[Row]:
            return Run(nursery, some, seed, progress.step).live(lanes)

        # What measures speed comes last, with nothing beside it.
        together = [task for task in tasks if not task.fault.alone]
        alone = [task for task in tasks if task.fault.alone]
        rows = [*lived(together, lanes), *lived(alone, 1)]
        # A night on a machine that was busy with something else is lived once more.
        doubtful = [at for at, row in enumerate(rows) if row.violations and row.busy > TOO_BUSY]
        progress.more(len(doubtful))
        for at in doubtful:
            [again] = lived([(together + alone)[at]], 1)
            rows[at] = replace(again, figure=f"second night. {again.figure}".strip())
    progress.end(f"{len(rows)} faults in {time.monotonic() - began:.0f} s, seed {seed}")
    return rows


if __name__ == "__main__":
    main()
