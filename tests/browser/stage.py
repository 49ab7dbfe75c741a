"""One server, one browser, one page: each state is played on it in a house of its own."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from browser.states.state import Sent, State
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response
from servers.migrated import copy_sqlite, migrate
from servers.threaded import served
from web.house import House
from werkzeug.exceptions import HTTPException

from service.domain.standing import TokenKind

#: As a form is sent: all that stands in the page's own form of that address, with what changes.
_SEND = """([to, changes]) => {
    const there = [...document.forms].find((one) => new URL(one.action).pathname === to);
    const sent = there ? new FormData(there) : new FormData();
    for (const [name, value] of Object.entries(changes)) {
        sent.delete(name);
        if (value !== null) sent.append(name, value);
    }
    const form = document.createElement("form");
    form.method = "post";
    form.action = to;
    for (const [name, value] of sent) {
        const box = document.createElement("input");
        box.type = "hidden";
        box.name = name;
        box.value = value;
        form.append(box);
    }
    document.body.append(form);
    form.submit();
}"""
#: Said by the driver itself: a worker would serve the pages of an earlier house.
_NO_WORKER = "Service Worker registration blocked by Playwright"


class Stage:
    """Where states are played, and what was seen and heard meanwhile."""

    def __init__(self, context: BrowserContext, url: str, build: Callable[[], House]) -> None:
        self.url, self._build = url, build
        self.page: Page = context.new_page()
        self.house: House | None = None
        #: What is no fault of the page's own markup: the console, scripts, other origins.
        self.complaints: list[str] = []
        self._failed: set[str] = set()
        self._state: State | None = None
        self._answer: Response | None = None
        self.page.on("console", self._hears)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._asks)
        self.page.on("response", self._answers)

    def plays(self, state: State) -> Page:
        """Bring a new house there, and open the page."""
        self.leaves()
        self._state, self.house = state, self._build()
        house = self.house
        house.has_a_ticker()
        self._signs_in(state)
        one = self._happens(state)
        self.page.goto(self.url + state.where.format(one=one))
        if state.sends:
            self._sends(state.sends)
        if state.then:
            state.then(self.page)
        return self.page

    def leaves(self) -> None:
        """Close the page and the house of the state before, and be online again."""
        # A press that waits to be sent would go on in the next house.
        self.page.evaluate("try { sessionStorage.clear() } catch { /* nothing is open yet */ }")
        self.page.goto("about:blank")
        self.page.context.set_offline(offline=False)
        self.page.context.clear_cookies()
        self.complaints.clear()
        self._failed.clear()
        if self.house:
            self.house.app.extensions["escalate"].background.settle()
            self.house.closes()
        self.house = None

    @property
    def answered(self) -> tuple[str, int]:
        """The endpoint that made the page which is there, and its status."""
        assert self._answer is not None
        assert self.house is not None
        asked = self._answer.request
        path = asked.url.removeprefix(self.url).partition("?")[0]
        try:
            endpoint, _ = self.house.app.url_map.bind("localhost").match(path, asked.method)
        except HTTPException:
            endpoint = ""
        return endpoint, self._answer.status

    def app(self, environ: object, start: object) -> object:
        """Answer for whichever house there is."""
        assert self.house is not None, "a page asked after its house was closed"
        return self.house.app(environ, start)

    def _signs_in(self, state: State) -> None:
        house = self.house
        if house is None or state.person is None:
            return
        now = house.clock.at
        house.clock.at = now - state.proved_ago
        session = house.parts.keys.issue(state.person, TokenKind.SESSION)
        house.clock.at = now
        cookie = {"name": "session", "value": session, "url": self.url}
        self.page.context.add_cookies([cookie])

    def _happens(self, state: State) -> str:
        house = self.house
        assert house is not None
        for given in state.given:
            given(house)
        if state.events is None:
            return ""
        one = str(house.raises(state.raiser)["id"])
        for event in state.events:
            event(house, one)
        return one

    def _sends(self, sent: Sent) -> None:
        assert self.house is not None
        with self.page.expect_navigation():
            self.page.evaluate(_SEND, [sent.to, sent.filled(self.house)])

    def _hears(self, message: ConsoleMessage) -> None:
        failed = message.location["url"] in self._failed
        known = failed and message.text.startswith("Failed to load resource")
        lost = self._state is not None and self._state.lost and "ERR_INTERNET" in message.text
        if not known and not lost and message.text != _NO_WORKER:
            self.complaints.append(f"console: {message.text}")

    def _asks(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "about:")):
            self.complaints.append(f"asks another origin: {request.url}")

    def _answers(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._answer = response
            if response.status >= 400:
                self._failed.add(response.url)


@contextmanager
def running_stage(browser: Browser, book: Path, folder: Path) -> Iterator[Stage]:
    """Set the stage, over copies of a migrated *book* that are kept in *folder*."""
    played = 0

    def build() -> House:
        nonlocal played
        played += 1
        url = copy_sqlite(book, folder / f"{played}.sqlite3")
        return House(url, folder, public=address)

    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/London", service_workers="block"
    )

    def answer(environ: object, start: object) -> object:
        return stage.app(environ, start)

    with served(answer) as port:
        # A name, because passkeys belong to one.
        address = f"http://localhost:{port}"
        stage = Stage(context, address, build)
        try:
            yield stage
        finally:
            stage.leaves()
            context.close()


@contextmanager
def stage_of_its_own(browser: Browser) -> Iterator[Stage]:
    """Set the stage where no test has migrated a book."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "migrated.sqlite3"
        migrate(f"sqlite:///{book}", folder)
        with running_stage(browser, book, folder) as stage:
            yield stage
