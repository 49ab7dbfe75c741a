"""The rota kept on a phone: how many taps, and by keyboard."""

import re
import time

import pytest
from playwright.sync_api import expect
from web.keeping import away, rota_of

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 568}


class Taps:
    """Taps on a page, counted; choosing a day is not one of them."""

    def __init__(self, page):
        self.page, self.count, self.began = page, 0, time.monotonic()

    def on(self, role, name):
        self.count += 1
        self.page.get_by_role(role, name=name, exact=True).click()

    def days(self, first, last):
        self.page.get_by_label("First day").fill(first)
        self.page.get_by_label("Last day").fill(last)

    def saved(self):
        expect(self.page.get_by_text("Saved.")).to_be_visible()
        took = time.monotonic() - self.began
        print(f" {self.count} taps, {took:.1f} seconds ", end="")  # noqa: T201 - a figure to show


def test_an_admin_saves_anybodys_time_away_with_three_taps(house, page, signs_in, complaints):
    page.set_viewport_size(PHONE)
    signs_in("noor", "/rota")
    taps = Taps(page)
    taps.on("link", "Add time away")
    taps.on("radio", "Tom Reed")
    taps.days("2026-11-27", "2026-11-29")
    taps.on("button", "Save")
    taps.saved()
    assert taps.count == 3
    assert rota_of(house).away == (away("tom", "2026-11-27", "2026-11-30"),)


def test_an_officer_saves_their_own_with_two(house, page, signs_in, complaints):
    page.set_viewport_size(PHONE)
    signs_in("tom", "/officer")
    taps = Taps(page)
    taps.on("link", "Time away")
    taps.days("2026-11-27", "2026-11-29")
    taps.on("button", "Save")
    taps.saved()
    assert taps.count == 2


def test_whoever_moves_somebody_keeps_the_button_in_hand(house, page, signs_in, complaints):
    signs_in("noor", "/rota/ladders/1")
    up = page.get_by_role("button", name=re.compile("^Up ?: person 3"))
    up.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#up-2")
    expect(page.locator("#up-2")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#up-1")
    assert [rung.holder for rung in rota_of(house).ladders[0].rungs] == ["amina", "priya", "tom"]
    expect(page.locator("#up-1")).to_be_focused()
