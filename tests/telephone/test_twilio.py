"""What goes out on the wire, and what each answer to it means."""

import base64
import json
import logging
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes.carrier import says
from telephone.conftest import (
    BASE,
    CREATED,
    NUMBER,
    OUR_TEXTS,
    OURS,
    SID,
    UNCERTAIN,
    account_at,
    an_attempt,
    refusal,
)

from service.domain.attempt import Purpose
from service.domain.people import PhoneNumber
from service.ports import NotPlaced, Outage, Refused, Uncertain
from service.telephone.addresses import OVERRIDES
from service.telephone.twilio import TwilioTelephone

CALLBACK = "https://ring.harbourlane.example/twilio"
PRIYA = PhoneNumber(NUMBER)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


# What is asked.


def test_a_call_is_asked_for_with_everything_it_needs(telephone, carrier):
    assert telephone.call(an_attempt()) == SID
    (asked,) = carrier.asked
    assert (asked.method, asked.path) == ("POST", f"{BASE}/Calls.json")
    assert sorted(asked.form) == [
        ("FallbackMethod", "POST"),
        ("FallbackUrl", f"{CALLBACK}/call/t0ken#{OVERRIDES}"),
        ("From", OURS),
        ("Method", "POST"),
        ("StatusCallback", f"{CALLBACK}/call/t0ken/status#{OVERRIDES}"),
        ("StatusCallbackEvent", "answered"),
        ("StatusCallbackEvent", "completed"),
        ("StatusCallbackEvent", "initiated"),
        ("StatusCallbackEvent", "ringing"),
        ("StatusCallbackMethod", "POST"),
        ("Timeout", "22"),
        ("To", NUMBER),
        ("Url", f"{CALLBACK}/call/t0ken#{OVERRIDES}"),
    ]


def test_an_extension_is_keyed_in_after_two_seconds(telephone, carrier):
    telephone.call(an_attempt(phone=replace(PRIYA, extension="123")))
    assert dict(carrier.asked[0].form)["SendDigits"] == "wwww123"
    assert dict(carrier.asked[0].form)["To"] == NUMBER


def test_no_call_rings_longer_than_the_carrier_allows(telephone, carrier):
    telephone.call(an_attempt(ring_seconds=3600))
    assert dict(carrier.asked[0].form)["Timeout"] == "600"


@pytest.mark.parametrize(
    ("purpose", "seconds"), [(Purpose.OFFER, "300"), (Purpose.DETAILS, "3600")]
)
def test_a_text_is_dropped_when_it_would_come_too_late(telephone, carrier, purpose, seconds):
    carrier.answer = says(201, json.dumps({"sid": "SM" + "a" * 32}))
    assert telephone.text(an_attempt(purpose=purpose), "Reply 1") == "SM" + "a" * 32
    (asked,) = carrier.asked
    assert (asked.method, asked.path) == ("POST", f"{BASE}/Messages.json")
    assert sorted(asked.form) == [
        ("Body", "Reply 1"),
        ("From", OUR_TEXTS),
        ("StatusCallback", f"{CALLBACK}/text/t0ken/status#{OVERRIDES}"),
        ("To", NUMBER),
        ("ValidityPeriod", seconds),
    ]


def test_a_text_of_no_call_out_is_dropped_when_it_is_good_for_nothing_more(telephone, carrier):
    carrier.answer = says(201, json.dumps({"sid": "SM" + "a" * 32}))
    assert telephone.send(PRIYA, "The rota has a gap.", timedelta(hours=4)) == "SM" + "a" * 32
    assert sorted(carrier.asked[0].form) == [
        ("Body", "The rota has a gap."),
        ("From", OUR_TEXTS),
        ("To", NUMBER),
        ("ValidityPeriod", "14400"),
    ]


