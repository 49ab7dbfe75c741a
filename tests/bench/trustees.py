"""What a trustee's view costs, and what a press waits meanwhile. By hand, from ``tests/``:

    PYTHONPATH=.:.. ../.venv/bin/python -m bench.trustees

The house is real (``escalate run``), with 199 versions of its rota and 300 call-outs. Each figure
stands beside that of a plain page, or of a press while nobody looks, in the same run: only such
ratios can be compared from one machine to the next. ``docs/pages.md`` holds figures.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import click
import requests
from browser.running import Running, running_house
from processes.house import ROTA
from servers.migrated import RING
from servers.waiting import wait_until
from web.over import anything, keeps

from service.book.sql_book import open_book
from service.domain.versions import Author, Source, Version

VERSIONS, CALL_OUTS = 199, 300
GRACE = """
[people.grace]
name = "Grace Bell"
phone = "07700 900126"
roles = ["trustee"]
"""
#: As many as a house has where the rota is changed often.
OTHERS = "".join(
    f"""
[people.staff{nth}]
name = "Sam Lee {nth}"
phone = "07700 9008{nth:02}"
roles = ["staff"]
"""
    for nth in range(40)
)
PICTURES = [f"/trustees/pictures/{name}/light.svg" for name in ("taken", "spoken", "cover")]
PLAIN = "/me"


@click.command()
@click.option("--times", default=30, show_default=True)
def main(times: int) -> None:
    """Measure a trustee's page, its pictures, and a press while a trustee looks."""
    rota = ROTA.replace("[[ladders]]", f"{GRACE}{OTHERS}[[ladders]]", 1)
    with tempfile.TemporaryDirectory() as folder, running_house(Path(folder), rota) as house:
        _fill(house)
        grace = _signed_in(house, "grace")
        _first(house, grace)
        plain = _took(times, lambda: _gets(house, grace, PLAIN))
        click.echo(f"a plain page: {_spread(plain)}")
        for what, paths in {"the page": ["/trustees"], "its pictures": PICTURES}.items():
            took = _took(times, lambda paths=paths: _gets(house, grace, *paths))
            click.echo(f"{what} again: {_spread(took)}, {_ratio(took, plain)} of a plain page")
        _presses(house, grace, times)


def _fill(house: Running) -> None:
    """Let it have been changed and used for long."""
    now = datetime.now(UTC)
    url = house.settings.database_url.replace("///", f"///{house.folder}/")  # Theirs, not ours.
    book = open_book(url, RING)
    with book.writing() as page:
        rota = page.rota()
        for nth in range(page.version() + 1, VERSIONS + 1):
            version = Version(
                number=nth,
                at=now - timedelta(days=2 * (VERSIONS + 1 - nth)),
                author=Author("priya", "Priya Shah"),
                source=Source.PAGE,
                changed=(),
            )
            page.keep_version(version, rota)
    keeps(SimpleNamespace(real_book=book), anything(CALL_OUTS, now, 24))


def _first(house: Running, grace: requests.Session) -> None:
    """Say what the first view of all costs: the library is loaded, and everything is read."""
    plain = _took(5, lambda: _gets(house, grace, PLAIN))
    page = _took(1, lambda: _gets(house, grace, "/trustees"))
    pictures = _took(1, lambda: _gets(house, grace, *PICTURES))
    click.echo(f"the page for the first time: {_ratio(page, plain)} of a plain page")
    click.echo(f"its pictures for the first time: {_ratio(pictures, plain)} of a plain page")


def _presses(house: Running, grace: requests.Session, times: int) -> None:
    token = house.says("token", "create", "sam")
    quiet = _took(times, lambda: _press(house, token))
    with _views(house, grace) as views:
        watched = _took(times, lambda: _press(house, token))
    click.echo(f"a press while nobody looks: {_spread(quiet)}")
    click.echo(
        f"a press while a trustee looks over and over ({views[0]} times): {_spread(watched)},"
        f" {_ratio(watched, quiet)} of that"
    )


def _press(house: Running, token: str) -> None:
    """Press, and call it off, so that the next press is a new one."""
    one = house.api(token, "POST", "/escalations", {})
    house.api(token, "POST", f"/escalations/{one['id']}/cancel")


@contextmanager
def _views(house: Running, grace: requests.Session) -> Iterator[list[int]]:
    """Have a trustee open the page, with its pictures, over and over."""
    views, over = [0], threading.Event()

    def looks() -> None:
        while not over.is_set():
            _gets(house, grace, "/trustees", *PICTURES)
            views[0] += 1

    trustee = threading.Thread(target=looks)
    trustee.start()
    try:
        wait_until("the trustee looks", lambda: views[0] > 0, within_seconds=60)
        yield views
    finally:
        over.set()
        trustee.join()


def _signed_in(house: Running, person: str) -> requests.Session:
    browser = requests.Session()
    answer = browser.get(house.says("sign-in-link", person), timeout=20)
    assert answer.ok, answer.text
    return browser


def _gets(house: Running, browser: requests.Session, *paths: str) -> None:
    for path in paths:
        answer = browser.get(f"{house.url}{path}", timeout=60)
        assert answer.ok, answer.text


def _took(times: int, work: Callable[[], None]) -> list[float]:
    """Return how long it took each time, in milliseconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return took


def _spread(took: Sequence[float]) -> str:
    return f"median {statistics.median(took):.0f} ms, longest {max(took):.0f} ms"


def _ratio(took: Sequence[float], beside: Sequence[float]) -> str:
    return f"{statistics.median(took) / statistics.median(beside):.1f} times"


if __name__ == "__main__":
    sys.exit(main())
