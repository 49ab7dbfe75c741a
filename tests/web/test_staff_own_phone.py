"""The colleague's own phone, which others may see."""

from dataclasses import replace

import pytest
from web.house import example_rota, number
from web.pressing import open_ones, pressed, the_button
from web.seen import seen

from service.domain.people import NumberMarks, PhoneNumber


@pytest.mark.parametrize("set_up", [True, False])
def test_page_only_or_texts_as_well_is_one_tap_from_how_it_was_set_up(house, set_up):
    people = example_rota().people
    sam = replace(people["sam"], texts=set_up)
    house.changes_rota(example_rota(people=people | {"sam": sam}))
    browser = house.browses("sam")
    page = seen(browser.get("/"))
    ticked = [
        one["value"]
        for one in page.named("input")
        if one.get("type") == "radio" and "checked" in one
    ]
    assert ticked == ["yes" if set_up else "no"]
    assert "Also by text to 07700 900123" in page.words
    assert "others may see it on your phone" in page.words
    pressed(browser, page.form("Get help now"), texts="no" if set_up else "yes")
    (raised,) = open_ones(house)
    assert raised.raiser.texts is not set_up


def test_page_only_stays_chosen_where_the_press_is_refused(house):
    browser = house.browses("sam")
    page = seen(pressed(browser, the_button(browser), texts="no", ring=[]), 422)
    assert page.form("Get help now").one("texts") == "no"


def test_a_landline_is_offered_no_texts(house):
    people = example_rota().people
    sam = replace(people["sam"], phone=PhoneNumber("+442079460123"), texts=False)
    house.changes_rota(example_rota(people=people | {"sam": sam}))
    page = seen(house.browses("sam").get("/"))
    assert "by text" not in page.words
    assert "texts" not in dict(page.form("Get help now").fields)


def test_whose_texts_are_off_is_told_how_to_turn_them_on(house):
    with house.real_book.writing() as page:
        page.mark(number(123), NumberMarks(texts_off=True))
    seen_page = seen(house.browses("sam").get("/"))
    assert "text START to 020 7946 0000" in seen_page.words
    assert "Also by text" not in seen_page.words
