"""A carrier that fails as a whole, and callbacks that go astray."""

import json

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from exchange.parts import AMARA, OURS, SID, TOKEN, Rebased

CALLS = f"/2010-04-01/Accounts/{SID}/Calls.json"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("answer_401", 401, 20003), ("answer_429", 429, 20429), ("answer_500", 500, 20500)],
)
def test_requests_are_refused_as_often_as_told(kind, status, code, place, knobs, client):
    knobs.fault(kind, count=2)
    for _ in range(2):
        with pytest.raises(TwilioRestException) as refused:
            place()
        assert (refused.value.status, refused.value.code) == (status, code)
    assert client.calls.list() == []
    assert place().status == "queued"


def test_a_fault_stays_until_it_is_cleared(place, knobs):
    knobs.fault("answer_500")
    for _ in range(3):
        with pytest.raises(TwilioRestException):
            place()
    knobs.ask("DELETE", "/faults")
    assert place().status == "queued"


def test_a_fault_may_strike_one_resource_and_method_alone(place, knobs, client):
    knobs.fault("answer_500", on="calls", method="POST")
    assert client.messages.create(to=AMARA, from_=OURS, body="1").sid
    assert client.calls.list() == []
    with pytest.raises(TwilioRestException):
        place()


def test_a_web_page_with_status_200_is_no_call(place, knobs, client):
    knobs.fault("answer_html", count=1)
    with pytest.raises(json.JSONDecodeError):
        place()
    assert client.calls.list() == []


@pytest.mark.parametrize(
    ("kind", "placed"),
    [("hang_before", 0), ("hang_after", 1)],
)
def test_a_hanging_carrier_may_have_placed_the_call_or_not(kind, placed, knobs, exchange, client):
    knobs.fault(kind, count=1, seconds=60)
    hasty = Client(SID, TOKEN, http_client=Rebased(exchange.url, timeout=0.3))
    with pytest.raises(requests.ReadTimeout):
        hasty.calls.create(to=AMARA, from_=OURS, twiml="<Response/>")
    assert len(client.calls.list()) == placed


@pytest.mark.parametrize(
    ("kind", "placed"),
    [("reset_before", 0), ("reset_after", 1), ("hang_after", 1)],
)
def test_a_dropped_connection_may_have_placed_the_call_or_not(kind, placed, place, knobs, client):
    knobs.fault(kind, count=1, seconds=0)
    with pytest.raises(requests.ConnectionError):
        place()
    assert len(client.calls.list()) == placed


def test_a_drip_answers_whole_in_the_end(place, knobs, client):
    knobs.fault("drip", count=1, seconds=0.2)
    assert place().sid == client.calls.list()[0].sid


def test_clearing_the_faults_lets_go_of_what_drips(knobs, exchange):
    knobs.fault("drip", count=1, seconds=3600)
    with requests.get(exchange.url + CALLS, auth=(SID, TOKEN), stream=True, timeout=10) as answer:
        first = answer.raw.read(1)
        knobs.ask("DELETE", "/faults")
        assert json.loads(first + answer.raw.read())["calls"] == []


def test_an_accepted_call_may_never_ring(place, knobs, client, told):
    knobs.fault("accept_and_never_ring", count=1, on="calls")
    call = place()
    knobs.phone(AMARA, call="busy")
    place()
    assert told(2) == ["initiated", "busy"]
    assert client.calls(call.sid).fetch().status == "queued"
    assert client.calls(call.sid).fetch().start_time is None
    assert client.calls(call.sid).update(status="canceled").status == "canceled"


def test_an_accepted_text_may_never_go_out(knobs, client):
    knobs.fault("accept_and_never_ring", on="texts")
    text = client.messages.create(to=AMARA, from_=OURS, body="1")
    assert client.messages(text.sid).fetch().status == "queued"


@pytest.fixture
def busy(place, knobs, ended):
    """Place a call that is initiated, rings and is then refused: three callbacks."""

    def _busy(*faults):
        knobs.phone(AMARA, call={"kind": "refuse", "after": 0})
        for fault in faults:
            knobs.fault(**fault)
        return ended(place())

    return _busy


IN_ORDER = ["initiated", "ringing", "busy"]


def outcomes(exchange, times):
    exchange.wait_until(lambda board: len(board.courier.told) >= times)
    return [each.outcome for each in exchange.board.courier.told]


def test_callbacks_may_be_lost(busy, told, exchange):
    busy({"kind": "callbacks_lose", "count": 2})
    assert told(1) == ["busy"]
    assert outcomes(exchange, 3) == ["lost", "lost", "204"]


def test_callbacks_may_come_twice_with_one_token(busy, told, customer):
    busy({"kind": "callbacks_double"})
    assert told(6) == [status for status in IN_ORDER for _ in range(2)]
    tokens = [each.headers["I-Twilio-Idempotency-Token"] for each in customer.at("/status")]
    assert len(set(tokens)) == 3
    assert tokens[0] == tokens[1]


def test_callbacks_may_be_late(busy, told):
    assert busy({"kind": "callbacks_delay", "seconds": 0.3}).status == "busy"
    assert told(3) == IN_ORDER


def test_a_late_callback_waits_its_time(busy, exchange, customer):
    busy({"kind": "callbacks_delay", "seconds": 3600})
    assert not customer.at("/status")
    assert not exchange.board.courier.told


def test_callbacks_may_be_shuffled(busy, told):
    busy({"kind": "callbacks_shuffle", "count": 1})
    arrived = told(3)
    assert sorted(arrived) == sorted(IN_ORDER)
    assert arrived != IN_ORDER


def test_shuffled_callbacks_come_though_the_last_is_lost(place, knobs, told, exchange, client):
    knobs.fault("callbacks_shuffle", count=1)
    call = place(timeout=600)
    exchange.wait_until(lambda board: board.calls[call.sid].status == "ringing")
    knobs.fault("callbacks_lose", count=1)
    client.calls(call.sid).update(status="canceled")
    assert told(2) == ["ringing", "initiated"]


def test_a_callback_that_fails_is_noted_and_stops_nothing(place, knobs, ended, exchange, customer):
    knobs.phone(AMARA, call="busy")
    customer.says("/status", "x", status=500)
    call = ended(place())
    assert call.status == "busy"
    assert outcomes(exchange, 2) == ["error 11200", "error 11200"]


@pytest.mark.parametrize("auth", [None, (SID, "wrong"), ("AC" + "f" * 32, TOKEN)])
def test_without_the_accounts_credentials_nothing_is_told(auth, exchange):
    answer = requests.get(exchange.url + CALLS, auth=auth, timeout=10)
    assert answer.status_code == 401
    assert answer.json()["code"] == 20003


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", f"/2010-04-01/Accounts/AC{'f' * 32}/Calls.json", 404, 20404),
        ("GET", f"/2010-04-01/Accounts/{SID}/Conferences.json", 404, 20404),
        ("PUT", CALLS, 405, 20004),
        ("GET", CALLS + "?PageSize=0", 400, 20001),
        ("GET", CALLS + "?StartTime=yesterday", 400, 20001),
    ],
)
def test_what_the_carrier_does_not_know_it_says(method, path, status, code, exchange):
    answer = requests.request(method, exchange.url + path, auth=(SID, TOKEN), timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["more_info"].endswith(str(code))