def test_the_token_signs_in_unless_there_is_a_key(carrier):
    keyed = {"api_key": "SK" + "1" * 32, "api_secret": "s3cret-key"}
    for changed in ({}, keyed, {"api_key": "SK" + "1" * 32}):
        TwilioTelephone(account_at(carrier.url, **changed)).call(an_attempt())
    token, key = (f"AC{'0' * 32}:s3cret-token", f"SK{'1' * 32}:s3cret-key")
    sent = [base64.b64decode(each.headers["authorization"].split()[1]) for each in carrier.asked]
    assert sent == [token.encode(), key.encode(), token.encode()]
    assert {each.path for each in carrier.asked} == {f"{BASE}/Calls.json"}


def test_no_cookie_is_kept(telephone, carrier):
    telephone.call(an_attempt())
    telephone.call(an_attempt())
    assert not any("cookie" in asked.headers for asked in carrier.asked)


def test_a_proxy_is_not_asked_to_reach_this_machine(telephone, carrier, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert telephone.call(an_attempt()) == SID


def test_the_accounts_secrets_and_numbers_stay_out_of_its_repr(carrier):
    shown = repr(account_at(carrier.url, api_key="SK" + "1" * 32, api_secret="s3cret-key"))
    assert "s3cret" not in shown
    assert "+44" not in shown


# What the answer to a call or text means.


PROBLEM = json.dumps({"type": "u", "title": "t", "status": 429, "code": 20429})


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (refusal(400, 21211), (Refused, 21211, None)),
        (refusal(400, 98765), (Refused, 98765, None)),
        (refusal(403, 21408), (Refused, 21408, None)),
        (refusal(400, 21210), (NotPlaced, 21210, True)),
        (refusal(401, 20003), (NotPlaced, 20003, True)),
        (refusal(404, 20404), (NotPlaced, 20404, True)),
        (says(403, "<p>Forbidden</p>", "text/html"), (NotPlaced, 403, True)),
        (says(301, "", "text/html"), (NotPlaced, 301, True)),
        (refusal(429, 20429), (NotPlaced, 20429, False)),
        (says(429, "slow down", "text/plain"), (NotPlaced, 429, False)),
        (says(429, PROBLEM), (NotPlaced, 20429, False)),
    ],
)
def test_what_was_not_placed_is_told_apart(telephone, carrier, answer, expected):
    carrier.answer = answer
    for ask in (telephone.call, lambda attempt: telephone.text(attempt, "x")):
        with pytest.raises(Outage) as caught:
            ask(an_attempt())
        outage = caught.value
        assert (type(outage), outage.code, getattr(outage, "account", None)) == expected


@pytest.mark.parametrize("answer", UNCERTAIN.values(), ids=UNCERTAIN.keys())
def test_what_may_have_been_placed_is_uncertain(telephone, carrier, answer):
    carrier.answer = answer
    with pytest.raises(Uncertain):
        telephone.call(an_attempt())
    with pytest.raises(Uncertain):
        telephone.text(an_attempt(), "x")
    assert len(carrier.asked) == 2  # and neither was sent twice


# What nobody may learn.


def test_no_error_and_no_log_line_carries_a_number_or_a_secret(telephone, carrier, caplog):
    caplog.set_level(logging.DEBUG)
    troubles = []
    for answer in (CREATED, refusal(400, 21211), refusal(500, 20500), *UNCERTAIN.values()):
        carrier.answer = answer
        for ask in (telephone.call, lambda attempt: telephone.find(attempt.phone, NOON)):
            try:
                ask(an_attempt())
            except Outage as outage:
                troubles.append(outage)
    assert len(troubles) > 20
    assert {outage.__context__ for outage in troubles} == {None}
    assert "twilio.http_client" not in {record.name for record in caplog.records}
    told = [repr(outage) + "".join(traceback.format_exception(outage)) for outage in troubles]
    everything = "".join(told) + caplog.text
    for secret in (NUMBER, NUMBER[1:], "%2B44", "900111", "s3cret", "Priya", "t0ken"):
        assert secret not in everything
