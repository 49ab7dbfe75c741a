"""A device that loses its connection: what it keeps, what it says, and what arrives."""

from browser.between import Between
from playwright.sync_api import Page, expect
from web.house import House

from service.domain.escalation import Escalation

NOT_SENT = "Not sent yet. This device has no connection."
NO_ANSWER = "Not sent yet, as far as we can tell."

#: In the browser: ask until it is so, and give up after ten seconds.
_UNTIL = """async ([about, words, there]) => {
    const kept = async () => (await (await caches.match("/offline"))?.text()) ?? "";
    const so = {
        kept: async () => navigator.serviceWorker.controller !== null && (await kept()) !== "",
        words: async () => (await kept()).includes(words) === there,
    }[about];
    for (let tries = 0; tries < 200; tries += 1) {
        if (await so()) return kept();
        await new Promise((again) => setTimeout(again, 50));
    }
    throw new Error(`never came to be so: ${about} ${words} in ${await kept()}`);
}"""


def has_kept(page: Page) -> None:
    """Wait until the worker has kept the page, and stands between the pages and us."""
    page.evaluate(_UNTIL, ["kept", "", True])


def kept_text(page: Page) -> str:
    """Return the page that this device keeps, as it lies there."""
    return page.evaluate("caches.match('/offline').then((kept) => kept.text())")


def comes_to_keep(page: Page, words: str) -> None:
    """Wait until *words* stand in what is kept."""
    page.evaluate(_UNTIL, ["words", words, True])


def comes_to_lose(page: Page, words: str) -> None:
    """Wait until *words* stand no more in what is kept."""
    page.evaluate(_UNTIL, ["words", words, False])


def becomes(page: Page, asked: str, expected: object) -> None:
    """Wait until what is *asked* of the browser has the answer that is *expected*."""
    for _ in range(200):
        if (found := page.evaluate(asked)) == expected:
            return
        page.wait_for_timeout(50)
    assert found == expected


def button(page: Page):
    return page.get_by_role("button", name="Get help now")


def says(page: Page, words: str) -> None:
    expect(page.locator("#outcome")).to_contain_text(words)


def open_ones(house: House) -> list[Escalation]:
    with house.real_book.reading() as page:
        return list(page.raised_by("sam"))


def presses_of(between: Between) -> int:
    return between.arrived.count("POST /call-outs")


def lands(page: Page, house: House) -> None:
    """Wait for the page of the one call-out there is."""
    page.wait_for_url("**/call-outs/*")
    (one,) = open_ones(house)
    assert page.url.endswith(one.id)
