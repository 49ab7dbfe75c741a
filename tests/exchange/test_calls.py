"""A call's life, as the customer sees it through the real client library."""

from datetime import UTC, datetime, timedelta

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from exchange.parts import AMARA, BEN, BY_HAND, OURS, SID, said

ANSWER = {"kind": "answer", "after": 0}


def test_an_answered_call_tells_four_events_in_order(place, knobs, told, customer, ended):
    knobs.phone(AMARA, call=ANSWER)
    call = place("<Say>Hello.</Say>")
    assert call.status == "queued"
    assert told(4) == ["initiated", "ringing", "in-progress", "completed"]
    heard = customer.at("/status")
    assert [each.form["SequenceNumber"] for each in heard] == ["0", "1", "2", "3"]
    assert all(each.signed and each.headers["User-Agent"] == "TwilioProxy/1.1" for each in heard)
    assert len({each.headers["I-Twilio-Idempotency-Token"] for each in heard}) == 4
    assert {each.form["CallbackSource"] for each in heard} == {"call-progress-events"}
    last = heard[-1].form
    assert (last["CallDuration"], last["To"], last["Called"]) == ("0", AMARA, AMARA)
    assert said(ended(call)) == ["Hello."]


@BY_HAND
def test_the_document_is_asked_for_only_after_the_answer(place, knobs, customer):
    place(timeout=600)
    customer.waits_for("/status", 2)
    assert customer.at("/answer") == []
    knobs.does(AMARA, "answer")
    asked = customer.waits_for("/answer")[0]
    assert asked.signed
    assert asked.form["CallStatus"] == "in-progress"
    assert asked.form["Direction"] == "outbound-api"
    assert asked.form["FromCity"] == ""


def test_only_the_final_event_is_told_by_default(client, customer, knobs, ended):
    knobs.phone(AMARA, call="busy")
    call = client.calls.create(
        to=AMARA, from_=OURS, twiml="<Response/>", status_callback=customer.url + "/status"
    )
    ended(call)
    assert [each.form["CallStatus"] for each in customer.waits_for("/status")] == ["busy"]


@pytest.mark.parametrize(
    ("behaviour", "events"),
    [
        ("busy", ["initiated", "busy"]),
        ("unreachable", ["initiated", "failed"]),
        ("no_answer", ["initiated", "ringing", "no-answer"]),
        ({"kind": "no_answer", "after": 0}, ["initiated", "ringing", "no-answer"]),
        ("ignore", ["initiated", "ringing", "no-answer"]),
        ("manual", ["initiated", "ringing", "no-answer"]),
        ({"kind": "refuse", "after": 1}, ["initiated", "ringing", "busy"]),
        ({"kind": "refuse", "after": 30}, ["initiated", "ringing", "no-answer"]),
        ({"kind": "answer", "after": 30}, ["initiated", "ringing", "no-answer"]),
        ({"kind": "mailbox", "after": 30}, ["initiated", "ringing", "no-answer"]),
    ],
)
def test_each_behaviour_ends_a_call_its_own_way(behaviour, events, place, knobs, told, client):
    knobs.phone(AMARA, call=behaviour)
    call = place()
    assert told(len(events)) == events
    fetched = client.calls(call.sid).fetch()
    assert fetched.status == events[-1]
    assert fetched.duration == "0"


def test_a_mailbox_records_what_is_said_and_presses_nothing(place, knobs, ended):
    knobs.phone(AMARA, call={"kind": "mailbox", "after": 1})
    call = ended(place("<Gather><Say>Press 1.</Say></Gather><Say>Goodbye.</Say>"))
    assert call.status == "completed"
    assert call.mailbox
    assert said(call) == ["Press 1.", "Goodbye."]
    assert call.pressed == []


def test_what_a_phone_does_next_comes_before_what_it_always_does(place, knobs, ended):
    knobs.phone(AMARA, call="busy", next_calls=["unreachable", {"kind": "answer", "after": 0}])
    assert [ended(place()).status for _ in range(3)] == ["failed", "completed", "busy"]


@BY_HAND
def test_a_phone_that_rings_is_engaged_to_others(place, knobs, ended, exchange):
    first = place(timeout=600)
    exchange.wait_until(lambda board: board.calls[first.sid].status == "ringing")
    assert ended(place(timeout=600)).status == "busy"
    knobs.does(AMARA, "answer")


@BY_HAND
def test_refusing_by_hand_is_busy_and_hanging_up_is_completed(place, knobs, ended):
    call = place(timeout=600)
    knobs.does(AMARA, "refuse")
    assert ended(call).status == "busy"
    call = place("<Pause length='3000'/>", timeout=600)
    knobs.does(AMARA, "answer")
    knobs.does(AMARA, "hang-up")
    assert ended(call).status == "completed"


def test_canceling_stops_a_ringing_call(place, client, told, ended, exchange):
    call = place(timeout=600)
    exchange.wait_until(lambda board: board.calls[call.sid].status == "ringing")
    assert client.calls(call.sid).update(status="canceled").status == "canceled"
    assert told(3)[-1] == "canceled"
    with pytest.raises(TwilioRestException) as refused:
        client.calls(call.sid).update(status="completed")
    assert (refused.value.status, refused.value.code) == (400, 21220)
    assert exchange.board.phone(AMARA).engaged is None


