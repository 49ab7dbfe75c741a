"""A night that lives by itself: the press, three phones, and the two who speak, with pictures."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from browser.running import Running
from playwright.sync_api import Browser, Page
from processes.house import AMINA, ROTA, SAM, TOM
from servers.waiting import wait_until

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
#: A page asks for news every second.
FOLLOWS_MS = 1600

#: Waits until it has happened: of what kind, and to whom.
Happens = Callable[..., None]

#: At a quick pace, though long enough for a picture of each ring.
QUICK = ROTA.replace("ring_seconds = 2\n", "ring_seconds = 7\n").replace(
    "seconds_between_tries = 3\nseconds_before_next = 6",
    "seconds_between_tries = 40\nseconds_before_next = 9",
)

PASSES_ON = {"kind": "answer", "after": 1, "press": [{"after": 2, "keys": "2"}]}


@dataclass
class Moment:
    """What was to be seen at one moment: who looked, and the picture's name."""

    said: str
    seconds: float
    pictures: list[tuple[str, str]] = field(default_factory=list)


class Night:
    """Three who look: the colleague, the officer who will take it, and whoever holds the phones."""

    def __init__(self, browser: Browser, house: Running, folder: Path) -> None:
        self.house, self.folder = house, folder
        self.moments: list[Moment] = []
        self._began = 0.0
        self.sam = _opens(browser, PHONE, house.says("sign-in-link", "sam"))
        self.amina = _opens(browser, PHONE, house.says("sign-in-link", "amina"))
        self.phones = _opens(browser, DESK, house.phones)

    def keeps(self, said: str, **pages: Page) -> None:
        """Keep a picture of each of those pages at this moment."""
        moment = Moment(said, time.monotonic() - self._began)
        self.sam.wait_for_timeout(FOLLOWS_MS)
        for name, page in pages.items():
            picture = f"night-{len(self.moments) + 1:02}-{name}.png"
            page.screenshot(path=self.folder / picture, animations="disabled")
            moment.pictures.append((name, picture))
        self.moments.append(moment)

    def lives(self) -> list[Moment]:
        """Live it, and return its moments."""
        self.house.knob("PUT", f"/phones/{TOM}", {"next_calls": [PASSES_ON]})
        self._began = time.monotonic()
        self.keeps("The button.", colleague=self.sam)
        self.sam.locator("button.press").click()
        self.sam.wait_for_url("**/call-outs/*")
        self._began = time.monotonic()
        happens = _follows(self.sam)
        self._rings(happens)
        self._takes(happens)
        self._speaks(happens)
        return self.moments

    def _rings(self, happens: Happens) -> None:
        happens("ringing", "Priya Shah")
        self.keeps("The officer's phone rings.", colleague=self.sam, phones=self.phones)
        happens("moved_on", "Tom Reed")
        self.keeps("Nobody answers: the next person.", colleague=self.sam)
        happens("ringing", "Amina Yusuf")
        self.amina.goto(f"{self.house.url}/officer")
        self.keeps(
            "Tom has passed it on: the next person, at once.",
            colleague=self.sam,
            officer=self.amina,
            phones=self.phones,
        )

    def _takes(self, happens: Happens) -> None:
        self._turns(AMINA, "answer")
        self._turns(AMINA, "keys", keys="1")
        happens("acknowledged", "Amina Yusuf")
        self.amina.goto(self.sam.url)
        self.keeps(
            "Amina has taken it, by her phone.",
            colleague=self.sam,
            officer=self.amina,
            phones=self.phones,
        )
        self._turns(AMINA, "keys", keys="1")
        self._turns(SAM, "answer")
        self.keeps("She is put through.", colleague=self.sam, officer=self.amina)
        self._turns(SAM, "keys", keys="1")
        happens("put_through")
        self.keeps("The two are on a call.", colleague=self.sam, phones=self.phones)

    def _speaks(self, happens: Happens) -> None:
        self._turns(AMINA, "hang-up")
        self.keeps("The call is over.", colleague=self.sam, officer=self.amina)
        self.sam.locator("form[action$='/spoken'] button").click()
        happens("spoken")
        self.keeps("The end.", colleague=self.sam, officer=self.amina, phones=self.phones)

    def _turns(self, number: str, act: str, **more: object) -> None:
        self.house.knob("POST", f"/phones/{number}/{act}", {"wait": 20, **more})


def _opens(browser: Browser, size: dict[str, int], url: str) -> Page:
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", viewport=size)
    page = context.new_page()
    page.goto(url)
    return page


def _follows(page: Page) -> Happens:
    """Return what waits for a happening of the call-out that *page* shows, by the API."""
    base, _, one = page.url.partition("/call-outs/")

    def happens(kind: str, name: str = "") -> None:
        def there() -> bool:
            lines = page.request.get(f"{base}/api/v1/escalations/{one}").json()["timeline"]
            return any(
                one["kind"] == kind and one.get("name", "").startswith(name) for one in lines
            )

        wait_until(f"{kind} {name}", there, within_seconds=60)

    return happens
