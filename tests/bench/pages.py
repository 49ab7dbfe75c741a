"""How fast the pages are, in a real browser, on this machine. By hand, from ``tests/``:

    PYTHONPATH=.:.. ../.venv/bin/python -m bench.pages

The house is real (``escalate run``), its phones are pretended. ``docs/pages.md`` holds figures.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from browser.running import Running, running_house
from browser.weighing import forgets, weigh
from playwright.sync_api import Browser, Page
from processes.house import PRIYA
from servers.chromium import running_chromium
from servers.waiting import wait_until

PHONE = {"width": 360, "height": 740}
#: As Chromium's own "Slow 3G" has it: 400 kbit/s each way, and 400 ms there and back.
SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400 * 1024 / 8,
    "uploadThroughput": 400 * 1024 / 8,
}
#: Seen by whoever would tap it: the button is there, and nothing lies over it.
_TAPPABLE = """
const look = () => {
  const button = document.querySelector("button.press");
  if (button) {
    const { left, top, width, height } = button.getBoundingClientRect();
    if (button.contains(document.elementFromPoint(left + width / 2, top + height / 2))) {
      window.tappable = performance.now();
      return;
    }
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@click.command()
@click.option("--presses", default=100, show_default=True)
def main(presses: int) -> None:
    """Measure a press, a slow line, and the way from a page to a ringing phone."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_house(Path(folder)) as house,
        running_chromium() as browser,
    ):
        token = house.says("token", "create", "sam")
        _weights(browser, house)
        _slow(browser, house)
        _presses(browser, house, token, presses)
        _to_ringing(browser, house, token)


def _weights(browser: Browser, house: Running) -> None:
    with _remembered(browser, house) as page:
        forgets(page).detach()
        click.echo(f"the page with the button, cold: {weigh(page, house.url)}")
        click.echo(f"the same, warm: {weigh(page, house.url)}")


def _slow(browser: Browser, house: Running) -> None:
    cold, warm = [], []
    for _ in range(5):
        with _remembered(browser, house, _TAPPABLE) as page:
            forgets(page).send("Network.emulateNetworkConditions", SLOW_3G)
            cold.append(_tappable(page, house.url))
            warm.append(_tappable(page, house.url))
    click.echo(f"slow 3G, to a button that can be tapped, cold: {_spread(cold)}")
    click.echo(f"the same, warm: {_spread(warm)}")


def _tappable(page: Page, url: str) -> float:
    page.goto(url)
    return float(page.wait_for_function("() => window.tappable").json_value())


def _presses(browser: Browser, house: Running, token: str, presses: int) -> None:
    took = []
    with _remembered(browser, house) as page:
        for _ in range(presses):
            page.goto(house.url)
            began = time.monotonic()
            page.locator("button.press").click()
            page.wait_for_url("**/call-outs/*")
            page.get_by_role("heading", level=1, name="Priya").wait_for()
            took.append((time.monotonic() - began) * 1000)
            _calls_off(house, token, page)
    click.echo(f"from the press to the page that says so, {presses} times: {_spread(took)}")


def _to_ringing(browser: Browser, house: Running, token: str) -> None:
    took = []
    for _ in range(10):
        house.knob("POST", "/reset")
        with _remembered(browser, house) as page:
            began = time.monotonic()
            page.goto(house.url)
            page.locator("button.press").click()
            wait_until("the phone rings", lambda: _rings(house), within_seconds=30)
            took.append((time.monotonic() - began) * 1000)
            page.wait_for_url("**/call-outs/*")
            _calls_off(house, token, page)
    click.echo(f"1 tap; from opening the page to the officer's phone ringing: {_spread(took)}")


def _rings(house: Running) -> bool:
    calls = house.knob("GET", "/state")["calls"]
    return any(one["to"] == PRIYA and one["status"] == "ringing" for one in calls)


def _calls_off(house: Running, token: str, page: Page) -> None:
    one = page.url.rpartition("/")[2]
    house.api(token, "POST", f"/escalations/{one}/cancel")


@contextmanager
def _remembered(browser: Browser, house: Running, script: str = "") -> Iterator[Page]:
    """Open a phone on which Sam is signed in."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    page.goto(house.says("sign-in-link", "sam"))
    page.goto("about:blank")
    if script:
        page.add_init_script(script)
    yield page
    context.close()


def _spread(took: Sequence[float]) -> str:
    """Say the median and, of many, the 99th percentile, in milliseconds."""
    said = f"median {statistics.median(took):.0f} ms"
    if len(took) < 100:
        return f"{said}, longest {max(took):.0f} ms"
    return f"{said}, 99th percentile {statistics.quantiles(took, n=100)[98]:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
