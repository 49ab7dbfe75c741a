"""Turning the knobs: what is taken, what is refused, and who may."""

import logging

import pytest
import requests

from exchange.parts import AMARA, OURS, SID, TOKEN, Customer, Knobs
from service.exchange import ExchangeSettings, running_exchange


def test_a_phone_keeps_what_it_was_told(knobs):
    told = knobs.phone(
        "07700 900111",
        name="Amara",
        call="busy",
        next_calls=[{"kind": "answer", "after": 2, "press": [{"after": 1, "keys": "1"}]}],
        takes_texts=False,
    )
    assert (told["number"], told["state"]) == (AMARA, "idle")
    knobs.phone(AMARA, text="stuck")
    phone = knobs.state()["phones"][0]
    assert (phone["name"], phone["call"]["kind"], phone["text"]["kind"]) == (
        "Amara",
        "busy",
        "stuck",
    )
    assert phone["next_calls"][0]["press"] == [{"after": 1.0, "keys": "1"}]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/phones/12", {}),
        (f"/phones/{AMARA}", {"colour": "blue"}),
        (f"/phones/{AMARA}", {"call": "sing"}),
        (f"/phones/{AMARA}", {"call": {"kind": "answer", "after": -1}}),
        (f"/phones/{AMARA}", {"call": {"kind": "answer", "press": [{"keys": "A"}]}}),
        (f"/phones/{AMARA}", {"call": {"kind": "answer", "press": 5}}),
        (f"/phones/{AMARA}", {"call": {"kind": "busy", "colour": "blue"}}),
        (f"/phones/{AMARA}", {"next_calls": "busy"}),
        (f"/phones/{AMARA}", {"text": {"kind": "fail", "code": 1}}),
        (f"/phones/{AMARA}", {"text": {"kind": "fail", "status": "delivered"}}),
        (f"/phones/{AMARA}", {"text": {"kind": "fail", "status": []}}),
        (f"/phones/{AMARA}", {"call": {"kind": "answer", "after": 10**400}}),
        (f"/phones/{AMARA}", {"text": {"kind": "deliver", "reply": 1}}),
        (f"/phones/{AMARA}", {"takes_texts": "yes"}),
        (f"/phones/{AMARA}", {"name": 5}),
        (f"/phones/{AMARA}", []),
    ],
)
def test_a_phone_that_is_told_nonsense_says_so(path, body, knobs):
    problem = knobs.ask("PUT", path, body, expect=422)
    assert problem["title"].endswith(".")
    assert knobs.state()["phones"] == [] or knobs.state()["phones"][0]["call"]["kind"] == "manual"


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "earthquake"},
        {"kind": "drip", "count": 0},
        {"kind": "drip", "count": True},
        {"kind": "drip", "seconds": -1},
        {"kind": "drip", "on": "faxes"},
        {"kind": "drip", "on": []},
        {"kind": "drip", "method": {}},
        {"kind": "drip", "method": "PUT"},
        {"kind": "drip", "colour": "blue"},
        "drip",
    ],
)
def test_a_fault_that_is_nonsense_says_so(body, knobs):
    assert knobs.ask("POST", "/faults", body, expect=422)["title"].endswith(".")
    assert knobs.ask("GET", "/faults") == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/answer", {}, 409),
        ("/refuse", {}, 409),
        ("/hang-up", {}, 409),
        ("/keys", {"keys": "1"}, 409),
        ("/keys", {}, 422),
        ("/keys", {"keys": "1", "when": "later"}, 422),
        ("/keys", {"keys": "1", "when": []}, 422),
        ("/answer", {"wait": "long"}, 422),
        ("/answer", [], 422),
        ("/text", {}, 422),
        ("/text", {"body": "1", "to": AMARA}, 422),
        ("/call", {"to": AMARA}, 422),
        ("/call", {"hang_up_after": "soon"}, 422),
        ("/call", {"hang_up_after": -5}, 422),
        ("/sing", {}, 404),
    ],
)
def test_what_nobody_can_do_now_is_refused_with_a_sentence(path, body, status, knobs):
    assert knobs.ask("POST", f"/phones/{AMARA}{path}", body, expect=status)["title"].endswith(".")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", f"/phones/{AMARA}", '{"call": {"kind": "answer", "after": …}}'),
        ("POST", f"/phones/{AMARA}/call", '{"hang_up_after": …}'),
        ("POST", "/faults", '{"kind": "hang_before", "seconds": …}'),
    ],
)
def test_a_number_that_no_browser_would_read_is_refused(method, path, body, number, exchange):
    url, body = f"{exchange.url}/exchange{path}", body.replace("…", number)
    assert requests.request(method, url, data=body, timeout=10).status_code == 422


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b"\xff"])
def test_a_body_that_is_not_json_is_refused(body, exchange):
    answer = requests.post(exchange.url + "/exchange/faults", data=body, timeout=10)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_body_needs_no_content_type(exchange, knobs):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    url = f"{exchange.url}/exchange/phones/{AMARA}"
    assert requests.put(url, data=b'{"call": "busy"}', headers=form, timeout=10).ok
    assert knobs.state()["phones"][0]["call"]["kind"] == "busy"


