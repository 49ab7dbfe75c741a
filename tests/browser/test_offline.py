"""The kept page: what it shows without a connection, how fresh it is, and what takes it away."""

import re

import pytest
from browser.lost import becomes, comes_to_keep, comes_to_lose, has_kept, kept_text
from flask import Response, request
from playwright.sync_api import expect

from service.domain.devices import REMEMBERED
from service.web.kept_files import FOLDER

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 480}
DAYS = 24 * 3600
#: Bytes of a first visit: 10 seconds at 50 kbit/s.
BUDGET = 60_000


@pytest.fixture
def device(page, signs_in):
    """Sam's phone, which was on our page once and has no connection now."""
    page.set_viewport_size(SMALL)
    signs_in("sam")
    has_kept(page)
    page.context.set_offline(True)
    return page


def opens(page, served, path="/"):
    page.goto(served + path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ring someone yourself")


def test_it_opens_without_a_connection_with_999_first_and_all_numbers(device, served):
    opens(device, served)
    links = device.get_by_role("link").evaluate_all("(all) => all.map((one) => one.href)")
    assert links[0] == "tel:999"
    numbers = [one for one in links if one.startswith("tel:")]
    assert numbers[2:] == [
        "tel:+447700900111",
        "tel:+447700900112",
        "tel:+447700900113",
        "tel:+442079460000",  # us, to ask by a call
        "tel:999",
        "tel:+442079460999",
    ]
    expect(device.get_by_text("Numbers as of Sunday 22 November, 03:00.")).to_be_visible()
    expect(device.get_by_text("No data connection at the moment.")).to_be_visible()
    assert device.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_the_first_number_is_in_sight_on_the_smallest_screen(device, served):
    opens(device, served)
    expect(device.get_by_role("link", name="07700 900111")).to_be_in_viewport()


def test_any_page_of_ours_opens_as_it(device, served):
    opens(device, served, "/me")
    expect(device.get_by_text("What was started goes on")).to_be_hidden()
    opens(device, served, "/call-outs/" + "0" * 32)
    expect(device.get_by_text("What was started goes on, also without this page.")).to_be_visible()


def test_a_server_that_is_gone_is_told_from_a_connection_that_is(page, served, signs_in, between):
    signs_in("sam")
    has_kept(page)
    between.cuts()
    opens(page, served)
    expect(page.get_by_text("We cannot be reached at the moment.")).to_be_visible()


def test_a_proxys_error_page_does_not_take_its_place(page, served, signs_in, between):
    signs_in("sam")
    has_kept(page)
    between.says(502)
    opens(page, served)
    between.mends()
    expect(page.get_by_text("We can be reached again.")).to_be_visible()
    page.get_by_role("link", name="Open the first page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Get help from the safeguarding team")


def test_our_own_word_that_the_book_is_away_comes_with_the_officers_it_keeps(
    house, page, served, signs_in
):
    signs_in("sam")
    has_kept(page)
    house.book.works_for = 0
    page.goto(served + "/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Our record book does not answer")
    kept = page.get_by_role("region", name="Kept on this device")
    expect(kept.get_by_role("link", name="07700 900111")).to_be_visible()
    expect(kept).to_contain_text("Numbers as of Sunday 22 November, 03:00.")


def test_numbers_of_a_month_ago_may_be_old(device, served):
    device.clock.install(time="2026-12-22T02:00:00Z")
    opens(device, served)
    expect(device.get_by_text("They may be old.")).to_be_hidden()
    device.clock.set_system_time("2026-12-22T04:00:00Z")
    opens(device, served)
    expect(device.get_by_text("They may be old.")).to_be_visible()


def test_after_ninety_days_without_us_only_what_everybody_may_know_is_left(device, served):
    device.evaluate(
        """async (age) => {
            const shelf = await caches.open("kept-1");
            const page = await shelf.match("/offline");
            const headers = new Headers(page.headers);
            headers.set("Date", new Date(Date.now() - age).toUTCString());
            await shelf.put("/offline", new Response(await page.text(), { headers }));
        }""",
        REMEMBERED.total_seconds() * 1000,
    )
    opens(device, served)
    expect(device.get_by_role("link", name="020 7946 0999")).to_be_visible()
    assert_nobody(device)


def assert_nobody(page):
    assert "07700" not in kept_text(page)
    assert "Priya" not in kept_text(page)
    assert "Get help now" not in kept_text(page)
    assert "020 7946 0999" in kept_text(page)


def test_what_is_kept_is_the_numbers_and_nothing_of_who_asks_or_what_was_raised(
    house, page, served, signs_in
):
    raised = house.raises()
    signs_in("sam", f"/call-outs/{raised['id']}")
    has_kept(page)
    everything = page.evaluate(
        """async () => {
            const all = [];
            for (const name of await caches.keys()) {
                const shelf = await caches.open(name);
                for (const one of await shelf.keys()) {
                    all.push(one.url, await (await shelf.match(one)).text());
                }
            }
            return JSON.stringify([all, { ...localStorage }, { ...sessionStorage }]);
        }"""
    )
    for private in (raised["id"], raised["reference"], "Sam", "Lee", "900123"):
        assert private not in everything
    urls = re.findall(re.escape(served) + r'(/[^"?]*)', everything)
    assert {url for url in urls if not url.startswith("/static/")} == {"/offline"}


def test_each_visit_brings_it_up_to_date(house, page, served, signs_in):
    signs_in("sam")
    has_kept(page)
    house.clock.passes(2 * DAYS)
    page.goto(served + "/")
    comes_to_keep(page, "Tuesday 24 November, 03:00")


def test_signing_out_takes_the_names_off_the_device(page, served, signs_in):
    signs_in("sam")
    has_kept(page)
    assert "07700 900111" in kept_text(page)
    page.get_by_role("button", name="Sign out of this device").click()
    expect(page.get_by_text("You are not signed in on this device.")).to_be_visible()
    comes_to_lose(page, "07700")
    assert_nobody(page)


def test_signing_out_without_a_connection_does_so_too(device):
    device.route("**/sign-out", lambda route: route.fulfill(status=204))
    device.get_by_role("button", name="Sign out of this device").click()
    comes_to_lose(device, "07700")
    assert_nobody(device)


def test_a_device_that_was_signed_out_elsewhere_loses_them_at_its_next_visit(
    house, page, served, signs_in
):
    signs_in("sam")
    has_kept(page)
    page.context.clear_cookies()
    page.goto(served + "/me")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in here")
    comes_to_lose(page, "07700")


def test_a_device_whose_ninety_days_are_over_loses_them_and_still_presses(
    house, page, served, signs_in
):
    signs_in("sam")
    has_kept(page)
    house.clock.passes(91 * DAYS)
    page.goto(served + "/")
    expect(page.get_by_role("button", name="Get help now")).to_be_visible()
    comes_to_lose(page, "07700")


def test_whoever_signs_in_next_keeps_their_own(page, served, signs_in):
    signs_in("sam")
    has_kept(page)
    page.goto("about:blank")
    page.context.clear_cookies()
    signs_in("priya", "/officer")
    comes_to_lose(page, "07700")
    assert_nobody(page)


def test_a_new_version_takes_over_at_once_and_its_old_files_go(page, served, signs_in, house):
    signs_in("sam")
    has_kept(page)
    kept = "(async () => (await (await caches.open('kept-1')).keys()).map((one) => one.url))()"
    page.evaluate(
        """async () => {
            await (await caches.open("kept-0")).put("/offline", new Response("old"));
            await (await caches.open("kept-1")).put("/static/house.js?v=old", new Response("old"));
        }"""
    )
    newer = (FOLDER / "sw.js").read_text() + "\n// newer\n"
    house.app.view_functions["offline.worker"] = lambda: Response(newer, mimetype="text/javascript")
    page.evaluate(
        """async () => {
            const sooner = new Promise((done, fail) => {
                navigator.serviceWorker.addEventListener("controllerchange", done);
                setTimeout(() => fail(new Error("no new version took over")), 10000);
            });
            await (await navigator.serviceWorker.getRegistration()).update();
            await sooner;
        }"""
    )
    becomes(page, "caches.keys()", ["kept-1"])
    assert not [url for url in page.evaluate(kept) if "v=old" in url]


def test_a_slow_page_gives_way_to_the_kept_one(page, served, signs_in, between):
    signs_in("sam")
    has_kept(page)
    between.holds()
    opens(page, served)
    between.mends()


def test_a_form_of_another_site_is_not_made_ours_on_its_way(page, served, signs_in, house):
    signs_in("sam")
    has_kept(page)
    asked = []
    house.app.before_request_funcs.setdefault(None, []).insert(
        0, lambda: asked.append(_where_from()) and None
    )
    page.goto("about:blank")
    page.set_content(f'<form method="post" action="{served}/call-outs"><button>Go</button></form>')
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("That is not open to you")
    assert asked[0] not in {("POST", "same-origin"), ("POST", "none")}


def test_the_first_visit_with_all_that_is_kept_stays_small(house, page, signs_in, between):
    signs_in("sam")
    has_kept(page)
    sam, size = house.browses("sam"), 0
    for path in {one.partition(" ")[2] for one in between.arrived}:
        answer = sam.get(path, headers={"Accept-Encoding": "gzip"})
        size += len(answer.data) + len(str(answer.headers))
        answer.close()
    assert "/sw.js" in str(between.arrived)
    assert size < BUDGET


def _where_from():
    return request.method, request.headers.get("Sec-Fetch-Site")
