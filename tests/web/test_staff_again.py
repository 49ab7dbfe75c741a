"""A slip of the thumb, and a press while one is open: nobody is rung twice, or for nothing."""

from web.climbing import look
from web.pressing import open_ones, pressed, the_button
from web.seen import seen

from service.desk.raising import GRACE


def test_a_press_of_the_page_has_a_moment_to_be_taken_back(house):
    browser = house.browses("sam")
    pressed(browser, the_button(browser))
    (raised,) = open_ones(house)
    assert raised.due_at == raised.climb.started_at == raised.raised_at + GRACE


def test_a_slip_that_is_taken_back_at_once_rings_nobody(house):
    browser = house.browses("sam")
    where = pressed(browser, the_button(browser)).location
    house.clock.passes(2)
    look(house, where.rpartition("/")[2])
    mistake = seen(browser.get(where)).form("It was a mistake: ring nobody")
    assert pressed(browser, mistake).status_code == 303
    house.clock.passes(3600)
    look(house, where.rpartition("/")[2])
    assert house.telephone.calls == house.telephone.texts == {}


def test_pressing_again_later_is_shown_what_is_open_and_asked_what_is_wanted(house):
    browser = house.browses("sam")
    first = pressed(browser, the_button(browser)).location
    house.clock.passes(60)
    again = pressed(browser, the_button(browser)).location
    assert again == f"{first}?again=1"
    page = seen(browser.get(again))
    assert "No second one was started" in page.words
    ways = [form.action for form in page.forms]
    assert page.form("Ring again").action == f"{first}/ring-again"
    assert ways.count(f"{first}/ring-again") == 1
    assert page.words.count("This is about something else") == 1
    second = the_button(browser, page.links["This is about something else"])
    assert second.one("another") == "1"
    assert len(open_ones(house)) == 1


def test_a_try_of_the_first_press_that_comes_late_is_told_nothing_of_a_second(house):
    browser = house.browses("sam")
    form = the_button(browser)
    first = pressed(browser, form).location
    house.clock.passes(120)
    late = pressed(browser, form).location
    assert late == first
    assert "No second one was started" not in seen(browser.get(late)).words


def test_a_press_changed_after_the_first_leads_there_and_says_that_it_does_not_count(house):
    browser = house.browses("sam")
    form = the_button(browser)
    first = pressed(browser, form).location
    changed = pressed(browser, form, ring=["tom"])
    assert changed.status_code == 303
    assert changed.location == f"{first}?changed=1"
    page = seen(browser.get(changed.location))
    assert "What you changed after the first press does not count." in page.words
    assert page.named("main")[0]["data-follow"] == f"{first}/now?changed=1"
    (raised,) = open_ones(house)
    assert "priya" in raised.listed


def test_a_changed_press_for_something_else_leads_to_that_one(house):
    browser = house.browses("sam")
    pressed(browser, the_button(browser))
    form = the_button(browser, "/?another=1")
    second = pressed(browser, form).location
    assert pressed(browser, form, ring=["tom"]).location == f"{second}?changed=1"
    assert len(open_ones(house)) == 2


def test_a_changed_press_whose_call_out_is_over_is_asked_to_look_and_press_again(house):
    browser = house.browses("sam")
    form = the_button(browser)
    where = pressed(browser, form).location
    pressed(browser, seen(browser.get(where)).form("Yes, call it off"))
    page = seen(pressed(browser, form, ring=["priya"]), 409)
    assert "This page was used before, and that call-out is over." in page.words
    assert "Nothing was started" not in page.words
    assert page.form("Get help now").one("key") != form.one("key")
    assert open_ones(house) == []


def test_a_thumb_that_shakes_is_asked_nothing(house):
    browser = house.browses("sam")
    pressed(browser, the_button(browser))
    house.clock.passes(20)
    again = seen(browser.get(pressed(browser, the_button(browser)).location))
    assert "No second one was started" not in again.words


def test_what_is_over_asks_nothing_any_more(house):
    browser = house.browses("sam")
    pressed(browser, the_button(browser))
    house.clock.passes(60)
    again = pressed(browser, the_button(browser)).location
    pressed(browser, seen(browser.get(again)).form("We have spoken"))
    assert "No second one was started" not in seen(browser.get(again)).words
