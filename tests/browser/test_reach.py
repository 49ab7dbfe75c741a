"""Within everybody's reach: by keyboard, without scripts, on a small screen, in the dark."""

import pytest
from playwright.sync_api import expect
from web.climbing import climbs, look

from service.desk.raising import GRACE

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 480}


def tabs_to(page, name, limit=30):
    """Press Tab until what has that name is in hand."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''").strip().startswith(name):
            return
    pytest.fail(f"Tab never came to {name!r}")


def test_the_button_and_999_are_in_sight_on_the_smallest_screen(page, signs_in, complaints):
    page.set_viewport_size(SMALL)
    signs_in("sam")
    button = page.get_by_role("button", name="Get help now").bounding_box()
    danger = page.get_by_role("link", name="Ring 999").bounding_box()
    assert danger["y"] == 0
    assert button["y"] + button["height"] <= SMALL["height"]
    assert button["height"] >= 88
    assert button["width"] >= SMALL["width"] - 2 * 16


def test_whom_we_ring_and_where_they_ring_back_are_in_sight_with_the_button(
    page, signs_in, complaints
):
    page.set_viewport_size(SMALL)
    signs_in("sam")
    for said in ("Priya, then Tom, then Amina", "07700 900123"):
        line = page.locator(".choices summary").filter(has_text=said).first
        expect(line.get_by_text("Change")).to_be_in_viewport(ratio=1)
        expect(line.get_by_text(said, exact=True)).to_be_in_viewport(ratio=1)


def test_an_open_call_out_leaves_the_button_whole_and_in_sight(house, page, signs_in, complaints):
    page.set_viewport_size(SMALL)
    house.raises()
    signs_in("sam")
    expect(page.get_by_role("link", name="See what is happening")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Get help now")).to_be_in_viewport(ratio=1)


def test_with_text_twice_as_large_the_button_is_on_the_second_screen(page, signs_in, complaints):
    page.set_viewport_size(SMALL)
    signs_in("sam")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    button = page.get_by_role("button", name="Get help now").bounding_box()
    assert button["y"] + button["height"] <= 2 * SMALL["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]
    expect(page.get_by_role("link", name="Ring 999")).to_be_in_viewport(ratio=1)


def test_a_whole_cold_load_of_the_button_is_small(page, signs_in, complaints):
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    signs_in("sam")
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 3
    assert sum(sizes) < 60_000


def test_a_thumb_that_shakes_takes_nothing_back(page, signs_in, complaints):
    page.set_viewport_size(SMALL)
    signs_in("sam")
    button = page.get_by_role("button", name="Get help now").bounding_box()
    middle = (button["x"] + button["width"] / 2, button["y"] + button["height"] / 2)
    page.mouse.click(*middle)
    page.wait_for_url("**/call-outs/*")
    for _ in range(3):
        page.mouse.click(*middle)
    expect(page.get_by_role("heading", level=1)).to_have_text("We are about to ring Priya.")
    expect(page.get_by_role("button", name="It was a mistake")).to_be_in_viewport()


def test_with_nobody_yet_a_number_to_ring_is_whole_on_the_smallest_screen(
    house, page, signs_in, complaints
):
    page.set_viewport_size(SMALL)
    one = house.raises()["id"]
    climbs(house, one, 360)
    signs_in("sam", f"/call-outs/{one}")
    expect(page.get_by_text("No real phone rings here.")).to_be_visible()
    first = page.get_by_role("region", name="Ring someone yourself now").get_by_role("link").first
    box = first.bounding_box()
    assert box["y"] + box["height"] <= SMALL["height"]


@pytest.mark.parametrize("size", [SMALL, {"width": 1280, "height": 800}])
@pytest.mark.parametrize("person", ["sam", "priya"])
def test_the_way_to_hide_stands_in_the_row_of_the_name(
    house, page, signs_in, complaints, person, size
):
    page.set_viewport_size(size)
    one = house.raises()["id"]
    look(house, one)
    signs_in(person, f"/call-outs/{one}")
    head = page.get_by_role("banner")
    name = head.get_by_text("Harbour Lane").bounding_box()
    way = head.get_by_role("link", name="Hide this page").bounding_box()
    middle = way["y"] + way["height"] / 2
    assert name["y"] <= middle <= name["y"] + name["height"]
    assert way["height"] >= 48
    assert way["y"] + way["height"] <= page.get_by_role("heading", level=1).bounding_box()["y"]


def test_right_after_a_press_the_way_to_hide_is_in_sight(page, signs_in, complaints):
    page.set_viewport_size(SMALL)
    signs_in("sam")
    page.get_by_role("button", name="Get help now").click()
    way = page.get_by_role("banner").get_by_role("link", name="Hide this page")
    expect(way).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0
    way.click()  # and nothing lies over it
    page.wait_for_url("**/today")


def test_what_rings_nobody_is_not_there_yet_for_a_thumb_that_shakes(page, signs_in, complaints):
    signs_in("sam")
    page.get_by_role("button", name="Get help now").click()
    back = page.locator("form[action$='/cancel'] button")
    # Its own clock is stopped at each moment, so that no test waits for it.
    shown = """(button, at) => {
        const [late] = button.getAnimations();
        late.pause();
        late.currentTime = at;
        return getComputedStyle(button).visibility;
    }"""
    assert back.evaluate(shown, 0) == "hidden"
    assert back.evaluate(shown, 699) == "hidden"
    assert back.evaluate(shown, 701) == "visible"


def test_999_stays_in_sight_wherever_one_reads(page, signs_in, complaints):
    page.set_viewport_size(SMALL)
    signs_in("sam")
    page.mouse.wheel(0, 2000)
    expect(page.get_by_role("link", name="Ring 999")).to_be_in_viewport()


def test_a_whole_call_out_by_keyboard_alone(house, page, signs_in, complaints):
    signs_in("sam")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href") == "tel:999"
    tabs_to(page, "Get help now")
    page.keyboard.press("Enter")
    page.wait_for_url("**/call-outs/*")
    house.clock.at += GRACE
    look(house, page.url.rpartition("/")[2])
    expect(page.get_by_role("heading", level=1)).to_have_text("Ringing Priya.")
    tabs_to(page, "It was a mistake")
    page.keyboard.press("Enter")
    tabs_to(page, "Yes, call it off")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cancelled")


def test_what_is_in_hand_is_never_under_the_line_for_danger(page, signs_in, complaints):
    page.set_viewport_size(SMALL)
    signs_in("sam")
    covered = """() => {
        const held = document.activeElement;
        if (held === document.body || held.closest('.danger')) return false;
        const line = document.querySelector('.danger').getBoundingClientRect();
        return held.getBoundingClientRect().top < line.bottom - 1;
    }"""
    for _ in range(25):
        page.keyboard.press("Tab")
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(covered), page.evaluate("document.activeElement.innerText")


def test_enter_in_the_numbers_box_does_not_press_the_button(page, signs_in, complaints):
    signs_in("sam")
    page.get_by_text("Change the number we give them").click()
    page.get_by_label("Ring me on another number").fill("07700 900456")
    expect(page.get_by_text("the number you typed here")).to_be_visible()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Get help now")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/call-outs/*")


def test_the_sentence_follows_the_boxes(page, signs_in, complaints):
    signs_in("sam")
    page.get_by_text("Change who we ring").click()
    page.get_by_label("Priya Shah").uncheck()
    expect(page.get_by_text("Tom, then Amina", exact=True)).to_be_visible()


def test_how_we_tell_follows_what_is_chosen_without_scripts(house, signs_in, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = signs_in("sam", into=context)
    expect(page.get_by_text("on this page, and by text", exact=True)).to_be_visible()
    page.get_by_text("Change how we tell you").click()
    page.get_by_label("On this page only").check()
    expect(page.get_by_text("on this page only", exact=True)).to_be_visible()
    expect(page.get_by_text("on this page, and by text", exact=True)).to_be_hidden()
    context.close()


def test_it_all_works_without_scripts(house, served, signs_in, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = signs_in("sam", into=context)
    page.get_by_text("Change who we ring").click()
    page.get_by_label("Priya Shah").uncheck()
    page.get_by_role("button", name="Get help now").click()
    page.wait_for_url("**/call-outs/*")
    house.clock.passes(3)
    look(house, page.url.rpartition("/")[2])
    page.get_by_role("link", name="See what is happening now").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Ringing Tom.")
    page.get_by_role("button", name="We have spoken").click()
    expect(heading).to_have_text("Done. You have spoken.")
    expect(page.get_by_role("button", name="Copy the line")).to_be_hidden()
    context.close()


def test_the_dark_is_dark_and_stillness_is_still(house, served, signs_in, chromium):
    one = house.raises()["id"]
    look(house, one)
    context = chromium.new_context(color_scheme="dark", reduced_motion="reduce")
    page = signs_in("sam", f"/call-outs/{one}", into=context)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 23, 26)"
    dot = "getComputedStyle(document.querySelector('.steps .now'), '::before').animationName"
    assert page.evaluate(dot) == "none"
    context.close()


def test_the_live_parts_are_spoken_politely_and_the_urgent_ones_at_once(house, signs_in, page):
    one = house.raises()["id"]
    signs_in("sam", f"/call-outs/{one}")
    assert page.locator("[data-part=now]").get_attribute("aria-live") == "polite"
    assert page.locator("[data-part=urgent]").get_attribute("role") == "alert"
    assert page.locator("#connection").get_attribute("role") == "alert"
