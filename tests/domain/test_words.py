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
from service.domain.attempt import Outcome
from service.domain.people import PhoneNumber
from service.domain.words import Menu, Script
from service.domain.words.fitting import PLAIN

SITE = "Saint Barnabas Youth Trust Ltd"  # As long as a site's name may be: thirty characters.
NAME = "Bartholomew Featherstonehaugh-Cholmondeley"
PHONE = PhoneNumber("+447700900123")
LINE = "020 7946 0999"

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


def test_a_short_name_stands_in_full_and_a_long_one_is_cut():
    assert "Sam Lee" in words.details_text("Harbour Lane", "K7Q2", "Sam Lee", PHONE)
    cut = words.details_text(SITE, "K7Q2", NAME, PHONE)
    assert "Bartholomew" in cut
    assert "07700 900123" in cut


def test_two_names_share_the_room():
    long = words.moved_on_text(SITE, "K7Q2", NAME, NAME, LINE)
    assert long.count("Bartholomew") == 2
    mixed = words.moved_on_text(SITE, "K7Q2", "Tom", NAME, None)
    assert f"Tom has not taken it. We are ringing {NAME}." in mixed
    assert len(long) == words.TEXT_LENGTH


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Siân", "Sian"),
        ("Sia\u0302n", "Sian"),
        ("Zoë", "Zoe"),
        ("José", "José"),
        ("O\u2019Brien", "O'Brien"),
        ("Łukasz", "Lukasz"),
        ("[Sam]", "(Sam)"),
        ("李", "?"),
    ],
)
def test_a_name_is_written_in_the_nearest_plain_letters(name, written):
    assert f": {written} has taken" in words.stood_down_text("Harbour Lane", "K7Q2", name)


def test_braces_in_an_organisations_name_are_only_signs():
    assert words.taken_text("A {x} {} B", "K7Q2", "Tom", None).startswith("A (x) () B: Tom has")


def test_practice_stands_after_the_organisation_and_costs_last_sentences_only():
    said = words.practised_text(words.over_text("Harbour Lane", "K7Q2"), "Harbour Lane")
    assert said == "Harbour Lane: PRACTICE, K7Q2 is over. You do not need to do anything."
    body = words.details_text(SITE, "K7Q2", NAME, PHONE)
    cut = words.practised_text(body, SITE)
    assert cut.endswith("Speak, do not text. Danger now: 999.")
    offered = words.offer_text("Harbour Lane", "K7Q2", practice=True)
    assert words.practised_text(offered, "Harbour Lane") == offered


def test_one_call_out_for_one_person_is_offered_as_it_always_was():
    assert sentence(words.opening("Harbour Lane", "Priya")) == (
        "This is Harbour Lane, calling for Priya. It's urgent. "
        "To take this call-out, press 1. To pass it on, press 2. "
        "Not Priya? Press 3. To hear this again, press star."
    )


def test_each_that_waits_has_its_own_key_and_two_always_passes_on():
    said = sentence(words.opening("Harbour Lane", "Priya", waiting=2))
    assert (
        "It's urgent. Two call-outs are waiting. To take the first, press 1. "
        "To take the second, press 4. To pass them on, press 2. Not Priya? Press 3." in said
    )
    assert [one.key for one in words.offers("Priya", waiting=9)] == list(words.TAKE_KEYS)
    assert not {"2", "3", "*", "0"} & set(words.TAKE_KEYS)


def test_two_on_one_number_are_both_named_and_each_has_a_key():
    assert sentence(words.opening("Harbour Lane", ["Priya", "Tom"])) == (
        "This is Harbour Lane, calling for Priya or Tom. It's urgent. "
        "Priya, to take this, press 1. Tom, to take this, press 4. To pass it on, press 2. "
        "Not Priya or Tom? Press 3. To hear this again, press star."
    )


def test_who_is_not_asked_for_a_call_out_has_no_key_for_it():
    offered = words.offers(["Priya", "Tom"], waiting=2)[1:]
    said = sentence(words.opening_for("Harbour Lane", offered))
    assert "To take the first: Tom, press 4. To take the second: Priya, press 5. Tom, press 6." in (
        said
    )


def test_the_oldest_come_first_where_keys_run_out():
    kept = words.offers(["Priya", "Tom"], waiting=4)
    assert [(one.name, one.nth) for one in kept[:2]] == [("Priya", 1), ("Tom", 1)]
    assert (len(kept), kept[-1].nth) == (7, 4)


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.parametrize("texts", [False, True])
def test_the_last_turn_ends_with_the_texts_where_there_are_texts(turn, texts):
    menu = words.opening("Harbour Lane", "Priya", turn=turn, texts=texts).menu
    assert (menu[-1] == "Please check your text messages.") is (texts and turn == words.TURNS)


def test_practice_is_the_first_thing_heard():
    opening = words.opening("Harbour Lane", "Priya", practice=True)
    assert sentence(opening).startswith(
        "This is a practice call from Harbour Lane, for Priya. Nothing has happened. "
        "To take it, press 1. To pass it on, press 2."
    )
    for script in (words.talked(2), words.passed_on(), words.pin_wrong()):
        marked = words.practised(script)
        assert sentence(marked) == f"This is practice. {sentence(script)}"
        assert (marked.turn, marked.at, marked.keys) == (script.turn, script.at, script.keys)
    assert words.practised(Script()) == Script()


@pytest.mark.parametrize(
    "call", [one for one in SPOKEN if one.ear is Ear.ANYBODY], ids=lambda one: one.name
)
def test_before_a_key_no_colleague_and_no_number_is_spoken(call):
    said = sentence(call.script(USUAL))
    assert "Sam" not in said
    assert "Lee" not in said
    unsaid = re.sub(r"[Pp]ress \d|dial 9 9 9", "", said)
    assert not re.search(r"\d", unsaid)


