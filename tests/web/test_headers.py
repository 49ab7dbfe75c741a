"""What every answer tells the browser, and the cookie that it keeps."""

from http.cookies import SimpleCookie

import pytest
from web.house import PUBLIC, House

from service.domain.standing import TokenKind

EVERYWHERE = (
    "/",
    "/nothing",
    "/api/v1/ladders",
    "/api/v1/openapi.json",
    "/health/live",
    "/officer",
)


@pytest.fixture
def local_house(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path, public="http://127.0.0.1:8000")
    yield house
    house.closes()


def cookie_of(answer):
    (header,) = answer.headers.getlist("Set-Cookie")
    ((name, morsel),) = SimpleCookie(header).items()
    return name, morsel


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_every_answer_lets_in_nothing_from_elsewhere(house, path, method):
    headers = house.asks().open(method, path).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy.pop("default-src") == "'none'"
    assert policy.pop("frame-ancestors") == "'none'"
    assert policy.pop("base-uri") == "'none'"
    assert set(policy.values()) == {"'self'"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Access-Control-Allow-Origin" not in headers


def test_what_carries_nothing_of_anybody_may_be_kept(house):
    name = "house.css"
    answer = house.asks().get(f"/static/{name}")
    assert answer.status_code == 200
    answer.close()
    assert answer.headers.get("Cache-Control") != "no-store"


def test_plain_http_is_not_told_to_change(local_house):
    assert "Strict-Transport-Security" not in local_house.asks().get("/").headers


def test_a_session_is_kept_out_of_scripts_and_bound_to_the_host(house):
    link = house.parts.keys.issue("sam", TokenKind.SIGN_IN)
    name, morsel = cookie_of(house.asks().get(f"/sign-in/{link}"))
    assert name == "__Host-session"
    assert morsel["httponly"]
    assert morsel["secure"]
    assert morsel["samesite"] == "Lax"
    assert morsel["path"] == "/"
    assert not morsel["domain"]
    assert morsel["max-age"] == str(400 * 24 * 3600)
    assert house.parts.keys.holder(morsel.value, TokenKind.SESSION).key == "sam"


def test_a_session_over_plain_http_has_a_plain_name(local_house):
    link = local_house.parts.keys.issue("sam", TokenKind.SIGN_IN)
    name, morsel = cookie_of(local_house.asks().get(f"/sign-in/{link}"))
    assert name == "session"
    assert morsel["httponly"]
    assert not morsel["secure"]


def test_signing_out_ends_the_session_everywhere(house):
    browser = house.browses("sam")
    session = browser.client.get_cookie("__Host-session", domain=PUBLIC[8:]).value
    name, morsel = cookie_of(browser.post("/sign-out"))
    assert name == "__Host-session"
    assert morsel["max-age"] == "0"
    assert house.parts.keys.holder(session, TokenKind.SESSION) is None


def test_a_cookie_of_another_name_signs_nobody_in(house):
    browser = house.browses("sam")
    session = browser.client.get_cookie("__Host-session", domain=PUBLIC[8:]).value
    client = house.app.test_client()
    client.set_cookie("session", session, domain=PUBLIC[8:])
    assert client.get("/api/v1/ladders", base_url=PUBLIC).status_code == 401


@pytest.mark.parametrize("value", ["", "x", "\x80", "a" * 4000])
def test_a_cookie_that_we_did_not_make_signs_nobody_in(house, value):
    headers = {"Cookie": f"__Host-session={value}"}
    assert (
        house.app.test_client(use_cookies=False)
        .get("/api/v1/ladders", base_url=PUBLIC, headers=headers)
        .status_code
        == 401
    )
