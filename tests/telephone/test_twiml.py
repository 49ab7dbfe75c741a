"""What is said, read back as the carrier would: elements, their attributes, what is in what."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain import words
from service.domain.people import PhoneNumber
from service.telephone import twiml

KEY, NEXT = "https://x.example/key/1#rc=3&rp=ct", "https://x.example/menu/2#rc=3&rp=ct"

#: Every element and attribute that may stand in a document of ours.
ALLOWED = {
    "Response": set(),
    "Gather": {
        *("input", "numDigits", "timeout", "action"),
        *("method", "finishOnKey", "actionOnEmptyResult"),
    },
    "Say": {"voice", "language"},
    "Redirect": {"method"},
    "Dial": {"callerId", "timeout", "timeLimit", "action", "method"},
    "Number": {
        *("url", "method", "sendDigits"),
        *("statusCallback", "statusCallbackMethod", "statusCallbackEvent"),
    },
    "Hangup": set(),
    "Message": set(),
}

OPENING = words.opening("Harbour Lane", "Priya")
TEXTS = st.text(st.characters(exclude_categories=[]))
NASTY = TEXTS | st.just("</Say><Dial>+447700900123</Dial><Say>") | st.just("]]>&amp;<!--")


def read(document):
    root = ET.fromstring(document.encode())  # noqa: S314 - written by ourselves
    for element in root.iter():
        assert set(element.keys()) <= ALLOWED[element.tag], element.tag
    return root


def tags(element):
    return [child.tag for child in element]


def test_keys_count_from_the_first_word_of_the_menu():
    root = read(twiml.render(OPENING, key_url=KEY, menu_url_for_next_turn=NEXT))
    assert tags(root) == ["Gather", "Redirect"]
    gather = root[0]
    assert tags(gather) == ["Say", "Say", "Say"]
    assert [line.text for line in gather] == list(OPENING.menu)
    assert gather.attrib == {
        "input": "dtmf",
        "numDigits": "1",
        "timeout": "5",
        "action": KEY,
        "method": "POST",
        "finishOnKey": "",
        "actionOnEmptyResult": "false",
    }


def test_silence_leads_to_the_next_turn_by_post():
    redirect = read(twiml.render(OPENING, key_url=KEY, menu_url_for_next_turn=NEXT))[-1]
    assert (redirect.text, redirect.attrib) == (NEXT, {"method": "POST"})


def test_silence_in_the_last_turn_hangs_up():
    assert tags(read(twiml.render(OPENING, key_url=KEY))) == ["Gather", "Hangup"]


def test_keys_count_while_what_comes_before_the_menu_is_said():
    script = words.Script(said=("Thank you.",), menu=("Press 1.",))
    gather = read(twiml.render(script, key_url=KEY))[0]
    assert [line.text for line in gather] == ["Thank you.", "Press 1."]


def test_what_needs_no_key_is_said_and_the_call_ends():
    script = words.staff_raised("Priya", PhoneNumber("+447700900123"))
    root = read(twiml.render(script, key_url=KEY, menu_url_for_next_turn=NEXT))
    assert tags(root) == ["Say"] * len(script.said) + ["Hangup"]
    assert "0 7 7 0 0. 9 0 0. 1 2 3." in root[1].text


def test_nothing_comes_before_the_first_word():
    for script in (OPENING, words.over_already()):
        first = next(el for el in read(twiml.render(script, key_url=KEY)).iter() if el.text)
        assert first.tag == "Say"


def test_everything_is_said_in_a_british_voice():
    root = read(twiml.render(OPENING, key_url=KEY))
    assert {tuple(sorted(say.attrib.items())) for say in root.iter("Say")} == {
        (("language", "en-GB"), ("voice", "Polly.Amy-Neural"))
    }


def test_a_script_that_listens_must_know_where_keys_go():
    with pytest.raises(ValueError, match="address"):
        twiml.render(OPENING)


def test_a_document_fits_the_carriers_limit():
    longest = words.opening("H" * 30, "P" * 60)
    assert len(twiml.render(longest, key_url=KEY, menu_url_for_next_turn=NEXT)) < 64_000


LEG = twiml.Leg(
    phone=PhoneNumber("+447700900123"),
    caller_id="+442079460000",
    ring_seconds=20,
    answer_url=KEY,
    status_url="https://x.example/status#rc=3",
    over_url=NEXT,
)


def test_putting_through_says_so_and_then_rings_with_our_number():
    root = read(twiml.put_through(words.putting_through("Sam Lee"), LEG))
    assert tags(root) == ["Say", "Dial"]
    assert root[0].text == "Thank you. We are ringing Sam now."
    assert root[1].attrib == {
        "callerId": "+442079460000",
        "timeout": "20",
        "timeLimit": "7200",
        "action": NEXT,
        "method": "POST",
    }
    (number,) = root[1]
    assert number.text == "+447700900123"
    assert number.attrib == {
        "url": KEY,
        "method": "POST",
        "statusCallback": "https://x.example/status#rc=3",
        "statusCallbackMethod": "POST",
        "statusCallbackEvent": "initiated ringing answered completed",
    }


def test_an_extension_is_keyed_in_once_the_house_has_answered():
    leg = replace(LEG, phone=PhoneNumber("+442079460001", "204"))
    (number,) = read(twiml.put_through(words.putting_through("Sam Lee"), leg))[1]
    assert number.get("sendDigits") == "wwww204"


def test_what_ends_without_hanging_up_joins_the_two():
    assert tags(read(twiml.join())) == []


def test_whoever_says_nothing_to_being_put_through_is_hung_up_on():
    script = words.colleague_opening("Priya", turn=words.TURNS)
    assert tags(read(twiml.render(script, key_url=KEY))) == ["Gather", "Hangup"]


def test_four_digits_are_waited_for_where_four_are_asked_for():
    assert read(twiml.render(words.pin_wanted(), key_url=KEY))[0].get("numDigits") == "4"


@given(organisation=NASTY, name=NASTY)
def test_a_name_is_spoken_and_never_obeyed(organisation, name):
    script = words.opening(organisation, name)
    root = read(twiml.render(script, key_url=KEY, menu_url_for_next_turn=NEXT))
    assert tags(root) == ["Gather", "Redirect"]
    assert tags(root[0]) == ["Say", "Say", "Say"]
    assert not list(root[0][0])


@given(NASTY)
def test_a_texts_answer_holds_the_text_and_nothing_else(text):
    root = read(twiml.reply(text))
    assert tags(root) == ["Message"]
    assert not list(root[0])


def test_letters_beyond_ascii_arrive_whole():
    assert read(twiml.reply("Zoë & Sinéad: 24 £ 😀"))[0].text == "Zoë & Sinéad: 24 £ 😀"


def test_no_reply_is_an_empty_document():
    assert tags(read(twiml.reply(None))) == []
    assert twiml.empty() == twiml.reply(None)
