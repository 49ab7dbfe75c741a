"""The main jobs by keyboard alone: in by a code, take it, say that they spoke, keep the rota."""

import pytest
from playwright.sync_api import Page
from web.climbing import look
from web.keeping import away, rota_of
from web.test_sign_in_codes import background, code_of

from service.domain.escalation import State

pytestmark = pytest.mark.browser


def tabs_to(page: Page, what: str, limit: int = 40) -> None:
    """Press Tab until *what* is in hand."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    pytest.fail(f"Tab never came to {what}")


def presses(page: Page, what: str, key: str = "Enter") -> None:
    """Come to *what*, and press it."""
    tabs_to(page, what)
    page.keyboard.press(key)


def test_somebody_signs_in_with_a_code(house, served, page, complaints):
    page.goto(f"{served}/sign-in")
    tabs_to(page, "[name=number]")
    page.keyboard.type("07700 900112")
    presses(page, "button[name=by][value=text]")
    page.wait_for_selector("[name=code]")
    background(house).settle()
    tabs_to(page, "[name=code]")
    page.keyboard.type(code_of(house, 112))
    page.keyboard.press("Enter")
    page.wait_for_url("**/officer")


def test_an_officer_takes_it_and_says_that_they_have_spoken(house, signs_in, page, complaints):
    one = house.raises()["id"]
    look(house, one)
    signs_in("priya", "/officer")
    presses(page, "form[action$='/take'] button")
    page.wait_for_url(f"**/call-outs/{one}")
    presses(page, "form[action$='/spoken'] button", "Space")
    page.wait_for_selector("[data-over]", state="attached")
    assert house.escalation(one).state is State.SPOKEN


def test_an_officer_passes_it_on(house, signs_in, page, complaints):
    one = house.raises()["id"]
    look(house, one)
    signs_in("priya", f"/call-outs/{one}")
    presses(page, "form[action$='/pass-on'] button")
    page.wait_for_selector("form[action$='/pass-on']", state="detached")
    look(house, one)
    assert [call.attempt.person for call in house.telephone.calls.values()] == ["priya", "tom"]


def test_an_admin_enters_somebodys_time_away(house, signs_in, page, complaints):
    signs_in("noor", "/rota")
    presses(page, "a[href='/rota/away']")
    page.wait_for_url("**/rota/away")
    tabs_to(page, "[name=person]")
    page.keyboard.press("Space")
    while not page.evaluate("document.querySelector('[value=tom]').checked"):
        page.keyboard.press("ArrowDown")
    for field in ("first", "last"):
        tabs_to(page, f"[name={field}]")
        page.keyboard.type("12122026")  # Whichever comes first, day or month.
    presses(page, "form[action='/rota/away'] button")
    page.wait_for_url("**saved=*")
    assert rota_of(house).away == (away("tom", "2026-12-12", "2026-12-13"),)


def test_a_drawer_is_opened_and_somebody_is_left_out(house, signs_in, page, complaints):
    signs_in("sam")
    presses(page, "details:has([name=ring]) summary")
    presses(page, "[name=ring][value=priya]", "Space")
    while not page.evaluate("document.activeElement.matches('button.press')"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/call-outs/*")
    assert house.escalation(page.url.rpartition("/")[2]).listed == {"tom", "amina"}
