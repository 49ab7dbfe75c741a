"""In by a link that works once, and out again."""

import pytest
from web.seen import seen

from service.desk.access import LINK_LIFE
from service.domain.standing import TokenKind

HTML = {"Accept": "text/html"}


def link_of(house, person):
    return f"/sign-in/{house.parts.keys.issue(person, TokenKind.SIGN_IN)}"


@pytest.mark.parametrize(
    ("person", "home"),
    [
        ("sam", "/"),
        ("jo", "/"),
        ("tom", "/officer"),
        ("priya", "/officer"),
        ("noor", "/rota"),
        ("grace", "/trustees"),
    ],
)
def test_a_link_leads_to_the_persons_own_page(house, person, home):
    browser = house.asks()
    assert browser.get(link_of(house, person), headers=HTML).location == home
    assert browser.get(home, headers=HTML).status_code == 200


def test_a_link_works_once_and_says_what_to_do_after(house):
    link = link_of(house, "sam")
    assert house.asks().get(link, headers=HTML).status_code == 303
    page = seen(house.asks().get(link, headers=HTML), 403)
    assert page.headings == ["This link does not sign you in"]
    assert "ask your admin for a new one" in page.words
    assert "020 7946 0999" in page.words


def test_a_link_that_nobody_has_opened_for_a_week_lets_nobody_in(house):
    links = [link_of(house, "sam") for _ in range(2)]
    house.clock.passes(LINK_LIFE.total_seconds())
    assert house.asks().get(links[0], headers=HTML).status_code == 303
    house.clock.passes(1)
    assert house.asks().get(links[1], headers=HTML).status_code == 403


def test_an_unknown_link_reads_the_same_as_a_used_one(house):
    link = link_of(house, "sam")
    house.asks().get(link)
    unknown = house.asks().get("/sign-in/nothing-of-ours", headers=HTML)
    assert unknown.text == house.asks().get(link, headers=HTML).text


def test_a_used_link_on_a_device_that_is_signed_in_leads_home(house):
    link = link_of(house, "sam")
    browser = house.asks()
    browser.get(link, headers=HTML)
    again = browser.get(link, headers=HTML)
    assert (again.status_code, again.location) == (303, "/")
    assert "Set-Cookie" not in again.headers


def test_looking_at_a_link_does_not_use_it_up(house):
    link = link_of(house, "sam")
    looked = house.asks().open("HEAD", link)
    assert (looked.status_code, looked.text) == (200, "")
    assert house.asks().get(link, headers=HTML).status_code == 303


def test_another_persons_link_signs_them_in_instead(house):
    browser = house.asks()
    browser.get(link_of(house, "sam"), headers=HTML)
    browser.get(link_of(house, "noor"), headers=HTML)
    assert "Signed in as Noor Aziz" in seen(browser.get("/rota", headers=HTML)).words


def test_signing_out_ends_the_session_for_good(house):
    browser = house.browses("sam")
    form = seen(browser.get("/")).form("Sign out of this device")
    kept = browser.client.get_cookie("__Host-session", domain="ring.harbourlane.example")
    assert browser.post(form.action).location == "/"
    assert "not signed in" in seen(browser.get("/")).words
    assert house.parts.keys.holder(kept.value, TokenKind.SESSION) is None
    assert browser.post(form.action).status_code == 303


def test_a_page_says_nothing_of_tokens_to_who_is_not_signed_in(house):
    page = seen(house.asks().get("/officer", headers=HTML), 401)
    assert "Sign in on our page" in page.words
    assert "token" not in page.words


def test_with_the_book_away_a_link_is_not_used_up(house):
    link = link_of(house, "sam")
    house.book.works_for = 0
    assert house.asks().get(link, headers=HTML).status_code == 503
    house.book.works_for = None
    assert house.asks().get(link, headers=HTML).status_code == 303
