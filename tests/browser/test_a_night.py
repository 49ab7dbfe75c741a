"""A night in a browser: the press, the climb as it is followed, and the two who speak."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from web.climbing import climbs, does, look

pytestmark = pytest.mark.browser

#: A page must follow within this many milliseconds.
SOON = 2000


def raised_on(page: Page) -> str:
    page.wait_for_url("**/call-outs/*")
    return page.url.rpartition("/")[2]


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def open_ones(house):
    with house.real_book.reading() as page:
        return page.raised_by("sam")


def test_from_the_button_to_the_two_who_speak(house, page, signs_in, chromium, complaints):
    signs_in("sam")
    page.get_by_role("button", name="Get help now").click()
    one = raised_on(page)
    page.evaluate("window.same = true")
    house.clock.passes(3)
    look(house, one)
    expect(heading(page)).to_have_text("Ringing Priya.", timeout=SOON)

    climbs(house, one, 120)
    expect(heading(page)).to_contain_text("Tom", timeout=SOON)

    toms = chromium.new_context()
    officer = signs_in("tom", "/officer", into=toms)
    officer.get_by_role("button", name="Take it").click()
    expect(heading(officer)).to_have_text("Ring Sam Lee now.")
    expect(officer.get_by_role("link", name="07700 900123")).to_be_visible()

    expect(heading(page)).to_contain_text("Tom has your call-out", timeout=SOON)
    assert page.evaluate("window.same")  # It was never loaded again.

    page.get_by_role("button", name="We have spoken").click()
    expect(heading(page)).to_have_text("Done. You have spoken.")
    expect(heading(officer)).to_have_text("Done. You have spoken.", timeout=SOON)
    toms.close()


def test_what_was_asked_of_an_officer_appears_and_goes_by_itself(house, page, signs_in, complaints):
    signs_in("priya", "/officer")
    expect(page.get_by_text("Nothing is asked of you.")).to_be_visible()
    one = house.raises()["id"]
    expect(page.get_by_role("button", name="Take it")).to_be_visible(timeout=SOON)
    does(house, "cancel", one, "sam")
    expect(page.get_by_text("Nothing is asked of you.")).to_be_visible(timeout=SOON)


def test_an_open_drawer_and_the_place_stay_while_the_page_follows(
    house, page, signs_in, complaints
):
    one = house.raises()["id"]
    signs_in("sam", f"/call-outs/{one}")
    page.get_by_text("It was a mistake").click()
    button = page.get_by_role("button", name="Yes, call it off")
    button.focus()
    look(house, one)
    expect(heading(page)).to_have_text("Ringing Priya.", timeout=SOON)
    expect(button).to_be_focused()
    button.press("Enter")
    expect(heading(page)).to_have_text("Cancelled. Nobody is being rung.")


def test_what_stays_the_same_keeps_the_keyboard_and_what_was_opened(
    house, page, signs_in, complaints
):
    one = house.raises()["id"]
    look(house, one)
    signs_in("sam", f"/call-outs/{one}")
    page.get_by_text("It was a mistake").click()
    spoken = page.get_by_role("button", name="We have spoken")
    spoken.focus()
    does(house, "acknowledge", one, "priya")
    expect(page.get_by_role("button", name="I still need someone")).to_be_visible(timeout=SOON)
    expect(spoken).to_be_focused()
    expect(page.get_by_role("button", name="Yes, call it off")).to_be_visible()


def test_the_older_history_stays_open_while_lines_are_added(house, page, signs_in, complaints):
    one = house.raises()["id"]
    climbs(house, one, 120)
    signs_in("sam", f"/call-outs/{one}")
    page.get_by_text("Before that").click()
    climbs(house, one, 120)
    expect(page.get_by_text("Going on to Amina.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("You pressed the button.")).to_be_visible()


def test_the_pause_before_the_first_ring_ends_by_itself(house, page, signs_in, complaints):
    one = house.raises()["id"]
    house.has_a_ticker()
    with house.real_book.writing() as book:
        later = house.clock.now() + timedelta(seconds=5)
        book.save(replace(book.escalation(one), due_at=later), ())
    signs_in("sam", f"/call-outs/{one}")
    expect(heading(page)).to_have_text("We are about to ring Priya.")
    button = page.get_by_role("button", name="It was a mistake: ring nobody")
    expect(button).to_be_in_viewport()
    house.clock.passes(5)
    look(house, one, rings=False)
    expect(heading(page)).to_have_text("Trying Priya.", timeout=SOON)
    expect(button).to_have_count(0)
    look(house, one)
    expect(heading(page)).to_have_text("Ringing Priya.", timeout=SOON)


def test_a_hidden_page_does_not_come_back_by_itself(house, page, signs_in, complaints):
    one = house.raises()["id"]
    signs_in("sam")
    page.get_by_role("link", name="See what is happening").click()
    raised_on(page)
    page.get_by_role("link", name="Hide this page").click()
    expect(heading(page)).to_have_text("Sunday 22 November")
    assert page.title() == "Harbour Lane"
    page.go_back()
    expect(heading(page)).to_have_text("Sunday 22 November")
    page.get_by_role("link", name="Start page").click()
    page.get_by_role("link", name="See what is happening").click()
    assert raised_on(page) == one


@pytest.mark.parametrize(
    ("person", "before"),
    [
        ("sam", "/guidance/not-urgent"),
        ("sam", "/offline"),
        ("sam", "/nothing"),
        ("priya", "/officer"),
    ],
)
def test_no_page_before_a_hidden_one_comes_back_either(house, page, signs_in, person, before):
    one = house.raises()["id"]
    look(house, one)
    signs_in(person, before)
    page.goto(page.url.removesuffix(before) + f"/call-outs/{one}")
    page.get_by_role("link", name="Hide this page").click()
    expect(heading(page)).to_have_text("Sunday 22 November")
    page.go_back()
    page.wait_for_url("**/today")
    expect(heading(page)).to_have_text("Sunday 22 November")


def test_a_page_is_hidden_without_scripts_too(house, signs_in, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = signs_in("sam", f"/call-outs/{house.raises()['id']}", into=context)
    page.get_by_role("link", name="Hide this page").click()
    expect(heading(page)).to_have_text("Sunday 22 November")
    context.close()


def test_only_what_is_new_is_spoken_to_an_officer(house, page, signs_in, complaints):
    signs_in("priya", "/officer")
    spoken = page.locator("main [aria-live=polite]")
    expect(spoken).to_have_count(1)
    expect(spoken).to_have_text("No call-out is asked of you now.")
    look(house, house.raises()["id"])
    expect(spoken).to_have_text("A colleague needs an officer now.", timeout=SOON)


def test_the_numbers_come_up_loudly_once_nobody_has_answered(house, page, signs_in, complaints):
    one = house.raises()["id"]
    signs_in("sam", f"/call-outs/{one}")
    expect(page.get_by_role("alert").filter(has_text="Ring one of these now")).to_have_count(0)
    climbs(house, one, 330)
    loud = page.get_by_role("alert").filter(has_text="Nobody has taken it yet.")
    expect(loud).to_be_visible(timeout=SOON)
    expect(page.get_by_role("heading", name="Ring someone yourself now")).to_be_visible()


def test_following_stops_at_the_end(house, page, signs_in, complaints):
    one = house.raises()["id"]
    signs_in("sam", f"/call-outs/{one}")
    does(house, "cancel", one, "sam")
    expect(heading(page)).to_contain_text("Cancelled", timeout=SOON)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(SOON)
    assert asked == []


def test_the_stamp_is_copied_by_a_button(house, page, signs_in, complaints):
    one = house.raises()
    does(house, "confirm", one["id"], "sam")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    signs_in("sam", f"/call-outs/{one['id']}")
    page.get_by_role("button", name="Copy the line").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{one['reference']}: raised 22 Nov 2026 03:00 by S Lee")


# Where something is lost on the way.


def test_a_lost_connection_is_said_and_the_numbers_stay(house, page, signs_in):
    one = house.raises()["id"]
    signs_in("sam", f"/call-outs/{one}")
    page.context.set_offline(True)
    expect(page.get_by_text("Not connected. This page may be old.")).to_be_visible(timeout=2 * SOON)
    expect(page.get_by_role("link", name="020 7946 0999")).to_be_visible()
    look(house, one)
    page.context.set_offline(False)
    expect(heading(page)).to_have_text("Ringing Priya.", timeout=SOON)
    expect(page.get_by_text("Not connected.")).to_have_count(0)


def test_a_press_that_is_lost_on_the_way_stays_with_the_numbers(house, page, signs_in):
    signs_in("sam")
    page.context.set_offline(True)
    page.get_by_role("button", name="Get help now").click()
    loud = page.get_by_role("alert")
    expect(loud).to_contain_text("Not sent yet. This device has no connection.")
    expect(loud.get_by_role("link", name="Ring Priya Shah: 07700 900111")).to_be_in_viewport()
    page.context.set_offline(False)
    raised_on(page)
    assert len(open_ones(house)) == 1


def test_an_answer_that_is_lost_after_the_press_does_not_start_it_twice(house, page, signs_in):
    signs_in("sam")

    def lose(route):
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/call-outs", lose)
    page.get_by_role("button", name="Get help now").click()
    expect(page.get_by_role("alert")).to_contain_text("Not sent yet, as far as we can tell.")
    (first,) = open_ones(house)
    page.unroute("**/call-outs")
    assert raised_on(page) == first.id
    assert len(open_ones(house)) == 1


def test_with_the_book_away_the_page_stays_and_says_so(house, page, signs_in):
    signs_in("sam")
    house.book.works_for = 0
    page.get_by_role("button", name="Get help now").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was started")
    expect(page.get_by_role("link", name="Ring Priya Shah")).to_be_visible()
    house.book.works_for = None
    raised_on(page)  # Nobody had to press again.
    assert len(open_ones(house)) == 1


def test_somebody_elses_error_page_never_takes_the_place_of_the_numbers(page, signs_in):
    signs_in("sam")
    page.route("**/call-outs", lambda route: route.fulfill(status=502, body="<h1>Bad</h1>"))
    page.get_by_role("button", name="Get help now").click()
    expect(page.get_by_role("alert")).to_contain_text("We are not certain that this was started.")
    expect(page.get_by_role("link", name="Ring Priya Shah")).to_be_visible()


def test_a_wrong_number_to_ring_back_on_is_told_of(house, page, signs_in):
    signs_in("sam")
    page.get_by_text("Change the number we give them").click()
    page.get_by_label("Ring me on another number").fill("0770O 900456")
    page.get_by_role("button", name="Get help now").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was started. The phone number has")
    expect(page.get_by_label("Ring me on another number")).to_be_visible()


def test_going_back_after_a_press_gives_a_fresh_button(house, page, signs_in, complaints):
    signs_in("sam")
    key = page.locator("[name=key]").get_attribute("value")
    page.get_by_role("button", name="Get help now").click()
    raised_on(page)
    page.go_back()
    expect(page.get_by_role("link", name="See what is happening")).to_be_visible()
    assert page.locator("[name=key]").get_attribute("value") != key
