"""The phones in a real browser."""

import pytest
from playwright.sync_api import expect

from exchange.parts import AMARA, SAM

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(page, exchange, knobs):
    """Open the page with Amara's and Sam's phones on it; keep what the console says."""
    knobs.phone(AMARA, name="Amara Okafor")
    knobs.phone(SAM, name="Sam Lee")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(exchange.url + "/")
    yield page
    assert said == []


def phone(screen, name):
    return screen.get_by_role("listitem").filter(has=screen.get_by_role("heading", name=name))


def test_a_call_is_answered_and_a_key_pressed_on_the_page(screen, place, customer, ended):
    customer.says("/took", "<Say>It is yours.</Say><Pause length='3000'/>")
    press = '<Gather numDigits="1" action="/took" timeout="600"><Say>Press 1.</Say></Gather>'
    call = place(press, timeout=600)
    amara = phone(screen, "Amara Okafor")
    amara.get_by_role("button", name="Answer").click()
    expect(amara).to_contain_text("Press 1.")
    amara.get_by_role("button", name="1", exact=True).click()
    expect(amara).to_contain_text("It is yours.")
    expect(screen.locator("#announcer")).to_contain_text("Amara Okafor hears: It is yours.")
    amara.get_by_role("button", name="Hang up").click()
    expect(amara).to_contain_text("Call over")
    assert ended(call).status == "completed"


def test_a_text_is_read_and_answered_while_typed_words_stay(screen, client, customer, knobs):
    sam = phone(screen, "Sam Lee")
    sam.get_by_placeholder("Text our number").fill("half typed")
    amara = phone(screen, "Amara Okafor")
    client.messages.create(to=AMARA, from_=knobs.state()["numbers"][0], body="Reply 1 to take it.")
    expect(amara).to_contain_text("Reply 1 to take it.")
    amara.get_by_placeholder("Text our number").fill("1")
    amara.get_by_role("button", name="Send").click()
    assert customer.waits_for("/twilio/incoming/text")[0].form["Body"] == "1"
    expect(sam.get_by_placeholder("Text our number")).to_have_value("half typed")


def test_what_a_phone_does_next_and_what_goes_wrong_are_set_on_the_page(screen, exchange):
    amara = phone(screen, "Amara Okafor")
    amara.get_by_text("What it does next").click()
    amara.get_by_label("When it is rung").select_option("Busy")
    amara.get_by_role("button", name="Every call").click()
    expect(amara).to_contain_text("call: busy")
    screen.get_by_label("Fault").select_option("Are lost")
    screen.get_by_label("Times").fill("2")
    screen.get_by_role("button", name="Add this fault").click()
    expect(screen.locator("#faults")).to_contain_text("Callbacks: are lost (2 more)")
    assert exchange.board.phone(AMARA).call.kind == "busy"
    screen.get_by_role("button", name="Mend everything").click()
    expect(screen.locator("#well")).to_be_visible()


def test_a_phone_is_added_and_what_was_typed_is_gone(screen):
    number = screen.get_by_label("Number", exact=True)
    number.fill("07700 900321")
    screen.get_by_role("button", name="Add this phone").click()
    expect(phone(screen, "Phone")).to_contain_text("07700 900321")
    expect(number).to_have_value("")


def test_a_text_that_will_fail_is_given_its_code_on_the_page(screen, exchange, client):
    amara = phone(screen, "Amara Okafor")
    amara.get_by_text("What it does next").click()
    amara.get_by_label("When it is texted").select_option("It is not delivered")
    amara.get_by_label("Error code").fill("30007")
    amara.get_by_role("button", name="Next text").click()
    exchange.wait_until(lambda board: board.phone(AMARA).next_texts)
    client.messages.create(to=AMARA, from_=exchange.board.settings.numbers[0], body="Hello.")
    expect(amara).to_contain_text("undelivered 30007")


def test_the_page_fits_a_narrow_screen(screen):
    screen.set_viewport_size({"width": 320, "height": 700})
    expect(phone(screen, "Sam Lee")).to_be_visible()
    assert screen.evaluate("document.documentElement.scrollWidth") == 320
