"""Texts both ways, through the real client library."""

import pytest
from twilio.base.exceptions import TwilioRestException

from exchange.parts import AMARA, OURS


@pytest.fixture
def text(client, customer):
    def _text(body="K7Q2: someone needs you.", **more):
        asked = {"to": AMARA, "from_": OURS, "body": body}
        asked |= {"status_callback": customer.url + "/text-status"}
        return client.messages.create(**(asked | more))

    return _text


@pytest.fixture
def settled(exchange):
    def _settled(text, *statuses):
        wanted = set(statuses) or {"delivered", "undelivered", "failed"}
        exchange.wait_until(lambda board: board.texts[text.sid].status in wanted)
        return exchange.board.texts[text.sid]

    return _settled


def test_a_text_is_queued_sent_and_delivered(text, settled, customer, client):
    sent = text(validity_period=300)
    assert (sent.status, sent.num_segments, sent.direction) == ("queued", "1", "outbound-api")
    settled(sent)
    heard = customer.waits_for("/text-status", 2)
    assert [each.form["MessageStatus"] for each in heard] == ["sent", "delivered"]
    assert all(each.signed for each in heard)
    assert len(heard[1].form["RawDlrDoneDate"]) == 10
    assert client.messages(sent.sid).fetch().status == "delivered"
    assert [each.sid for each in client.messages.list(to=AMARA)] == [sent.sid]


@pytest.mark.parametrize(
    ("behaviour", "history", "code"),
    [
        ({"kind": "fail", "code": 30003}, ["queued", "sent", "undelivered"], 30003),
        ({"kind": "fail", "status": "failed", "code": 30008}, ["queued", "failed"], 30008),
    ],
)
def test_a_text_may_fail_with_a_code(
    behaviour, history, code, text, settled, knobs, client, customer
):
    knobs.phone(AMARA, text=behaviour)
    sent = text()
    assert settled(sent).history == history
    fetched = client.messages(sent.sid).fetch()
    assert (fetched.error_code, bool(fetched.error_message)) == (code, True)
    last = customer.waits_for("/text-status", len(history) - 1)[-1].form
    assert (last["MessageStatus"], last["ErrorCode"]) == (history[-1], str(code))


def test_a_text_may_stay_without_a_receipt(text, settled, knobs):
    knobs.phone(AMARA, next_texts=["stuck"])
    assert settled(text(), "sent").history == ["queued", "sent"]
    assert settled(text()).status == "delivered"


def test_a_landline_takes_no_texts(text, settled, knobs):
    knobs.phone(AMARA, takes_texts=False)
    assert settled(text()).error_code == 30006


@pytest.mark.parametrize("code", [21610, 21614])
def test_a_text_may_be_refused_with_a_code(code, text, knobs, client):
    knobs.phone(AMARA, text={"kind": "refuse", "code": code})
    with pytest.raises(TwilioRestException) as refused:
        text()
    assert (refused.value.status, refused.value.code) == (400, code)
    assert client.messages.list() == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"to": ""}, 21604),
        ({"to": "+15005550009"}, 21614),
        ({"to": "1"}, 21211),
        ({"from_": ""}, 21603),
        ({"from_": AMARA}, 21606),
        ({"from_": "+15005550001"}, 21212),
        ({"body": ""}, 21602),
        ({"body": "a" * 1601}, 21617),
        ({"validity_period": 0}, 20001),
        ({"validity_period": 36001}, 20001),
        ({"status_callback": "http://10.0.0.1/"}, 21609),
    ],
)
def test_a_wrong_text_is_refused_with_twilios_code(wrong, code, text):
    with pytest.raises(TwilioRestException) as refused:
        text(**wrong)
    assert refused.value.code == code


def test_words_that_gsm_lacks_cost_more_segments(text):
    assert text("a" * 160).num_segments == "1"
    assert text("a" * 161).num_segments == "2"
    assert text("\N{NO-BREAK SPACE}" + "a" * 70).num_segments == "2"


def test_a_text_can_be_redacted_and_deleted(text, settled, client):
    sent = text()
    settled(sent)
    with pytest.raises(TwilioRestException):
        client.messages(sent.sid).update(body="other words")
    assert client.messages(sent.sid).update(body="").body == ""
    assert client.messages(sent.sid).delete()
    assert client.messages.list() == []


