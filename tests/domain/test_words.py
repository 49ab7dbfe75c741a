"""Every sentence that leaves the building by phone or text."""

import inspect
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli.example_names import LONG, LONGEST, USUAL
from service.cli.wordings import SPOKEN, WRITTEN, Ear, sentence
from service.domain import words
from service.domain.words.fitting import PLAIN

#: Words that give away what it is about, frighten, or come from a policy.
NEVER = re.compile(
    r"incident|alert|acknowledg|escalat|victim|allegation|safeguarding|please wait|!",
    re.IGNORECASE,
)
#: What carriers take for STOP or START, whoever sends it.
COMMANDS = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
COMMANDS |= {"START", "YES", "UNSTOP", "HELP", "INFO"}
#: As they may come from a rota: signs of any alphabet, and no line ends.
SIGNS = st.characters(exclude_categories=["Cs", "Cc"])


def called(every):
    return [f"{one.name} {one.when}" for one in every]


each_text = pytest.mark.parametrize("text", WRITTEN, ids=called(WRITTEN))
each_call = pytest.mark.parametrize("call", SPOKEN, ids=called(SPOKEN))


@each_text
@pytest.mark.parametrize("names", [USUAL, LONG, LONGEST], ids=["usual", "long", "longest"])
def test_every_text_is_one_part_of_plain_characters(text, names):
    body = text.body(names)
    for sent in (body, words.practised_text(body, names.organisation)):
        assert 0 < len(sent) <= words.TEXT_LENGTH
        assert set(sent) <= PLAIN


@each_text
@given(name=st.text(SIGNS, max_size=60), organisation=st.text(SIGNS, min_size=1, max_size=30))
def test_whatever_the_names_a_text_is_one_part_of_plain_characters(text, name, organisation):
    names = replace(
        USUAL, organisation=organisation, officer=name, other=name, colleague=name, phone=LONG.phone
    )
    body = text.body(names)
    for sent in (body, words.practised_text(body, organisation)):
        assert len(sent) <= words.TEXT_LENGTH
        assert set(sent) <= PLAIN


@each_text
def test_no_text_asks_for_a_word_that_carriers_take_for_stop_or_start(text):
    body = text.body(USUAL).upper()
    asked = re.findall(r"(?:REPLY|TEXT|SEND|SAY|PRESS)\b([^.]*)", body)
    found = COMMANDS & {word for part in asked for word in re.findall(r"\w+", part)}
    assert found == ({"START"} if text.name == "texts_off_text" else set())


@each_text
def test_no_text_says_what_gives_it_away(text):
    assert not NEVER.search(text.body(USUAL))


@each_call
@pytest.mark.parametrize("names", [USUAL, LONG], ids=["usual", "long"])
def test_no_call_says_what_gives_it_away(call, names):
    said = sentence(call.script(names))
    assert said
    assert not NEVER.search(said)


def test_a_line_that_gives_it_away_is_given_without_its_name():
    said = sentence(words.stranger("Harbour Lane", ("Safeguarding Helpline", "0 2 0.")))
    assert said.endswith("For advice, ring 0 2 0.")


@pytest.mark.parametrize(
    "call", [one for one in SPOKEN if one.ear is Ear.ANYBODY], ids=lambda one: one.name
)
def test_before_a_key_no_colleague_and_no_number_is_spoken(call):
    said = sentence(call.script(USUAL))
    assert "Sam" not in said
    assert "Lee" not in said
    unsaid = re.sub(r"[Pp]ress \d|dial 9 9 9", "", said)
    assert not re.search(r"\d", unsaid)


@each_call
def test_a_call_that_listens_names_a_key_and_one_that_does_not_names_none(call):
    script = call.script(USUAL)
    asks = re.search(r"press|key in", sentence(script), re.IGNORECASE) is not None
    assert asks is script.listens


def test_every_sentence_here_is_tried():
    """A new function without a line in the wordings is a red test."""
    written = {name for name, _ in inspect.getmembers(words, inspect.isfunction)}
    tried = {one.name for one in (*SPOKEN, *WRITTEN)}
    assert written - tried == {"digits", "offers", "practised_text"}