def test_completing_ends_an_answered_call_and_canceling_does_not(place, client, knobs, exchange):
    knobs.phone(AMARA, call=ANSWER)
    call = place("<Pause length='3000'/>")
    exchange.wait_until(lambda board: board.calls[call.sid].status == "in-progress")
    assert client.calls(call.sid).update(status="canceled").status == "in-progress"
    ended = client.calls(call.sid).update(status="completed")
    assert ended.status == "completed"
    assert ended.end_time - ended.start_time < timedelta(minutes=1)


def test_a_call_in_progress_can_be_sent_elsewhere(place, client, knobs, customer, exchange, ended):
    knobs.phone(AMARA, call=ANSWER)
    call = place("<Pause length='3000'/>")
    exchange.wait_until(lambda board: board.calls[call.sid].status == "in-progress")
    client.calls(call.sid).update(url=customer.says("/elsewhere", "<Say>Here now.</Say>"))
    assert said(ended(call)) == ["Here now."]


def test_calls_are_listed_newest_first_and_filtered(place, client, knobs, ended):
    knobs.phone(BEN, call="busy")
    first, second = place(), place(to=BEN)
    ended(second)
    assert [call.sid for call in client.calls.list()] == [second.sid, first.sid]
    assert [call.sid for call in client.calls.list(to=AMARA, from_=OURS)] == [first.sid]
    assert [call.sid for call in client.calls.list(status="busy")] == [second.sid]
    today = datetime.now(UTC)
    assert [call.sid for call in client.calls.list(to=BEN, start_time_after=today)] == [second.sid]
    assert client.calls.list(start_time_before=today - timedelta(days=2)) == []
    assert len(client.calls.list(page_size=1)) == 2


def test_a_call_that_is_over_can_be_deleted(place, client, knobs, ended, exchange):
    call = place(timeout=600)
    with pytest.raises(TwilioRestException) as refused:
        client.calls(call.sid).delete()
    assert refused.value.code == 20009
    client.calls(call.sid).update(status="completed")
    ended(call)
    assert client.calls(call.sid).delete()
    with pytest.raises(TwilioRestException) as refused:
        client.calls(call.sid).fetch()
    assert (refused.value.status, refused.value.code) == (404, 20404)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"to": "07700900111"}, 21211),
        ({"to": "+15005550002"}, 21214),
        ({"to": ""}, 21201),
        ({"from_": ""}, 21213),
        ({"from_": "nobody"}, 21212),
        ({"from_": BEN}, 21210),
        ({"url": "http://example.org/answer"}, 21205),
        ({"url": "http://127.0.0.1.example.org/"}, 21205),
        ({"url": "ftp://127.0.0.1/"}, 21205),
        ({"status_callback": "https://example.org/"}, 21609),
        ({"twiml": "<Response/>"}, 21205),
        ({"url": ""}, 21205),
        ({"timeout": 601}, 20001),
        ({"status_callback_event": ["in-progress"]}, 20001),
        ({"method": "PUT"}, 20001),
    ],
)
def test_a_wrong_call_is_refused_with_twilios_code(wrong, code, place, client):
    with pytest.raises(TwilioRestException) as refused:
        place(**wrong)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert client.calls.list() == []


def test_the_account_names_itself_its_balance_and_its_numbers(client):
    account = client.api.accounts(SID).fetch()
    assert (account.status, account.type) == ("active", "Full")
    assert client.balance.fetch().currency == "USD"
    assert [number.phone_number for number in client.incoming_phone_numbers.list()] == [OURS]


def test_a_misspelt_parameter_is_ignored_with_a_warning(exchange, knobs):
    knobs.phone(AMARA, call="busy")
    answer = requests.post(
        f"{exchange.url}/2010-04-01/Accounts/{SID}/Calls.json",
        data={"To": AMARA, "From": OURS, "Twiml": "<Response/>", "timeout": "5"},
        auth=(SID, "an-invented-token"),
        timeout=10,
    )
    assert answer.status_code == 201
    assert [warning["code"] for warning in knobs.state()["warnings"]] == [20001]


def test_a_phone_rings_us_and_hears_our_words(customer, knobs, exchange):
    customer.says("/twilio/incoming/voice", "<Gather action='/pressed'><Say>Hello.</Say></Gather>")
    customer.says("/pressed", "<Say>Thank you.</Say>")
    sid = knobs.ask("POST", f"/phones/{BEN}/call", {"press": "5#"})["sid"]
    exchange.wait_until(lambda board: board.calls[sid].is_over)
    asked = customer.at("/twilio/incoming/voice")[0]
    assert asked.signed
    assert (asked.form["From"], asked.form["To"], asked.form["Direction"]) == (BEN, OURS, "inbound")
    assert customer.at("/pressed")[0].form["Digits"] == "5"
    assert [words.text for words in exchange.board.calls[sid].said] == ["Hello.", "Thank you."]
