"""Looks at a page as different people meet it: small, large, dark, by keyboard, in their own type."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, ViewportSize

SMALL: ViewportSize = {"width": 320, "height": 480}
WIDE: ViewportSize = {"width": 1280, "height": 800}
#: As wide as the smallest, for text that is twice as large.
TWICE: ViewportSize = {"width": 640, "height": 480}

Scheme = Literal["light", "dark"]

#: What the scheme can change. All else axe has found in the other one.
COLOURS = ("color-contrast", "link-in-text-block")


def prepare(context: BrowserContext) -> None:
    """Put axe and our own eyes into each page, before its scripts and outside its policy."""
    context.add_init_script(Axe().axe_script)
    context.add_init_script(path=Path(__file__).with_name("looking.js"))


def faults(page: Page) -> list[str]:
    """Return all that is wrong with *page*, each with how it was met."""
    return [
        *_met("320 wide", _small(page)),
        *_met("320 wide, drawers open", _opened(page)),
        *_met("in their own type", _typed(page)),
        *_met("1280 wide, dark", _wide(page)),
        *_met("without colours", _plain(page)),
    ]


def _met(how: str, found: Iterator[str]) -> Iterator[str]:
    return (f"{how}: {one}" for one in found)


def shown(page: Page, size: ViewportSize, scheme: Scheme, *, drawers: bool) -> None:
    """Show *page* in that size and scheme, without motion, its drawers open or as they came."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce", forced_colors="none")
    page.evaluate("open => looking.drawers(open)", drawers)


def _see(page: Page, *what: str) -> Iterator[str]:
    found: list[str] = page.evaluate("what => what.flatMap((one) => looking[one]())", list(what))
    yield from found


def axed(page: Page, rules: Sequence[str] = ()) -> Iterator[str]:
    """Yield what axe finds, by all our rules or by those alone."""
    found: list[str] = page.evaluate("rules => looking.axed(rules)", list(rules))
    yield from found


def _small(page: Page) -> Iterator[str]:
    shown(page, SMALL, "light", drawers=False)
    yield from _see(page, "frame", "polite", "wide", "small", "hidden", "lost", "moving")


def _opened(page: Page) -> Iterator[str]:
    shown(page, SMALL, "light", drawers=True)
    yield from _see(page, "wide", "small", "hidden", "lost")
    yield from axed(page)
    shown(page, SMALL, "dark", drawers=True)
    yield from (f"dark: {one}" for one in axed(page, COLOURS))


def _typed(page: Page) -> Iterator[str]:
    shown(page, SMALL, "light", drawers=True)
    page.evaluate("looking.spaced(true)")
    yield from (f"spaced: {one}" for one in _see(page, "wide", "lost"))
    page.evaluate("looking.spaced(false)")
    page.set_viewport_size(TWICE)
    page.evaluate("looking.scaled(200)")
    yield from (f"twice as large: {one}" for one in _see(page, "wide", "lost"))
    page.evaluate("looking.scaled(0)")


def _wide(page: Page) -> Iterator[str]:
    shown(page, WIDE, "dark", drawers=False)
    yield from _see(page, "wide", "small", "hidden", "lost")
    yield from axed(page)
    shown(page, WIDE, "light", drawers=False)
    yield from (f"light: {one}" for one in axed(page, COLOURS))


def _plain(page: Page) -> Iterator[str]:
    page.emulate_media(forced_colors="active")
    yield from _see(page, "edgeless")
    page.emulate_media(forced_colors="none")