def test_a_phone_texts_us_and_gets_our_reply(customer, knobs, exchange, client):
    customer.says("/twilio/incoming/text", "<Message>Answer with the digit alone.</Message>")
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": "1 sec"})
    heard = customer.waits_for("/twilio/incoming/text")[0]
    assert heard.signed
    assert heard.form["Body"] == "1 sec"
    assert (heard.form["From"], heard.form["To"]) == (AMARA, OURS)
    assert heard.form["MessageSid"] == heard.form["SmsSid"]
    exchange.wait_until(lambda board: len(board.texts) == 2)
    reply = client.messages.list(to=AMARA)[0]
    assert (reply.body, reply.direction) == ("Answer with the digit alone.", "outbound-reply")


@pytest.mark.parametrize(("kind", "body"), [("text/xml", ""), ("text/plain", "Noted.")])
def test_an_empty_answer_sends_nothing_and_a_plain_one_is_sent(
    kind, body, customer, knobs, exchange
):
    customer.says("/twilio/incoming/text", body, kind=kind)
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": "1"})
    customer.waits_for("/twilio/incoming/text")
    if body:
        exchange.wait_until(lambda board: len(board.texts) == 2)
    bodies = [each["body"] for each in knobs.state()["texts"]]
    assert bodies == ["1", *([body] if body else [])]


def test_a_phone_may_answer_a_text_by_itself(text, knobs, customer):
    knobs.phone(AMARA, text={"kind": "deliver", "reply": "1", "reply_after": 1})
    text()
    assert customer.waits_for("/twilio/incoming/text")[0].form["Body"] == "1"


@pytest.mark.parametrize("word", ["STOP", " stop ", "Cancel", "END", "quit"])
def test_stop_stops_texts_until_start(word, text, knobs, customer, settled):
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": word})
    customer.waits_for("/twilio/incoming/text")
    with pytest.raises(TwilioRestException) as refused:
        text()
    assert refused.value.code == 21610
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": "start"})
    assert settled(text()).status == "delivered"


def said_to_amara(exchange):
    with exchange.board.changed:
        return [one.body for one in exchange.board.texts.values() if one.to == AMARA]


def test_stop_and_start_are_confirmed_by_the_carrier_itself_once_each(knobs, customer, exchange):
    for word in ("stop", "STOP", "start", "START"):
        knobs.ask("POST", f"/phones/{AMARA}/text", {"body": word})
    customer.waits_for("/twilio/incoming/text", 4)
    assert [body.partition(".")[0] for body in said_to_amara(exchange)] == [
        "You have successfully been unsubscribed",
        "You have successfully been re-subscribed",
    ]


def test_our_answer_to_stop_is_kept_back_and_the_one_to_start_is_sent(knobs, customer, exchange):
    customer.says("/twilio/incoming/text", "<Message>Noted.</Message>")
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": "stop"})
    exchange.wait_until(lambda board: any(code == 21610 for _, code, _ in board.warnings))
    assert "Noted." not in said_to_amara(exchange)
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": "start"})
    exchange.wait_until(lambda board: "Noted." in [one.body for one in board.texts.values()])


def test_a_phone_that_stopped_one_number_of_ours_is_still_rung(knobs, place, ended, customer):
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": "stop"})
    customer.waits_for("/twilio/incoming/text")
    assert ended(place()).status in ("completed", "no-answer")


@pytest.mark.parametrize("word", ["HELP", " info "])
def test_help_is_answered_by_the_carrier_and_handed_over(word, knobs, customer, exchange, text):
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": word})
    assert customer.waits_for("/twilio/incoming/text")[0].form["Body"] == word
    assert any("Reply STOP to unsubscribe" in body for body in said_to_amara(exchange))
    assert text().status == "queued"  # and it stops nothing


def test_words_that_only_contain_stop_stop_nothing(text, knobs, settled):
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": "stop that"})
    knobs.ask("POST", f"/phones/{AMARA}/text", {"body": "yes"})
    assert settled(text()).status == "delivered"
    assert len(knobs.state()["texts"]) == 3
