"""``make demo``: a night that lives by itself, and a picture of every page in every state."""

import logging
import shutil
import sys
import tempfile
from pathlib import Path

import click
from browser.contact_sheet import pictures_of, sheet
from browser.night import QUICK, Moment, Night
from browser.running import running_house
from browser.stage import stage_of_its_own
from browser.states.every import STATES
from browser.states.state import State
from playwright.sync_api import Browser
from servers.chromium import found_chromium, running_chromium

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "demo"

_NO_CHROMIUM = (
    "This machine has no Chromium, which takes the pictures. Install the package chromium, on"
    " Debian or Ubuntu with: sudo apt install chromium"
)


def main() -> int:
    """Live the night, take the pictures, and say where they are."""
    if not found_chromium():
        click.echo(_NO_CHROMIUM, err=True)
        return 2
    # States in which the book is away say so in the log as well.
    logging.disable(logging.CRITICAL)
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    FOLDER.mkdir(parents=True)
    with running_chromium() as browser:
        moments = _night(browser)
        states = _states(browser)
    page = FOLDER / "index.html"
    page.write_text(sheet(moments, states), "utf-8")
    click.echo(f"{len(moments)} moments of the night and {len(states)} states: open {page}")
    return 0


def _night(browser: Browser) -> list[Moment]:
    click.echo("A night: a house starts, and a colleague presses. No real phone rings.")
    with tempfile.TemporaryDirectory() as folder, running_house(Path(folder), QUICK) as house:
        night = Night(browser, house, FOLDER)
        moments = night.lives()
        for one in moments:
            click.echo(f"  {one.seconds:5.1f} s  {one.said}")
    return moments


def _states(browser: Browser) -> list[tuple[State, list[tuple[str, str]]]]:
    click.echo(f"Every page in every state, {len(STATES)} of them, in four looks.")
    with stage_of_its_own(browser) as stage:
        return [
            (state, pictures_of(stage, state, number, FOLDER))
            for number, state in enumerate(STATES, start=1)
        ]


if __name__ == "__main__":
    sys.exit(main())
