"""The pages in a real browser, over a real book, served from this process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.between import Between
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from servers import threaded
from web.house import House

from service.domain.standing import TokenKind


@pytest.fixture
def house(sqlite_book_url: str, tmp_path: Path) -> Iterator[House]:
    """A house that is spoken to over plain HTTP, as on a machine of one's own."""
    house = House(sqlite_book_url, tmp_path, public="http://127.0.0.1:8000")
    house.has_a_ticker()
    yield house
    house.closes()


@pytest.fixture
def served(house: House) -> Iterator[str]:
    """The address at which the house answers."""
    with threaded.served(house.app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def between(house: House) -> Iterator[Between]:
    """What stands between the browser and the house."""
    between = Between(house.app.wsgi_app)
    house.app.wsgi_app = between
    yield between
    between.mends()


Enter = Callable[..., Page]


@pytest.fixture
def signs_in(house: House, served: str, page: Page) -> Enter:
    """Open a page as somebody: `signs_in("sam", "/")`; with `into`, in another browser."""

    def enter(person: str | None, path: str = "/", *, into: BrowserContext | None = None) -> Page:
        context = into or page.context
        if person:
            session = house.parts.keys.issue(person, TokenKind.SESSION)
            context.add_cookies([{"name": "session", "value": session, "url": served}])
        opened = context.new_page() if into else page
        opened.goto(served + path)
        return opened

    return enter


@pytest.fixture
def pressing(page: Page, signs_in: Enter, between: Between) -> Page:
    """Sam's page with the button on the smallest screen, whose time is the test's."""
    assert between.arrived == []
    page.clock.install(time="2026-11-22T03:00:00Z")
    page.set_viewport_size({"width": 320, "height": 480})
    return signs_in("sam")


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser's console complains of; a test that expects some clears it."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            found.append(message.text)

    page.on("console", note)
    yield found
    assert not found
