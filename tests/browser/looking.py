"""Looks at a page as people meet it: small, large, dark, by keyboard, in type of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

SMALL: ViewportSize = {"width": 320, "height": 480}
WIDE: ViewportSize = {"width": 1280, "height": 800}
#: As wide as the smallest, for text that is twice as large.
TWICE: ViewportSize = {"width": 640, "height": 480}

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Look:
    """How large, in which scheme, and whether every drawer stands open or as it came."""

    size: ViewportSize
    scheme: Scheme
    drawers: bool

    def __str__(self) -> str:
        """Say how it was met."""
        open_or_not = "open" if self.drawers else "as it came"
        return f"{self.size['width']} wide, {self.scheme}, {open_or_not}"


_AXE = Axe().axe_script
_EYES = Path(__file__).with_name("looking.js").read_text(encoding="utf-8")

#: All eight.
LOOKS = tuple(
    Look(size, scheme, drawers)
    for size, scheme, drawers in product((SMALL, WIDE), ("light", "dark"), (True, False))
)


def look_at(place: int) -> Look:
    """Return one look: over eight states in a row they are all eight.

    Axe takes most of the time: all eight for each, as ``browser.walk`` has them, would take
    eight times as long.
    """
    return LOOKS[place % len(LOOKS)]


def prepare(page: Page) -> None:
    """Put axe and our own eyes into the page that is there, outside its policy.

    As a script of the context they would be read by every page on the way to it, the empty one
    between two states among them: that took a third of a look.
    """
    page.evaluate(_AXE)
    page.evaluate(_EYES)


def faults(page: Page, met: Iterable[Look]) -> list[str]:
    """Return all that is wrong with *page*, each with how it was met."""
    prepare(page)
    # From here on whoever looks is at the keyboard, and sees what is in hand.
    page.keyboard.press("Tab")
    found: list[str] = []
    for look in met:
        shown(page, look)
        found += _met(look, _see(page, "wide", "small", "hidden", "lost", "moving"))
        found += _met(look, page.evaluate("looking.axed()"))
    shown(page, Look(SMALL, "light", drawers=True))
    found += _see(page, "frame", "polite", "nameless")
    return [*found, *_typed(page), *_plain(page)]


def _met(how: object, found: Iterable[str]) -> Iterator[str]:
    return (f"{how}: {one}" for one in found)


def shown(page: Page, look: Look) -> None:
    """Show *page* in that look, without motion."""
    page.set_viewport_size(look.size)
    page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce", forced_colors="none")
    page.evaluate("open => looking.drawers(open)", look.drawers)


def _see(page: Page, *what: str) -> list[str]:
    found: list[str] = page.evaluate("what => what.flatMap((one) => looking[one]())", list(what))
    return found


def _typed(page: Page) -> Iterator[str]:
    page.evaluate("looking.spaced(true)")
    yield from _met("text spaced", _see(page, "wide", "lost"))
    page.evaluate("looking.spaced(false)")
    page.set_viewport_size(TWICE)
    page.evaluate("looking.scaled(200)")
    yield from _met("text twice as large", _see(page, "wide", "lost"))
    page.evaluate("looking.scaled(0)")


def _plain(page: Page) -> Iterator[str]:
    page.emulate_media(forced_colors="active")
    yield from _met("without colours", _see(page, "edgeless"))
    page.emulate_media(forced_colors="none")
