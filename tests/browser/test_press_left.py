"""A press whose page was left, loaded anew or opened by somebody else; and one that has landed."""

import threading

import pytest
from browser.lost import NO_ANSWER, button, lands, open_ones, presses_of, says
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LEFT = "You left this page before an answer came."


def presses_and_leaves(page, served):
    """Press where nothing gets through, and go to a page that cannot send; then it could again."""
    page.route("**/call-outs", lambda route: route.abort())
    button(page).click()
    says(page, NO_ANSWER)
    says(page, "If you leave it, nothing more is sent until you say so.")
    page.goto(served + "/today")
    page.unroute("**/call-outs")


def test_who_left_the_page_and_comes_back_is_asked_first(pressing, served, house, between):
    presses_and_leaves(pressing, served)
    pressing.goto(served + "/")
    says(pressing, f"{LEFT} Is it still needed?")
    pressing.clock.run_for(60000)
    assert presses_of(between) == 0
    pressing.get_by_role("button", name="Still needed: send it now").click()
    lands(pressing, house)


def test_what_was_left_and_is_not_needed_is_not_asked_for_again(pressing, served, house, between):
    presses_and_leaves(pressing, served)
    pressing.goto(served + "/")
    pressing.get_by_role("button", name="Do not send it").click()
    says(pressing, "Nothing more is sent.")
    pressing.goto(served + "/")
    expect(pressing.locator("#outcome")).to_be_empty()
    assert presses_of(between) == 0
    assert open_ones(house) == []


def test_whoever_signs_in_next_in_that_tab_sends_nothing_of_it(
    pressing, served, house, between, signs_in
):
    presses_and_leaves(pressing, served)
    signs_in("jo")
    pressing.clock.run_for(60000)
    expect(pressing.locator("#outcome")).to_be_empty()
    assert presses_of(between) == 0
    assert pressing.evaluate("sessionStorage.length") == 0


def test_what_has_landed_is_shown_without_asking_for_its_page_again(pressing, house, between):
    button(pressing).click()
    lands(pressing, house)
    expect(pressing.get_by_role("heading", level=1)).to_have_text("We are about to ring Priya.")
    asked = [one for one in between.arrived if one.startswith("GET /call-outs/")]
    assert [one for one in asked if not one.endswith("/now")] == asked[:1]
    pressing.go_back()
    expect(pressing.get_by_role("link", name="See what is happening")).to_be_visible()
    pressing.wait_for_load_state()
    pressing.go_forward()
    expect(pressing.get_by_role("heading", level=1)).to_have_text("We are about to ring Priya.")


#: What stands in the outcome, told as it comes: all else waits for the page that is on its way.
_TELLS = """addEventListener("DOMContentLoaded", () => {
    const told = document.getElementById("outcome");
    const tell = () => console.log([told.innerText, told.querySelector("a")?.pathname].join(" "));
    if (told) new MutationObserver(tell).observe(told, { childList: true });
})"""


def test_what_has_landed_and_cannot_be_shown_yet_is_said_to_be_started(house, signs_in, chromium):
    asked, was_told = [], threading.Event()

    def fails(**_):
        if asked:
            was_told.wait()
        asked.append("once")
        raise ZeroDivisionError

    house.app.view_functions["call_out.page"] = fails
    context = chromium.new_context(service_workers="block")
    context.add_init_script(_TELLS)
    page = signs_in("sam", into=context)
    with page.expect_console_message(lambda one: one.text.startswith("Started")) as told:
        button(page).click()
    was_told.set()
    (one,) = open_ones(house)
    assert told.value.text.split("\n\n") == [
        "Started. Opening its page.",
        "See what is happening",
        f"Ring Priya Shah: 07700 900111 /call-outs/{one.id}",
    ]
    context.close()


def test_a_reload_goes_on_with_the_same_press_and_the_same_people(page, signs_in, house, between):
    # On the browser's own clock: under another it does not tell of reloads.
    signs_in("sam")
    page.get_by_text("Change who we ring").click()
    page.get_by_label("Priya Shah").uncheck()
    page.route("**/call-outs", lambda route: route.abort())
    button(page).click()
    says(page, NO_ANSWER)
    page.unroute("**/call-outs")
    page.reload()
    lands(page, house)
    (one,) = open_ones(house)
    assert [rung.person for rung in one.rungs] == ["tom", "amina"]
