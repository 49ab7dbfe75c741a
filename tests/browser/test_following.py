"""Pages of the admins' and officers' own that follow what they wait for."""

import pytest
from browser.states.own import being_measured, by_day
from browser.states.rota import practice_running
from playwright.sync_api import expect
from web.climbing import does
from web.test_proving import tells

pytestmark = pytest.mark.browser

#: A page must follow within this many milliseconds.
SOON = 3000


def test_a_phone_that_was_let_ring_is_told_of_without_a_reload(house, page, signs_in, complaints):
    by_day(house)
    being_measured(house)
    signs_in("tom", "/me/prove")
    page.evaluate("window.same = true")
    expect(page.locator("form[action='/me/prove/ring']")).to_have_count(0)
    tells(house, house.telephone.announced[-1].token, CallStatus="completed")
    expect(page.locator("form[action='/me/prove/ring']")).to_be_visible(timeout=SOON)
    assert page.evaluate("window.same")


def test_a_practice_that_is_over_is_told_of_and_what_was_typed_stays(
    house, page, signs_in, complaints
):
    practice_running(house)
    signs_in("noor", "/drills")
    page.locator("[name=every]").fill("60")
    one = page.locator("a[href^='/call-outs/']").get_attribute("href").rpartition("/")[2]
    does(house, "cancel", one, "noor")
    expect(page.get_by_role("status")).to_have_count(0, timeout=SOON)
    assert page.locator("[name=every]").input_value() == "60"