def test_the_colleagues_number_is_said_twice_in_groups_of_five_three_and_three():
    said = sentence(words.taken_by_you("Priya", "Sam Lee", PHONE))
    assert said.count("Sam Lee, on 0 7 7 0 0. 9 0 0. 1 2 3.") == 1
    assert said.count("Sam Lee now, on 0 7 7 0 0. 9 0 0. 1 2 3.") == 1


def test_being_put_through_is_offered_before_the_number_and_a_key_stops_the_rest():
    script = words.taken_by_you("Priya", "Sam Lee", PHONE)
    assert script.said == ("Thank you, Priya. You have taken this.",)
    assert script.menu[0] == "To be put through to Sam now, press 1."
    assert "press star" in script.menu[-1]
    assert "press 4" in script.menu[-1]


def test_an_officer_whose_texts_are_off_hears_how_to_turn_them_on():
    assert "text START" not in sentence(words.taken_by_you("Priya", "Sam Lee", PHONE))
    assert "text START" in sentence(words.taken_by_you("Priya", "Sam", PHONE, texts_off=True))


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Outcome.BUSY, "Sam's phone is busy."),
        (Outcome.NO_ANSWER, "Sam did not answer."),
        (Outcome.NO_KEY, "Sam did not answer."),
        (Outcome.FAILED, "We could not get through to Sam's phone."),
    ],
)
def test_who_was_not_put_through_hears_why_and_the_number_again(why, said):
    heard = sentence(words.not_through("Sam Lee", PHONE, why=why))
    assert heard.startswith(said)
    assert "0 7 7 0 0. 9 0 0. 1 2 3." in heard
    assert ("Have you spoken?" in heard) is (why is Outcome.BUSY)


def test_only_who_had_it_is_asked_whether_they_have_spoken():
    has = words.daily_officer_text("Harbour Lane", "K7Q2")
    assert "Reply 3 if you have spoken." in has
    assert "Reply 4 if you cannot." in has
    had = words.daily_officer_text("Harbour Lane", "K7Q2", has=False)
    assert had.endswith("Reply 3 if you have spoken. If not, reply 1 if you can take it.")
    taken = words.daily_officer_text("Harbour Lane", "K7Q2", has=False, taken=True)
    assert taken.endswith("K7Q2 is still open. Reply 3 if you have spoken.")
    never = words.daily_officer_text("Harbour Lane", "K7Q2", has=False, had=False)
    assert never.endswith("K7Q2 is still open. Reply 1 if you can take it.")


@pytest.mark.parametrize(
    "text",
    [
        lambda name, line: words.taken_text("Harbour Lane", "K7Q2", name, line),
        lambda name, line: words.moved_on_text("Harbour Lane", "K7Q2", name, name, line),
        lambda name, line: words.handed_back_text("Harbour Lane", "K7Q2", name, line),
        lambda name, line: words.text_reply_raised("Harbour Lane", "K7Q2", name, line),
    ],
)
def test_a_line_to_ring_stands_beside_999_and_no_name_is_cut_for_it(text):
    assert text("Priya", LINE).endswith(f"Keep your phone on. Or ring {LINE}. Danger now: 999.")
    assert "Or ring" not in text("Priya", None)
    long = text(NAME, LINE)
    assert long.endswith("Danger now: 999.")
    assert long == text(NAME, None) or NAME in long


def test_a_caller_is_never_promised_a_ring_that_nobody_wrote_down():
    said = sentence(words.not_started_now())
    assert "We will ring" not in said
    assert "nothing was started" in said
    assert "dial 9 9 9" in said


def test_only_what_somebody_had_can_have_been_spoken():
    assert "press 1" not in sentence(words.staff_open("We are ringing Tom.", taken_by=None))
    said = sentence(words.staff_open("Priya has it.", taken_by="Priya"))
    assert "If you have spoken with Priya, press 1. If you still need someone, press 2." in said


def test_an_extension_is_spoken_after_the_number():
    assert words.digits(PhoneNumber("+442079460123", "66")).endswith("Extension 6 6.")


def test_a_script_listens_only_while_it_offers_keys():
    assert words.opening("Harbour Lane", "Priya").listens
    assert not Script(said=("Thank you.",)).listens


@pytest.mark.parametrize(
    ("script", "at", "keys"),
    [
        (words.opening("Harbour Lane", "Priya"), Menu.OPENING, 1),
        (words.pin_wanted(), Menu.PIN, 4),
        (words.pin_wrong(), Menu.PIN, 4),
        (words.taken_by_you("Priya", "Sam", PHONE), Menu.TAKEN, 1),
        (words.not_yet("Sam", PHONE), Menu.TAKEN, 1),
        (words.cut_off("Sam", PHONE), Menu.TAKEN, 1),
        (words.not_through("Sam", PHONE, why=Outcome.NO_KEY), Menu.TAKEN, 1),
        (words.not_through("Sam", PHONE, why=Outcome.BUSY), Menu.TALKED, 1),
        (words.called_off("Sam", PHONE), Menu.TAKEN, 1),
        (words.talked(), Menu.TALKED, 1),
        (words.hand_back_menu(), Menu.HAND_BACK, 1),
        (words.staff_menu("Harbour Lane"), Menu.CALLER, 1),
        (words.staff_open("Tom is rung.", taken_by=None), Menu.STANDING, 1),
    ],
)
def test_a_key_is_an_answer_to_the_menu_that_was_heard(script, at, keys):
    assert (script.at, script.keys, script.listens) == (at, keys, True)


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
