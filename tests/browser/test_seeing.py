"""The calendar of eight weeks: a picture where there is room, words where there is not."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_picture_of_a_week_is_as_wide_as_the_page(house, page, signs_in, complaints):
    page.set_viewport_size({"width": 1280, "height": 900})
    signs_in("noor", "/rota/calendar")
    picture = page.locator("svg.picture").first
    expect(picture).to_be_visible()
    assert picture.bounding_box()["width"] > 900
    assert page.get_by_role("heading", level=3).first.bounding_box()["height"] < 40


def test_on_a_phone_a_week_stands_in_words_across_the_page(house, page, signs_in, complaints):
    page.set_viewport_size({"width": 320, "height": 568})
    signs_in("noor", "/rota/calendar")
    expect(page.locator("svg.picture").first).to_be_hidden()
    assert page.get_by_role("heading", level=3).first.bounding_box()["height"] < 60
    assert page.locator(".week table").first.bounding_box()["width"] > 200
