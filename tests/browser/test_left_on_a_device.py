"""What a whole call-out leaves on the devices of the two: as docs/decisions/0017 has it."""

import re
from urllib.parse import urlsplit

import pytest
from browser.lost import becomes, comes_to_keep, has_kept
from playwright.sync_api import Page, expect
from web.climbing import climbs

pytestmark = pytest.mark.browser

#: Everything that a page of ours could keep on a device, and where it has been.
_LEFT = """async () => {
    const shelves = {};
    for (const name of await caches.keys()) {
        const shelf = await caches.open(name);
        for (const one of await shelf.keys()) {
            shelves[new URL(one.url).pathname] = await (await shelf.match(one)).text();
        }
    }
    return {
        local: { ...localStorage },
        session: { ...sessionStorage },
        databases: (await indexedDB.databases()).map((one) => one.name),
        shelves,
        history: navigation.entries().map((one) => one.url),
        states: navigation.entries().map((one) => one.getState() ?? null).concat([history.state]),
        name: window.name,
    };
}"""
ADDRESS = re.compile(r"/|/officer|/me|/today|/call-outs/[0-9a-f]{32}")


def left_on(page: Page, served: str) -> dict[str, object]:
    """Return what is left, once it is as small as it should be in all but the kept page."""
    left = page.evaluate(_LEFT)
    for store in ("local", "session"):
        assert left[store] == {}, store
    assert (left["databases"], left["name"]) == ([], "")
    assert set(left["states"]) == {None}
    assert {path for path in left["shelves"] if not path.startswith("/static/")} == {"/offline"}
    for url in left["history"]:
        parts = urlsplit(url)
        assert url.startswith(served)
        assert ADDRESS.fullmatch(parts.path), url
        assert not parts.query + parts.fragment, url
    assert [one["name"] for one in page.context.cookies()] == ["session"]
    return left


def test_a_whole_call_out_leaves_numbers_that_may_be_kept_and_nothing_of_itself(
    house, page, signs_in, served, chromium
):
    signs_in("sam")
    has_kept(page)
    page.get_by_role("button", name="Get help now").click()
    page.wait_for_url("**/call-outs/*")
    one = page.url.rpartition("/")[2]
    climbs(house, one, 120)
    toms = chromium.new_context()
    officer = signs_in("tom", "/officer", into=toms)
    officer.get_by_role("button", name="Take it").click()
    expect(officer.get_by_role("link", name="07700 900123")).to_be_visible()
    page.get_by_role("button", name="We have spoken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Done. You have spoken.")
    page.goto(f"{served}/me")
    has_kept(officer)
    reference = house.escalation(one).reference
    for device in (page, officer):
        left = left_on(device, served)
        kept = repr((left["shelves"], left["session"], left["local"]))
        for private in (one, reference, "Sam Lee", "900123", "07700 900123"):
            assert private not in kept
    assert any(one in url for url in page.evaluate(_LEFT)["history"])
    comes_to_keep(page, "07700 900111")
    becomes(page, "sessionStorage.length", 0)
    toms.close()
