"""What is said, read back as the carrier would: elements, their attributes, what is in what."""

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
