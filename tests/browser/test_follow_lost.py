"""A call-out's page that loses its connection: what it says, that it asks on, and the way back."""

import pytest
from playwright.sync_api import expect
from web.climbing import look

pytestmark = pytest.mark.browser

START = "2026-11-22T03:00:00Z"


@pytest.fixture
def following(house, page, signs_in, between):
    """Sam's page of a call-out that rings, whose time is the test's."""
    page.clock.install(time=START)
    signs_in("sam", f"/call-outs/{house.raises()['id']}")
    return page


def has_numbers(page):
    expect(page.get_by_role("link", name="07700 900111")).to_be_visible()


def test_it_says_when_it_is_live_again_and_stops_saying_so(following, house):
    following.context.set_offline(True)
    following.clock.run_for(2000)
    expect(following.get_by_text("Not connected. This page may be old.")).to_be_visible()
    has_numbers(following)
    look(house, following.url.rpartition("/")[2])
    following.context.set_offline(False)
    expect(following.get_by_text("Connected again. This page is up to date.")).to_be_visible()
    expect(following.get_by_role("heading", level=1)).to_have_text("Ringing Priya.")
    following.clock.fast_forward(10500)
    expect(following.locator("#connection")).to_be_empty(timeout=15000)


def test_a_server_that_fails_is_told_from_a_connection_that_does(following, between):
    between.says(502)
    following.clock.run_for(2000)
    expect(following.get_by_text("Our side does not answer at the moment.")).to_be_visible()
    has_numbers(following)
    between.mends()
    following.clock.run_for(16000)
    expect(following.get_by_text("Connected again.")).to_be_visible()


def test_the_book_away_is_our_side_too(following, house):
    house.book.works_for = 0
    following.clock.run_for(2000)
    expect(following.get_by_text("Our side does not answer at the moment.")).to_be_visible()


def test_signed_out_meanwhile_it_says_so_and_asks_no_more(following, between):
    following.context.clear_cookies()
    following.clock.run_for(2000)
    expect(following.get_by_text("You are signed out on this device.")).to_be_visible()
    has_numbers(following)
    asked = len(between.arrived)
    following.clock.run_for(30000)
    assert [one for one in between.arrived[asked:] if one.endswith("/now")] == []


def test_what_is_pressed_without_a_connection_leaves_the_page_and_says_so(following, house):
    expect(following.locator("#undone[role=alert]")).to_be_empty()
    following.context.set_offline(True)
    following.get_by_role("button", name="We have spoken").click()
    words = following.get_by_text("We are not certain that this got through.")
    expect(words).to_be_in_viewport()
    following.clock.run_for(4000)
    expect(words).to_be_visible()
    has_numbers(following)
    following.context.set_offline(False)
    following.get_by_role("button", name="We have spoken").click()
    expect(following.get_by_role("heading", level=1)).to_have_text("Done. You have spoken.")
