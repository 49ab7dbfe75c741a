"""A telephone at the end of a wire that does as it is told."""

import json
from datetime import UTC, datetime

import pytest
from fakes.carrier import WireServer, closes, cut_short, resets, says

from service.domain.attempt import Attempt, Purpose
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber
from service.telephone.twilio import Account, TwilioTelephone

BASE = "/2010-04-01/Accounts/AC" + "0" * 32
SID = "CA" + "0123456789abcdef" * 2
NUMBER, OURS, OUR_TEXTS = "+447700900111", "+442079460000", "+447700900999"
CREATED = says(201, json.dumps({"sid": SID, "status": "queued"}))


def refusal(status, code):
    body = {"code": code, "message": f"The number {NUMBER} is bad", "status": status}
    return says(status, json.dumps(body))


#: Answers after which a call or text may have been placed, or not.
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


def account_at(api_url, **changed):
    usual = {
        "account_sid": "AC" + "0" * 32,
        "auth_token": "s3cret-token",
        "from_number": OURS,
        "text_from": OUR_TEXTS,
        "api_url": api_url,
        "public_url": "https://ring.harbourlane.example",
    }
    return Account(**usual | changed)


def an_attempt(**changed):
    usual = {
        "id": "t0ken",
        "purpose": Purpose.OFFER,
        "channel": Channel.CALL,
        "name": "Priya Shah",
        "phone": PhoneNumber(NUMBER),
        "ring_seconds": 22,
        "intended_at": datetime(2026, 3, 1, 12, tzinfo=UTC),
    }
    return Attempt(**usual | changed)


@pytest.fixture
def carrier():
    with WireServer(CREATED) as server:
        yield server


@pytest.fixture
def telephone(carrier):
    """Patient enough for any machine; tests of the limits bring their own."""
    return TwilioTelephone(account_at(carrier.url), connect_seconds=20, total_seconds=20)