def test_reset_forgets_all_but_whose_the_phones_are(knobs, place, exchange):
    knobs.phone(AMARA, name="Amara")
    place(timeout=600)
    exchange.wait_until(lambda board: board.phone(AMARA).engaged)
    knobs.fault("drip")
    knobs.phone(AMARA, call="busy")
    knobs.ask("POST", "/reset")
    state = knobs.state()
    assert state["calls"] == state["texts"] == state["requests"] == state["faults"] == []
    phone = state["phones"][0]
    assert (phone["name"], phone["call"]["kind"], phone["state"]) == ("Amara", "manual", "idle")


def test_a_phone_on_a_call_cannot_ring_us(place, knobs, exchange):
    place(timeout=600)
    exchange.wait_until(lambda board: board.phone(AMARA).engaged)
    knobs.ask("POST", f"/phones/{AMARA}/call", {}, expect=409)


def test_every_request_is_remembered_in_memory(place, knobs):
    place()
    request = knobs.state()["requests"][0]
    assert (request["method"], request["status"], request["fault"]) == ("POST", 201, None)
    assert request["parameters"]["To"] == AMARA
    assert len(request["parameters"]["StatusCallbackEvent"]) == 4


def test_no_log_line_holds_a_number_a_name_or_a_word(place, knobs, caplog, ended, client, customer):
    caplog.set_level(logging.DEBUG)
    knobs.phone(AMARA, name="Amara", call={"kind": "answer", "after": 0})
    ended(place("<Say>Marmalade.</Say>"))
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": "Marmalade"})
    customer.waits_for("/twilio/incoming/text")
    lines = [each.getMessage() for each in caplog.records if each.name == "exchange"]
    assert len(lines) >= 5
    assert not any(
        word in line for line in lines for word in ("7700", "7946", "Amara", "Marmalade")
    )


# Who may.


@pytest.fixture
def locked():
    customer = Customer()
    settings = ExchangeSettings(
        account_sid=SID,
        auth_token=TOKEN,
        page_key="open-sesame",
        public_url=customer.url,
        numbers=(OURS,),
        api_key="SK" + "2" * 32,
        api_secret="invented",
    )
    with running_exchange(settings) as running:
        yield running.url
    customer.stops()


def test_the_link_opens_the_page_and_a_stranger_finds_it_closed(locked):
    assert requests.get(locked + "/", timeout=10).status_code == 401
    assert requests.get(locked + "/?key=guess", timeout=10).status_code == 401
    assert requests.get(locked + "/exchange/state", timeout=10).status_code == 401
    with requests.Session() as browser:
        entered = browser.get(locked + "/?key=open-sesame", allow_redirects=False, timeout=10)
        assert (entered.status_code, entered.headers["Location"]) == (303, "/")
        cookie = entered.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "open-sesame" not in cookie
        page = browser.get(locked + "/", timeout=10)
        assert "No real phone rings here" in page.text
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Cache-Control"] == "no-store"
        assert browser.get(locked + "/exchange/state", timeout=10).ok


def test_the_accounts_credentials_open_the_knobs(locked):
    assert Knobs(locked).ask("GET", "/state", auth=(SID, TOKEN))["calls"] == []
    Knobs(locked).ask("GET", "/state", auth=(SID, "wrong"), expect=401)


def test_an_api_key_opens_the_api(locked):
    url = f"{locked}/2010-04-01/Accounts/{SID}/Balance.json"
    assert requests.get(url, auth=("SK" + "2" * 32, "invented"), timeout=10).ok


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 204),
        ({}, 204),
    ],
)
def test_another_sites_page_turns_no_knob(headers, status, locked):
    answer = requests.post(
        locked + "/exchange/reset", headers=headers, auth=(SID, TOKEN), timeout=10
    )
    assert answer.status_code == status
