"""What is said, gathered and dialled, as the documents ask."""

import pytest
from twilio.request_validator import RequestValidator

from exchange.parts import AMARA, BEN, OURS, SAM, TOKEN
from service.exchange.signing import signature
from service.exchange.twiml import DocumentFault, Say, read_voice

ERROR = "We are sorry, an application error has occurred. Goodbye."


def said(call):
    return [words.text for words in call.said]


def answering(*keys, **more):
    return {
        "kind": "answer",
        "after": 0,
        "press": [{"after": 0, "keys": each} for each in keys],
    } | more


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


def test_keys_pressed_while_nothing_listens_are_lost(place, knobs, customer, ended):
    gate = customer.holds("/answer")
    call = place('<Gather numDigits="1" action="/took" timeout="1"/><Say>Nobody.</Say>')
    knobs.does(AMARA, "answer")
    knobs.does(AMARA, "keys", keys="1", when="now")
    gate.set()
    assert said(ended(call)) == ["Nobody."]


def test_keys_may_wait_for_the_next_prompt(place, knobs, customer, ended):
    customer.says("/took", "<Say>It is yours.</Say>")
    call = place('<Gather numDigits="1" action="/took" timeout="600"/>')
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


# Dial.

JOIN = '<Dial action="/after" callerId="{ours}" timeout="20">{inner}</Dial>'


@pytest.fixture
def dialled(place, knobs, customer, ended):
    """Let Amara's call dial *inner*; give the parent, its children and what /after heard."""

    def _dialled(inner, **amara):
        knobs.phone(AMARA, call=answering(**amara))
        customer.says("/after", "<Say>That is over.</Say>")
        parent = ended(place(JOIN.format(ours=OURS, inner=inner)))
        return parent, customer.at("/after")[0].form if customer.at("/after") else None

    return _dialled


def test_dial_joins_the_two_until_one_hangs_up(dialled, knobs, exchange):
    knobs.phone(SAM, call=answering(hang_up_after=1))
    parent, told = dialled(f"<Number>{SAM}</Number>")
    child = exchange.board.calls[told["DialCallSid"]]
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "true")
    assert told["DialCallDuration"] == "0"
    assert (child.parent_sid, child.direction, child.from_) == (parent.sid, "outbound-dial", OURS)
    assert said(parent) == ["That is over."]


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [("busy", "busy"), ("no_answer", "no-answer"), ("unreachable", "failed")],
)
def test_dial_says_why_the_two_were_not_joined(behaviour, status, dialled, knobs):
    knobs.phone(SAM, call=behaviour)
    parent, told = dialled(SAM)
    assert (told["DialCallStatus"], told["DialBridged"]) == (status, "false")
    assert "DialCallDuration" not in told
    assert said(parent) == ["That is over."]


def test_a_whisper_is_for_the_callee_alone_and_then_joins(dialled, knobs, customer, exchange):
    customer.says(
        "/whisper", '<Gather numDigits="1" action="/yes"><Say>Press 1.</Say></Gather><Hangup/>'
    )
    customer.says("/yes", "<Say>Joining.</Say>")
    knobs.phone(SAM, call=answering("1", hang_up_after=5))
    parent, told = dialled(f'<Number url="/whisper">{SAM}</Number>')
    child = exchange.board.calls[told["DialCallSid"]]
    assert said(child) == ["Press 1.", "Joining."]
    assert said(parent) == ["That is over."]
    assert told["DialBridged"] == "true"
    assert customer.at("/whisper")[0].form["ParentCallSid"] == parent.sid


def test_a_mailbox_hears_the_whisper_and_is_not_joined(dialled, knobs, customer, exchange):
    customer.says("/whisper", '<Gather timeout="1"><Say>Press 1.</Say></Gather><Hangup/>')
    knobs.phone(SAM, call={"kind": "mailbox", "after": 1})
    _parent, told = dialled(f'<Number url="/whisper">{SAM}</Number>')
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "false")


def test_a_mailbox_is_joined_where_the_whisper_just_ends(dialled, knobs, customer, exchange):
    customer.says("/whisper", "<Say>Hello.</Say>")
    knobs.phone(SAM, call={"kind": "mailbox", "after": 1})
    parent, told = dialled(f'<Number url="/whisper">{SAM}</Number>', hang_up_after=10)
    assert told is None
    assert parent.was_joined


def test_the_first_of_several_to_answer_wins(dialled, knobs, exchange):
    knobs.phone(SAM, call=answering(hang_up_after=5))
    _parent, told = dialled(f"<Number>{BEN}</Number><Number>{SAM}</Number>")
    ben = next(call for call in exchange.board.calls.values() if call.to == BEN)
    assert exchange.board.calls[told["DialCallSid"]].to == SAM
    assert (ben.status, told["DialBridged"]) == ("canceled", "true")


def test_the_child_leg_ends_with_its_parent(place, knobs, client, exchange, ended):
    knobs.phone(AMARA, call=answering())
    knobs.phone(SAM, call=answering())
    parent = place(f"<Dial>{SAM}</Dial>")
    exchange.wait_until(lambda board: board.calls[parent.sid].joined)
    assert exchange.board.calls[parent.sid].joined == client.calls.list(to=SAM)[0].sid
    client.calls(parent.sid).update(status="completed")
    exchange.wait_until(lambda board: all(call.is_over for call in board.calls.values()))
    assert client.calls.list(parent_call_sid=parent.sid)[0].status == "completed"


def test_star_ends_the_joined_call_where_asked(dialled, knobs, place, customer, exchange, ended):
    knobs.phone(AMARA, call=answering())
    knobs.phone(SAM, call=answering())
    parent = place(f'<Dial hangupOnStar="true">{SAM}</Dial><Say>Apart.</Say>')
    exchange.wait_until(lambda board: board.calls[parent.sid].joined)
    knobs.does(AMARA, "keys", keys="*", when="now")
    assert said(ended(parent)) == ["Apart."]


def test_the_child_leg_has_callbacks_of_its_own(dialled, knobs, customer):
    knobs.phone(SAM, call="busy")
    dialled(
        f'<Number statusCallback="/leg" statusCallbackEvent="initiated completed">{SAM}</Number>'
    )
    heard = [each.form for each in customer.waits_for("/leg", 2)]
    assert [each["CallStatus"] for each in heard] == ["initiated", "busy"]
    assert heard[0]["ParentCallSid"]
    assert heard[0]["Direction"] == "outbound-dial"


def test_a_whisper_must_not_dial(dialled, knobs, customer, exchange):
    customer.says("/whisper", f"<Dial>{BEN}</Dial>")
    knobs.phone(SAM, call=answering())
    _parent, told = dialled(f'<Number url="/whisper">{SAM}</Number>')
    assert told["DialBridged"] == "false"
    assert 13201 in [warning["code"] for warning in knobs.state()["warnings"]]


def test_reading_is_pure_and_refuses_entities():
    assert read_voice("<Response><Say>Hi</Say></Response>").verbs == (Say("Hi"),)
    with pytest.raises(DocumentFault):
        read_voice("<!DOCTYPE a [<!ENTITY b 'c'>]><Response><Say>&b;</Say></Response>")


def test_the_signature_is_the_librarys(customer):

    url, form = "http://127.0.0.1/a?b=%C3%A9&c=", {"Z": "", "a": "é ", "B": "1"}
    assert RequestValidator(TOKEN).validate(url, form, signature(TOKEN, url, form.items()))
    assert not RequestValidator("other").validate(url, form, signature(TOKEN, url, form.items()))
