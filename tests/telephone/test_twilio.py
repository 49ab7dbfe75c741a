"""What goes out on the wire, and what each answer to it means."""

import base64
import json
import logging
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes.carrier import closes, cut_short, resets, says
from telephone.conftest import (
    BASE,
    CREATED,
    NUMBER,
    OUR_TEXTS,
    OURS,
    SID,
    account_at,
    an_attempt,
    refusal,
)

from service.domain.attempt import CallStatus, Purpose
from service.domain.people import PhoneNumber
from service.domain.text_fate import TextFate, TextStage
from service.ports import NotPlaced, Outage, Refused, Uncertain
from service.telephone.addresses import OVERRIDES
from service.telephone.twilio import TwilioTelephone

CALLBACK = "https://ring.harbourlane.example/twilio"
PRIYA = PhoneNumber(NUMBER)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def listed(*calls):
    return says(200, json.dumps({"calls": list(calls), "page": 0, "next_page_uri": "/more"}))


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


UNCERTAIN = {
    "500": refusal(500, 20500),
    "502 of a proxy": says(502, "<h1>Bad gateway</h1>", "text/html"),
    "a page that says all is well": says(200, "<h1>Log in to the wifi</h1>", "text/html"),
    "nothing": says(201, ""),
    "no object": says(201, "[]"),
    "null": says(201, "null"),
    "no id": says(201, "{}"),
    "a wrong kind of id": says(201, json.dumps({"sid": 12})),
    "an id that is an address": says(201, json.dumps({"sid": "../Messages"})),
    "a date that is none": says(201, json.dumps({"sid": SID, "date_created": 12})),
    "half an answer": cut_short(201, json.dumps({"sid": SID})),
    "a broken connection": resets,
    "a closed connection": closes,
}


@pytest.mark.parametrize("answer", UNCERTAIN.values(), ids=UNCERTAIN.keys())
def test_what_may_have_been_placed_is_uncertain(telephone, carrier, answer):
    carrier.answer = answer
    with pytest.raises(Uncertain):
        telephone.call(an_attempt())
    with pytest.raises(Uncertain):
        telephone.text(an_attempt(), "x")
    assert len(carrier.asked) == 2  # and neither was sent twice


# What is asked about an earlier call.


def test_a_call_is_looked_up(telephone, carrier):
    carrier.answer = says(200, json.dumps({"sid": SID, "status": "no-answer"}))
    assert telephone.status(SID) is CallStatus.NO_ANSWER
    assert (carrier.asked[0].method, carrier.asked[0].path) == ("GET", f"{BASE}/Calls/{SID}.json")


@pytest.mark.parametrize("status", ["teleported", "", None])
def test_a_status_that_we_do_not_know_is_not_the_end(telephone, carrier, status):
    carrier.answer = says(200, json.dumps({"sid": SID, "status": status}))
    assert not telephone.status(SID).final


def test_calls_are_found_by_number_and_time(telephone, carrier):
    def began(hour, **more):
        return {"sid": SID, "status": "ringing", "date_created": hour} | more

    carrier.answer = listed(
        began("Sun, 01 Mar 2026 12:00:01 +0000"),
        began("Sun, 01 Mar 2026 12:00:00 +0000", status="queued"),
        began("Sun, 01 Mar 2026 11:59:59 +0000"),
        began(None),
    )
    # Half a second after the carrier's whole one, by a clock in another zone.
    since = (NOON + timedelta(milliseconds=500)).astimezone()
    found = telephone.find(PRIYA, since)
    assert [(call.status, call.created_at) for call in found] == [
        (CallStatus.RINGING, NOON + timedelta(seconds=1)),
        (CallStatus.QUEUED, NOON),
        (CallStatus.RINGING, None),
    ]
    (asked,) = carrier.asked
    assert (asked.method, asked.path) == ("GET", f"{BASE}/Calls.json")
    assert dict(asked.query) == {"To": NUMBER, "From": OURS, "PageSize": "50"}


@pytest.mark.parametrize(("answered", "status"), [(False, "canceled"), (True, "completed")])
def test_a_call_is_ended(telephone, carrier, answered, status):
    telephone.hang_up(SID, answered=answered)
    (asked,) = carrier.asked
    assert (asked.method, asked.path) == ("POST", f"{BASE}/Calls/{SID}.json")
    assert asked.form == (("Status", status),)


@pytest.mark.parametrize("answer", [refusal(400, 21220), refusal(404, 20404)])
def test_a_call_that_is_over_or_unknown_needs_no_end(telephone, carrier, answer):
    carrier.answer = answer
    telephone.hang_up(SID, answered=False)


def test_a_call_that_the_carrier_does_not_know_has_no_status(telephone, carrier):
    carrier.answer = refusal(404, 20404)
    assert telephone.status(SID) is None


def test_a_text_is_asked_after_by_its_id(telephone, carrier):
    carrier.answer = says(200, json.dumps({"status": "undelivered", "error_code": 30006}))
    sid = "SM" + SID[2:]
    assert telephone.fate(sid) == TextFate(TextStage.NOT_DELIVERED, 30006)
    (asked,) = carrier.asked
    assert (asked.method, asked.path) == ("GET", f"{BASE}/Messages/{sid}.json")


QUESTIONS = {
    "forget": lambda telephone: telephone.forget(SID),
    "remembered": lambda telephone: telephone.remembered(NOON),
    "status": lambda telephone: telephone.status(SID),
    "fate": lambda telephone: telephone.fate("SM" + SID[2:]),
    "find": lambda telephone: telephone.find(PRIYA, NOON),
    "hang up": lambda telephone: telephone.hang_up(SID, answered=True),
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_carrier_that_cannot_be_asked_is_an_outage(telephone, carrier, ask):
    for answer in (*UNCERTAIN.values(), refusal(429, 20429), refusal(400, 98765)):
        if answer in (UNCERTAIN["no id"], UNCERTAIN["a wrong kind of id"]):
            continue  # an id is not what is asked here
        if answer is UNCERTAIN["an id that is an address"]:
            continue
        if answer is UNCERTAIN["a date that is none"] and ask is QUESTIONS["find"]:
            continue
        carrier.answer = answer
        with pytest.raises(NotPlaced) as caught:
            ask(telephone)
        assert not caught.value.account
    for status in (401, 403):
        carrier.answer = refusal(status, 20003)
        with pytest.raises(NotPlaced) as caught:
            ask(telephone)
        assert caught.value.account


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
