"""Whatever comes is answered: never with a failure of ours, never with its own words."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web.house import House

PRESS = "/api/v1/escalations"
MARK = "zQcanary7x"

marked = st.text(max_size=20).map(lambda text: MARK + text)
names = st.one_of(marked, st.sampled_from(["ladder", "ring", "callback"]))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), marked, st.just("tom")),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
)
bodies = st.one_of(values, st.dictionaries(names, values, max_size=5))


@pytest.fixture
def one_house(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    yield house
    house.closes()


# The house is the same for all examples on purpose: none may leave anything behind.
many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)


@many
@given(body=bodies)
def test_any_json_is_answered_without_an_echo(one_house, body):
    asks = {"data": json.dumps(body), "content_type": "application/json"}
    answer = one_house.asks("sam").post(PRESS, **asks)
    assert answer.status_code in {202, 400, 413, 422}
    assert MARK not in answer.text


@many
@given(body=st.binary(max_size=200), kind=st.sampled_from(["application/json", "text/plain", ""]))
def test_any_bytes_are_answered(one_house, body, kind):
    answer = one_house.asks("sam").post(PRESS, data=body, content_type=kind)
    assert answer.status_code in {202, 400, 415, 422}


@many
@given(
    path=st.text(st.characters(codec="utf-8"), max_size=40),
    before=st.sampled_from(["/", "/api/v1/escalations/", "/call-outs/", "/sign-in/", "/static/"]),
    method=st.sampled_from(["GET", "POST", "HEAD", "PUT"]),
)
def test_any_address_is_answered(one_house, path, before, method):
    address = before + path.replace("?", "").replace("#", "")
    answer = one_house.asks("sam").open(method, address)
    assert answer.status_code < 500
    answer.close()


@many
@given(
    name=st.sampled_from(["Authorization", "Cookie", "Origin", "Accept", "Content-Length"]),
    value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60),
)
def test_any_header_is_answered(one_house, name, value):
    client = one_house.app.test_client(use_cookies=False)
    answer = client.get("/api/v1/ladders", base_url=one_house.public, headers={name: value})
    assert answer.status_code in {401, 400}


@many
@given(
    fields=st.dictionaries(
        st.sampled_from(["From", "Digits", "CallSid", "CallStatus", "Body", "MessageSid", "Odd"]),
        st.text(st.characters(codec="utf-8"), max_size=40),
    ),
    path=st.sampled_from(["incoming/text", "incoming/voice", "incoming/voice/key/1", "call/x"]),
)
def test_any_signed_webhook_is_answered(one_house, fields, path):
    answer = one_house.webhook(f"/twilio/{path}", fields)
    assert answer.status_code == 200
