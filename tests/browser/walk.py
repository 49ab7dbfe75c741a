"""Walk every state in all eight looks, and print what is wrong. By hand, from ``tests/``:

    PYTHONPATH=.:.. ../.venv/bin/python -m browser.walk            # every state
    PYTHONPATH=.:.. ../.venv/bin/python -m browser.walk officer    # those whose names have it

The tests walk each state in one look out of the eight: axe takes a second or so for each.
"""

import logging
import sys
from collections import Counter

import click
from browser.looking import LOOKS, faults
from browser.stage import stage_of_its_own
from browser.states.every import STATES
from servers.chromium import running_chromium


@click.command()
@click.argument("named", default="")
def main(named: str) -> None:
    """Print each fault, then how often each was met; exit 1 where there are any."""
    logging.disable(logging.CRITICAL)  # States in which the book is away say so in the log.
    states = [state for state in STATES if named in state.name]
    met: Counter[str] = Counter()
    with running_chromium() as browser, stage_of_its_own(browser) as stage:
        for state in states:
            found = faults(stage.plays(state), LOOKS) + stage.complaints
            for one in found:
                click.echo(f"{state.name}: {one}")
            met.update(one.partition(": ")[2] for one in found)
    for fault, times in met.most_common():
        click.echo(f"{times:5}  {fault}")
    click.echo(f"{len(states)} states in {len(LOOKS)} looks, {met.total()} faults.")
    sys.exit(1 if met else 0)


if __name__ == "__main__":
    main()
