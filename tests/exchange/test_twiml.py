"""What is said and gathered, as the documents ask."""

import pytest
from twilio.request_validator import RequestValidator

from exchange.parts import AMARA, BY_HAND, OURS, TOKEN, answering, said
from service.exchange.signing import signature
from service.exchange.twiml import DocumentFault, Say, read_voice

ERROR = "We are sorry, an application error has occurred. Goodbye."


@pytest.fixture
def talk(place, knobs, ended):
    """Place a call that Amara answers, pressing keys; give it when it is over."""

    def _talk(twiml, *keys, **more):
        knobs.phone(AMARA, call=answering(*keys))
        return ended(place(twiml, **more))

    return _talk


def test_a_key_is_posted_to_the_action_and_its_words_are_said(talk, customer):
    customer.says("/took", "<Say>It is yours.</Say>")
    call = talk('<Gather numDigits="1" action="/took"><Say>Press 1.</Say></Gather>', "1")
    assert said(call) == ["Press 1.", "It is yours."]
    asked = customer.at("/took")[0]
    assert (asked.form["Digits"], asked.form["CallStatus"]) == ("1", "in-progress")
    assert asked.signed


def test_a_key_during_the_prompt_cuts_it_short(talk, customer):
    customer.says("/took", "<Say>It is yours.</Say>")
    prompt = '<Say>One.</Say><Pause length="600"/><Say>Two.</Say>'
    call = talk(f'<Gather numDigits="1" action="/took">{prompt}</Gather>', "1")
    assert said(call) == ["One.", "It is yours."]


def test_spoken_words_are_cut_where_the_key_fell(talk, exchange, customer):
    object.__setattr__(exchange.board.settings, "speech_seconds_per_character", 100.0)
    customer.says("/took", "<Hangup/>")
    call = talk('<Gather numDigits="1" action="/took"><Say>Press 1.</Say></Gather>', "1")
    assert call.said[0].cut_after < call.said[0].seconds


def test_silence_falls_through_to_the_next_verb(talk, customer):
    call = talk('<Gather timeout="1" action="/took"><Say>Press 1.</Say></Gather><Say>Nobody.</Say>')
    assert said(call) == ["Press 1.", "Nobody."]
    assert customer.at("/took") == []


def test_silence_is_posted_where_the_document_asks_for_it(talk, customer):
    customer.says("/took", "<Say>Nothing.</Say>")
    call = talk('<Gather timeout="1" action="/took" actionOnEmptyResult="true"/>')
    assert said(call) == ["Nothing."]
    assert customer.at("/took")[0].form["Digits"] == ""


@pytest.mark.parametrize(
    ("attributes", "keys", "digits"),
    [
        ('numDigits="4"', "1234", "1234"),
        ('numDigits="4" timeout="1"', "12", "12"),
        ("", "12#", "12"),
        ('finishOnKey="*"', "1#*", "1#"),
        ('finishOnKey="" timeout="1"', "1#", "1#"),
    ],
)
def test_a_gather_ends_at_its_count_its_key_or_silence(attributes, keys, digits, talk, customer):
    customer.says("/took", "<Hangup/>")
    talk(f'<Gather action="/took" {attributes}/>', keys)
    assert customer.at("/took")[0].form["Digits"] == digits


def test_without_an_action_the_same_address_is_asked_again(talk, customer, place, knobs, ended):
    knobs.phone(AMARA, call=answering("5"))
    url = customer.says("/same", '<Gather numDigits="1"/>', "<Say>Again.</Say>")
    assert said(ended(place(url=url))) == ["Again."]
    assert customer.at("/same")[1].form["Digits"] == "5"


def test_two_prompts_take_one_press_each(talk, customer):
    customer.says("/pin", '<Gather numDigits="4" action="/took"/>')
    customer.says("/took", "<Hangup/>")
    talk('<Gather numDigits="1" action="/pin"/>', "1", "4321")
    assert customer.at("/took")[0].form["Digits"] == "4321"


@BY_HAND
def test_keys_pressed_while_nothing_listens_are_lost(place, knobs, customer, ended):
    gate = customer.holds("/answer")
    document = '<Gather numDigits="1" action="/took" timeout="1"/><Say>Nobody.</Say>'
    call = place(document, timeout=600)
    knobs.does(AMARA, "answer")
    knobs.does(AMARA, "keys", keys="1", when="now")
    gate.set()
    assert said(ended(call)) == ["Nobody."]


@BY_HAND
def test_keys_may_wait_for_the_next_prompt(place, knobs, customer, ended):
    customer.says("/took", "<Say>It is yours.</Say>")
    call = place('<Gather numDigits="1" action="/took" timeout="600"/>', timeout=600)
    knobs.does(AMARA, "answer")
    knobs.does(AMARA, "keys", keys="1")
    assert said(ended(call)) == ["It is yours."]


