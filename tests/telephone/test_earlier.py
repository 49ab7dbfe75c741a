"""What is asked about an earlier call or text, and what each answer to it means."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from fakes.carrier import says
from telephone.conftest import BASE, NUMBER, OURS, SID, UNCERTAIN, refusal

from service.domain.attempt import CallStatus
from service.domain.people import PhoneNumber
from service.domain.text_fate import TextFate, TextStage
from service.ports import NotPlaced

PRIYA = PhoneNumber(NUMBER)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def listed(*calls):
    return says(200, json.dumps({"calls": list(calls), "page": 0, "next_page_uri": "/more"}))


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
