"""What every answer tells the browser, on every route, with every status that there is."""

from http.cookies import SimpleCookie

import pytest
from web.test_sign_in_codes import asks, enters

from service.domain.standing import TokenKind
from service.ports import BookUnavailable

HTML = {"Accept": "text/html"}
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")
STATUSES = {200, 202, 204, 303, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503}
PARTS = {"int": "1", "escalation": "0" * 32, "escalation_id": "0" * 32}
PRESS = "/api/v1/escalations"


def address(rule):
    """Put something into each gap of *rule*."""
    path = rule.rule
    for name in rule.arguments:
        for written in (f"<{name}>", f"<int:{name}>", f"<path:{name}>"):
            path = path.replace(written, "house.css" if "path" in written else PARTS.get(name, "1"))
    return path


def holds(answer, endpoint):
    """Hold *answer* to what each one says."""
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    if endpoint not in {"static", "offline.worker"}:
        assert headers["Cache-Control"] == "no-store"
    assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(headers.keys())
    for cookie in headers.getlist("Set-Cookie"):
        ((name, morsel),) = SimpleCookie(cookie).items()
        assert name == "__Host-session"
        assert (morsel["path"], morsel["domain"]) == ("/", "")
        assert morsel["secure"]
        assert morsel["httponly"]
        assert morsel["samesite"] == "Lax"


@pytest.fixture
def seen(house):
    """Every answer of this house, held to it; by how many, and with which statuses."""
    kept = []

    def hold(answer):
        kept.append(answer.status_code)
        holds(answer, None)
        return answer

    house.hold = hold
    return kept


def breaks(house, endpoint):
    def broken(**_):
        raise ZeroDivisionError

    house.app.view_functions[endpoint] = broken


def test_on_every_route_by_every_method_for_everybody(house):
    tried = 0
    for person in (None, "sam", "tom", "noor", "grace"):
        browser = house.browses(person) if person else house.asks()
        for rule in house.app.url_map.iter_rules():
            for method in METHODS:
                if rule.endpoint == "sign_in.sign_out" and method == "POST":
                    continue  # last, below
                answer = browser.open(method, address(rule), headers=HTML)
                holds(answer, rule.endpoint)
                answer.close()
                tried += 1
        holds(browser.post("/sign-out"), None)
    assert tried > 3000


def test_with_every_status_that_there_is(house, seen):
    sam = house.asks("sam")
    hold = house.hold
    hold(house.asks().get("/health/live"))
    raised = hold(sam.post(PRESS, headers={"Idempotency-Key": "k"})).json["id"]
    hold(sam.post(PRESS, json={"ring": ["tom"]}, headers={"Idempotency-Key": "k"}))
    hold(house.webhook("/twilio/call/x/status", {"CallSid": "CA" + "0" * 32}))
    hold(sam.post(PRESS, data="{", content_type="application/json"))
    hold(sam.post(PRESS, data="x", content_type="text/plain"))
    hold(sam.post(PRESS, json={"ring": "x" * 100_000}))
    hold(sam.post(PRESS, json={"ring": "tom"}))
    hold(house.asks().get("/api/v1/ladders"))
    hold(house.asks("grace").post(PRESS))
    hold(sam.get(f"{PRESS}/{'0' * 32}"))
    hold(sam.client.delete(PRESS, base_url=house.public))
    hold(house.browses("sam").post(f"/call-outs/{raised}/cancel"))
    while hold(asks(house, house.asks())).status_code != 429:
        pass
    house.book.works_for, house.book.outage = 0, BookUnavailable()
    hold(sam.get("/api/v1/ladders"))
    house.book.works_for = None
    breaks(house, "health.live")
    hold(house.asks().get("/health/live"))
    assert set(seen) == STATUSES


def test_a_session_is_another_each_time_somebody_signs_in(house):
    browser, found = house.asks(), []
    for _ in range(3):
        house.clock.passes(3600)
        answer = enters(house, browser)
        holds(answer, None)
        found.append(browser.client.get_cookie("__Host-session", domain=house.public[8:]).value)
    assert len(set(found)) == 3
    assert [bool(house.parts.keys.holder(one, TokenKind.SESSION)) for one in found] == [
        False,
        False,
        True,
    ]


def test_a_session_that_somebody_else_planted_is_not_taken_over(house):
    """Whoever puts a cookie of theirs into a browser holds nothing once somebody signs in."""
    planted = house.parts.keys.issue("noor", TokenKind.SESSION)
    browser = house.asks()
    browser.client.set_cookie("__Host-session", planted, domain=house.public[8:], secure=True)
    enters(house, browser)
    now = browser.client.get_cookie("__Host-session", domain=house.public[8:]).value
    assert now != planted
    assert house.parts.keys.holder(now, TokenKind.SESSION).key == "sam"
    assert house.parts.keys.holder(planted, TokenKind.SESSION) is None
