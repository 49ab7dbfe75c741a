"""``make pictures``: the few pictures of docs/pictures, each a page in one of its states."""

import logging
import sys
from pathlib import Path

import click
from browser.stage import stage_of_its_own
from browser.states.every import STATES
from servers.chromium import found_chromium, running_chromium

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PHONE, DESK = (390, 560), (960, 640)
#: What is shown, by the state's name, and how large.
SHOWN = {
    "button": ("before.png", PHONE),
    "raiser, ringing": ("ringing.png", PHONE),
    "raiser, taken": ("taken.png", PHONE),
    "officer, offered": ("offered.png", PHONE),
    "officer, taken": ("yours.png", PHONE),
    "rota, with gaps": ("rota.png", DESK),
    "practice, over": ("practice.png", DESK),
}


def main() -> int:
    """Take each picture, and say how large the file is."""
    if not found_chromium():
        click.echo("Install the package chromium, which takes the pictures.", err=True)
        return 2
    logging.disable(logging.CRITICAL)
    FOLDER.mkdir(exist_ok=True)
    with running_chromium() as browser, stage_of_its_own(browser) as stage:
        for state in STATES:
            if state.name not in SHOWN:
                continue
            name, (width, height) = SHOWN[state.name]
            page = stage.plays(state)
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme="light")
            # As in a house where real phones ring: a notice on a wall must not deny itself.
            page.locator("aside.practice").evaluate_all("each => each.forEach(one => one.remove())")
            page.screenshot(path=FOLDER / name, animations="disabled")
            click.echo(f"{name}: {(FOLDER / name).stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
