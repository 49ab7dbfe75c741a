"""The account and its numbers: what they say of themselves, and who is told of what comes in."""

import pytest
from twilio.base.exceptions import TwilioRestException

from exchange.parts import AMARA, OURS


def test_a_number_says_whom_it_tells_and_is_told_otherwise(client, customer):
    (number,) = client.incoming_phone_numbers.list()
    assert number.phone_number == OURS
    assert number.capabilities == {"voice": True, "sms": True, "mms": False, "fax": False}
    assert (number.voice_url, number.voice_method) == (
        customer.url + "/twilio/incoming/voice",
        "POST",
    )
    number.update(voice_url=customer.url + "/elsewhere", sms_method="GET")
    (again,) = client.incoming_phone_numbers.list(phone_number=OURS)
    assert (again.voice_url, again.sms_method) == (customer.url + "/elsewhere", "GET")
    assert again.sms_url == number.sms_url
    assert client.incoming_phone_numbers.list(phone_number="+442079460999") == []


def test_a_number_never_tells_another_machine(client):
    (number,) = client.incoming_phone_numbers.list()
    with pytest.raises(TwilioRestException) as refused:
        number.update(voice_url="https://elsewhere.example/voice")
    assert refused.value.code == 21205
    with pytest.raises(TwilioRestException) as unknown:
        client.incoming_phone_numbers("PN" + "0" * 32).update(sms_method="GET")
    assert unknown.value.status == 404


def test_a_call_and_a_text_go_to_where_the_number_says(client, customer, knobs):
    (number,) = client.incoming_phone_numbers.list()
    customer.says("/my-calls", "<Hangup/>")
    customer.says("/my-texts", "")
    number.update(voice_url=customer.url + "/my-calls", sms_url=customer.url + "/my-texts")
    knobs.does(AMARA, "call")
    knobs.does(AMARA, "text", body="ring")
    assert customer.waits_for("/my-calls")[0].signed
    assert customer.waits_for("/my-texts")[0].signed


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/account", {"status": "asleep"}, 422),
        ("/account", {"kind": "Half"}, 422),
        ("/account", {"balance": 12}, 422),
        ("/account", {"balance": "1e9"}, 422),
        ("/account", [], 422),
        ("/numbers/+442079460999", {}, 404),
        (f"/numbers/{OURS}", {"fax": True}, 422),
        (f"/numbers/{OURS}", {"voice": "yes"}, 422),
        (f"/numbers/{OURS}", [], 422),
    ],
)
def test_a_knob_of_the_account_that_is_turned_wrong_is_refused(knobs, path, body, status):
    knobs.ask("PUT", path, body, expect=status)


def test_the_account_says_what_it_was_told_until_it_is_reset(client, knobs):
    told = {"status": "suspended", "kind": "Trial", "balance": "3.50"}
    usual = {"approved": True, "clock_ahead": 0, "verified": []}
    assert knobs.ask("PUT", "/account", told).items() >= (told | usual).items()
    number = knobs.ask("PUT", f"/numbers/{OURS}", {"sms": False})
    assert number["capabilities"]["sms"] is False
    account = client.api.accounts(client.account_sid).fetch()
    assert (account.status, account.type) == ("suspended", "Trial")
    assert client.balance.fetch().balance == "3.50"
    knobs.ask("POST", "/reset")
    assert client.balance.fetch().balance == "100.00"
    assert client.incoming_phone_numbers.list()[0].capabilities["sms"] is True


@pytest.mark.parametrize(
    "told",
    [
        {"approved": "yes"},
        {"clock_ahead": True},
        {"clock_ahead": 90_000},
        {"verified": "+447700900111"},
        {"verified": [1]},
        {"ring": ["GB"]},
        {"ring": {"gb": ["common"]}},
        {"ring": {"GB": ["cheap"]}},
        {"ring": {"GB": [[]]}},
        {"text": {"GB": "yes"}},
        {"triggers": {}},
        {"triggers": [{"trigger_by": "price"}]},
    ],
)
def test_a_knob_of_the_account_takes_no_nonsense(knobs, told):
    knobs.ask("PUT", "/account", told, expect=422)


def test_it_tells_whom_a_trial_may_ring_whether_papers_are_approved_and_the_time(client, knobs):
    more = {"approved": False, "clock_ahead": 3600, "verified": ["+447700900111"]}
    assert knobs.ask("PUT", "/account", more).items() >= more.items()
    assert [one.phone_number for one in client.outgoing_caller_ids.list()] == ["+447700900111"]
    assert client.trusthub.v1.customer_profiles.list(status="twilio-approved") == []
    knobs.ask("PUT", "/account", {"approved": True})
    (profile,) = client.trusthub.v1.customer_profiles.list(status="twilio-approved")
    assert profile.status == "twilio-approved"
    assert client.trusthub.v1.customer_profiles.list(status="draft") == []


def test_it_tells_what_was_chosen_in_its_console(client, knobs):
    daily = {"trigger_by": "price", "usage_category": "calls", "recurring": "daily"}
    chosen = {
        "ring": {"GB": ["common", "fraud"], "IE": [], "FR": ["special"]},
        "text": {"GB": True, "IE": False},
        "triggers": [daily],
    }
    assert knobs.ask("PUT", "/account", chosen).items() >= chosen.items()
    countries = client.voice.v1.dialing_permissions.countries.list(limit=1000)
    told = {
        one.iso_code: (
            one.low_risk_numbers_enabled,
            one.high_risk_special_numbers_enabled,
            one.high_risk_tollfraud_numbers_enabled,
        )
        for one in countries
    }
    assert told == {
        "GB": (True, False, True),
        "IE": (False, False, False),
        "FR": (False, True, False),
    }
    geo = client.accounts.v1.messaging_geopermissions
    every = geo.fetch().permissions
    assert {one["country_code"]: one["enabled"] for one in every} == chosen["text"]
    (ireland,) = geo.fetch(country_code="IE").permissions
    assert (ireland["country_code"], ireland["type"]) == ("IE", "country")
    (trigger,) = client.usage.triggers.list()
    assert {name: getattr(trigger, name) for name in daily} == daily
