"""Passkeys in a real browser, with an authenticator that the browser pretends."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from servers.threaded import served
from web.house import House

from service.domain.audit import Deed
from service.domain.devices import FRESH
from service.domain.standing import TokenKind

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """A port, known before the house is: passkeys belong to the address in the address bar."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door


@pytest.fixture
def named_house(
    sqlite_book_url: str, tmp_path: Path, door: socket.socket
) -> Iterator[tuple[House, str]]:
    """A house that is reached by a name, and the address of it."""
    url = f"http://localhost:{door.getsockname()[1]}"
    house = House(sqlite_book_url, tmp_path, public=url)
    house.has_a_ticker()
    with served(house.app, fd=door.fileno()):
        yield house, url
    house.closes()


@pytest.fixture
def authenticator(page: Page):
    """An authenticator in this browser, whose owner always agrees; its id and the way to it."""
    page.set_viewport_size(PHONE)
    way = page.context.new_cdp_session(page)
    way.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = way.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return way, made["authenticatorId"]


def enters(house, url, page, person="noor"):
    page.goto(f"{url}/sign-in/{house.parts.keys.issue(person, TokenKind.SIGN_IN)}")
    expect(page.get_by_text("Signed in as")).to_be_visible()


def adds(url, page):
    page.goto(f"{url}/me/passkeys")
    page.get_by_role("button", name="Add a passkey on this device").click()
    page.wait_for_load_state()
    expect(page.get_by_text("Not used yet.")).to_be_visible()


def signs_out(page):
    page.get_by_role("button", name="Sign out of this device").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ring someone yourself")


def audited(house):
    with house.real_book.reading() as book:
        return [(one.deed, one.person) for one in book.audited(10)]


def test_a_passkey_is_added_and_signs_in_without_saying_who(named_house, page, authenticator):
    house, url = named_house
    enters(house, url, page)
    adds(url, page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    signs_out(page)

    page.goto(f"{url}/sign-in?then=/devices")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Signed-in devices")
    expect(page.get_by_text("Signed in as Noor Aziz")).to_be_visible()
    assert audited(house) == [(Deed.PASSKEY_ADDED, "noor")]
    with house.real_book.reading() as book:
        (kept,) = book.passkeys_of("noor")
    assert kept.last_used == house.clock.now().date()
    assert kept.sign_count == 2  # once to be made, once to sign in


def test_a_passkey_lets_a_change_go_on_with_what_was_typed(named_house, page, authenticator):
    house, url = named_house
    house.browses("sam")
    enters(house, url, page)
    adds(url, page)
    page.goto(f"{url}/devices")
    house.clock.passes(FRESH.total_seconds() + 1)

    page.get_by_role("button", name="Sign Sam Lee out everywhere").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Signed-in devices")
    assert (Deed.DEVICES_REVOKED, "sam") in audited(house)
    with house.real_book.reading() as book:
        assert not book.devices_of("sam")


def test_a_passkey_is_called_something_else_and_removed(named_house, page, authenticator):
    house, url = named_house
    enters(house, url, page)
    adds(url, page)
    page.get_by_label("Call it").select_option("Key on my key ring")
    page.get_by_role("button", name="Change what it is called").click()
    expect(page.get_by_role("heading", name="Key on my key ring")).to_be_visible()
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_text("You have none yet.")).to_be_visible()
    signs_out(page)

    page.goto(f"{url}/sign-in")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("alert").first).to_contain_text("That passkey was not accepted.")
    assert [deed for deed, _ in audited(house)] == [Deed.PASSKEY_REMOVED, Deed.PASSKEY_ADDED]


def test_one_that_counts_no_further_is_a_copy_and_is_refused(named_house, page, authenticator):
    house, url = named_house
    enters(house, url, page)
    adds(url, page)
    with house.real_book.writing() as book:
        (kept,) = book.passkeys_of("noor")
        book.keep_passkey(type(kept)(**{**_fields(kept), "sign_count": 1000}))
    signs_out(page)
    page.goto(f"{url}/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert").first).to_contain_text("That passkey was not accepted.")


def test_without_a_finger_nothing_is_signed(named_house, page, authenticator):
    house, url = named_house
    enters(house, url, page)
    adds(url, page)
    signs_out(page)
    way, key = authenticator
    way.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(f"{url}/sign-in")
    expect(page.get_by_text("That did not work, and nothing was changed.")).to_be_hidden()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("That did not work, and nothing was changed.")).to_be_visible()


def test_without_scripts_no_passkey_is_offered(named_house, chromium):
    house, url = named_house
    with chromium.new_context(java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto(f"{url}/sign-in")
        expect(page.get_by_role("button", name="Text me a code")).to_be_visible()
        expect(page.get_by_text("Use a passkey")).to_be_hidden()
        enters(house, url, page)
        page.goto(f"{url}/me/passkeys")
        expect(page.get_by_text("Add a passkey on this device")).to_be_hidden()
        expect(page.get_by_text("Codes work without.")).to_be_visible()


def test_what_was_signed_once_signs_nobody_in_again(named_house, page, authenticator):
    house, url = named_house
    enters(house, url, page)
    adds(url, page)
    signs_out(page)
    sent = []
    page.on(
        "request",
        lambda one: one.url.endswith("/sign-in/passkey") and sent.append(one.post_data),
    )
    page.goto(f"{url}/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Signed in as Noor Aziz")).to_be_visible()

    again = house.asks().post(
        "/sign-in/passkey",
        data=sent[0],
        content_type="application/x-www-form-urlencoded",
    )
    assert again.status_code == 422
    assert not again.headers.getlist("Set-Cookie")


def _fields(one):
    return {name: getattr(one, name) for name in one.__slots__}