def test_a_person_may_hang_up_before_the_answer_is_said(knobs, place, customer, ended):
    customer.says("/took", "<Say>It is yours.</Say><Pause length='3000'/>")
    knobs.phone(AMARA, call=answering("1", hang_up_after=0))
    call = ended(place('<Gather numDigits="1" action="/took"/>'))
    assert call.status == "completed"
    assert said(call) == []


def test_redirect_hangup_and_pause(talk, customer):
    customer.says("/next", "<Pause/><Say>Here.</Say><Hangup/><Say>Never.</Say>")
    assert said(talk('<Say>Wait.</Say><Redirect method="GET">/next</Redirect>')) == [
        "Wait.",
        "Here.",
    ]
    asked = customer.at("/next")[0]
    assert (asked.method, asked.signed) == ("GET", True)


def test_plain_text_is_read_aloud(knobs, place, customer, ended):
    knobs.phone(AMARA, call=answering())
    url = customer.says("/plain", "Tea & cake < here", kind="text/plain")
    assert said(ended(place(url=url))) == ["Tea & cake < here"]


def test_markup_inside_say_is_heard_and_not_shown(talk):
    call = talk(
        '<Say voice="Polly.Amy" language="en-GB">Call <say-as interpret-as="digits">077</say-as>'
        '<break time="300ms"/><prosody rate="slow">now</prosody>.</Say>'
    )
    assert said(call) == ["Call 0 7 7 now."]
    assert (call.said[0].voice, call.said[0].language) == ("Polly.Amy", "en-GB")


@pytest.mark.parametrize(
    "document",
    [
        "<Sing>La</Sing>",
        "<Say voice='Nobody'>Hello</Say>",
        "<Say language='en-UK'>Hello</Say>",
        "<Gather><Dial>1</Dial></Gather>",
        "<Gather numDigits='none'/>",
        "<Dial callerId='+447700900999'>+447700900112</Dial>",
        "<Dial><Conference>Room</Conference></Dial>",
        "<Redirect/>",
        "<Redirect>http://example.org/</Redirect>",
        "<Say>",
    ],
)
def test_a_document_at_fault_ends_the_call_with_an_apology(document, talk, knobs):
    call = talk(document)
    assert said(call) == [ERROR]
    assert call.status == "completed"
    assert knobs.state()["warnings"]


def test_an_unknown_attribute_draws_a_warning_alone(talk, knobs):
    assert said(talk("<Say loud='true'>Hello.</Say>")) == ["Hello."]
    assert knobs.state()["warnings"][0]["words"] == "Say has no attribute loud"


@pytest.mark.parametrize("failure", [{"status": 500}, {"status": 302}, {"kind": "image/png"}])
def test_the_fallback_is_asked_when_the_first_address_fails(failure, place, knobs, customer, ended):
    knobs.phone(AMARA, call=answering())
    fallback = customer.says("/fallback", "<Say>Sorry.</Say>")
    call = place(url=customer.says("/broken", "x", **failure), fallback_url=fallback)
    assert said(ended(call)) == ["Sorry."]
    assert customer.at("/fallback")[0].form["ErrorCode"]


def test_without_a_working_fallback_the_callee_hears_an_apology(place, knobs, customer, ended):
    knobs.phone(AMARA, call=answering())
    fallback = customer.says("/fallback", "x", status=500)
    broken = customer.says("/broken", "x", status=500)
    call = ended(place(url=broken, fallback_url=fallback))
    assert (said(call), call.status) == ([ERROR], "completed")


def test_a_failing_address_is_asked_again_where_its_fragment_says_so(
    client, knobs, customer, ended
):
    knobs.phone(AMARA, call=answering())
    customer.answers["/shaky"] = [
        (500, "", ""),
        (200, "text/xml", "<Response><Say>Hm.</Say></Response>"),
    ]
    call = client.calls.create(
        to=AMARA, from_=OURS, url=customer.url + "/shaky?a=%C3%A9#rc=2&rp=5xx"
    )
    assert said(ended(call)) == ["Hm."]
    first, second = customer.at("/shaky")
    token = "I-Twilio-Idempotency-Token"
    assert first.headers[token] == second.headers[token]
    assert first.signed
    assert second.signed


def test_a_loop_of_redirects_ends(talk, customer, knobs):
    customer.says("/loop", "<Redirect>/loop</Redirect>")
    assert said(talk("<Redirect>/loop</Redirect>")) == [ERROR]
    assert knobs.state()["warnings"][0]["code"] == 11215


def test_reading_is_pure_and_refuses_entities():
    assert read_voice("<Response><Say>Hi</Say></Response>").verbs == (Say("Hi"),)
    with pytest.raises(DocumentFault):
        read_voice("<!DOCTYPE a [<!ENTITY b 'c'>]><Response><Say>&b;</Say></Response>")


def test_the_signature_is_the_librarys(customer):

    url, form = "http://127.0.0.1/a?b=%C3%A9&c=", {"Z": "", "a": "é ", "B": "1"}
    assert RequestValidator(TOKEN).validate(url, form, signature(TOKEN, url, form.items()))
    assert not RequestValidator("other").validate(url, form, signature(TOKEN, url, form.items()))
