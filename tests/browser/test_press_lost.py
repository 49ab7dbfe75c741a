"""A press that finds no answer: what is said, how it goes on, and that it starts once."""

from dataclasses import replace

import pytest
from browser.lost import (
    NO_ANSWER,
    NOT_SENT,
    button,
    has_kept,
    lands,
    open_ones,
    presses_of,
    says,
)
from playwright.sync_api import expect
from web.house import example_rota

pytestmark = pytest.mark.browser

TRYING = "We keep trying for ten minutes, while this page stays open."


def test_without_a_connection_it_is_said_at_once_with_a_number(pressing, house):
    pressing.context.set_offline(True)
    button(pressing).click()
    says(pressing, NOT_SENT)
    says(pressing, TRYING)
    expect(pressing.get_by_role("link", name="Ring Priya Shah: 07700 900111")).to_be_in_viewport()
    assert pressing.locator("#outcome").get_attribute("role") == "alert"
    assert open_ones(house) == []


def test_back_online_it_goes_out_at_once(pressing, house):
    pressing.context.set_offline(True)
    button(pressing).click()
    says(pressing, NOT_SENT)
    pressing.context.set_offline(False)  # And no time passes on the page.
    lands(pressing, house)


def test_five_seconds_without_an_answer_bring_the_numbers_forward(pressing, house, between):
    between.holds()
    button(pressing).click()
    # Well before: beside what a test lets pass, the page's clock goes on by itself.
    pressing.clock.run_for(3000)
    expect(pressing.locator("#outcome")).to_be_empty()
    expect(pressing.get_by_role("button", name="Sending")).to_be_visible()
    pressing.clock.run_for(2100)
    says(pressing, NO_ANSWER)
    between.mends()  # The slow answer comes after all, and counts.
    lands(pressing, house)
    assert presses_of(between) == 1


def test_a_lost_answer_is_asked_for_again_with_the_same_key(pressing, house, between):
    between.loses()
    button(pressing).click()
    says(pressing, NO_ANSWER)
    pressing.clock.run_for(20000)
    expect(button(pressing)).to_be_enabled()
    assert len(open_ones(house)) == 1
    between.mends()
    pressing.clock.run_for(20000)
    lands(pressing, house)
    assert presses_of(between) > 1


def test_somebody_elses_page_is_not_certain_and_is_not_believed(pressing, house, between):
    between.says(502)
    button(pressing).click()
    says(pressing, "We are not certain that this was started. The answer that came is not from us.")
    between.says(200)
    pressing.clock.run_for(20000)
    says(pressing, "We are not certain that this was started.")
    between.mends()
    pressing.clock.run_for(20000)
    lands(pressing, house)


def test_after_ten_minutes_it_asks_before_it_sends(pressing, house, between):
    pressing.context.set_offline(True)
    button(pressing).click()
    says(pressing, NOT_SENT)
    pressing.clock.fast_forward(11 * 60 * 1000)
    pressing.context.set_offline(False)
    says(pressing, "No answer for ten minutes. Is it still needed?")
    pressing.clock.run_for(60000)
    assert presses_of(between) == 0
    pressing.get_by_role("button", name="Still needed: send it now").click()
    lands(pressing, house)


def test_what_is_not_needed_any_more_is_never_sent(pressing, house, between):
    pressing.context.set_offline(True)
    button(pressing).click()
    says(pressing, NOT_SENT)
    pressing.clock.fast_forward(11 * 60 * 1000)
    pressing.context.set_offline(False)
    pressing.get_by_role("button", name="Do not send it").click()
    says(pressing, "Nothing more is sent.")
    pressing.clock.run_for(60000)
    pressing.reload()
    pressing.clock.run_for(60000)
    assert presses_of(between) == 0
    assert open_ones(house) == []
    button(pressing).click()
    lands(pressing, house)


def test_who_presses_again_after_ten_minutes_has_answered_the_question(pressing, house):
    pressing.context.set_offline(True)
    button(pressing).click()
    says(pressing, NOT_SENT)
    pressing.clock.fast_forward(11 * 60 * 1000)
    pressing.context.set_offline(False)
    says(pressing, "Is it still needed?")
    button(pressing).click()
    lands(pressing, house)


def test_the_kept_page_presses_as_well_and_once(pressing, served, house):
    has_kept(pressing)
    pressing.context.set_offline(True)
    pressing.goto(served + "/")
    for _ in range(5):
        button(pressing).click()
    says(pressing, NOT_SENT)
    pressing.context.set_offline(False)
    lands(pressing, house)
    (one,) = open_ones(house)
    assert [rung.person for rung in one.rungs] == ["priya", "tom", "amina"]


def test_five_presses_and_two_tabs_start_one(pressing, served, house, between):
    other = pressing.context.new_page()
    other.goto(served + "/")
    between.holds()
    pressing.locator("button.press").evaluate("(one) => [1, 2, 3, 4, 5].forEach(() => one.click())")
    other.get_by_role("button", name="Get help now").click()
    between.mends()
    lands(pressing, house)
    lands(other, house)


def test_signed_out_meanwhile_it_says_so_and_leaves_no_officers_number(pressing, house, between):
    pressing.context.clear_cookies()
    button(pressing).click()
    heading = pressing.get_by_role("heading", level=1)
    expect(heading).to_have_text("Nothing was started: you are not signed in here")
    expect(pressing.get_by_role("link", name="Ring 020 7946 0000")).to_be_visible()
    assert "07700" not in pressing.locator("body").inner_text()
    pressing.clock.run_for(60000)
    assert presses_of(between) == 1


def test_with_the_book_unwritable_it_says_that_nothing_was_started_and_tries_on(pressing, house):
    house.book.works_for = 0
    button(pressing).click()
    says(pressing, "Nothing was started.")
    says(pressing, TRYING)
    expect(pressing.get_by_role("link", name="Ring Priya Shah: 07700 900111")).to_be_visible()
    house.book.works_for = None
    pressing.clock.run_for(20000)
    lands(pressing, house)


def test_nobody_to_ring_takes_the_pages_place_and_is_not_tried_again(pressing, house, between):
    house.changes_rota(_nobody())
    button(pressing).click()
    expect(pressing.get_by_text("Nobody can be rung at the moment")).to_be_visible()
    pressing.clock.run_for(60000)
    assert presses_of(between) == 1


def _nobody():
    rota = example_rota()
    ladder = rota.ladders[0]
    empty = tuple(replace(rung, holder=None) for rung in ladder.rungs)
    return replace(rota, ladders=(replace(ladder, rungs=empty),))
