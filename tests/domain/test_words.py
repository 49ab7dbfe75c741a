"""Every sentence that leaves the building by phone or text."""

import inspect
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain import words
from service.domain.people import PhoneNumber
from service.domain.words import Script

SITE = "Saint Barnabas Youth Trust Ltd"  # As long as a site's name may be: thirty characters.
NAME = "Bartholomew Featherstonehaugh-Cholmondeley"
LINE = "0303 003 1111"
PHONE = PhoneNumber("+447700900123")
#: The GSM 03.38 basic set, as far as these sentences use it; one sign outside it doubles a text.
GSM = set(string.ascii_letters + string.digits + " .,:;'!?()+-/&@\n")

TEXTS = [
    words.offer_text(SITE, "K7Q2"),
    words.details_text(SITE, "K7Q2", NAME, PHONE),
    words.taken_text(SITE, "K7Q2", NAME),
    words.stood_down_text(SITE, "K7Q2", NAME),
    words.over_text(SITE, "K7Q2"),
    words.cancelled_text(SITE, "K7Q2"),
    words.cancelled_check_text(SITE, "K7Q2", NAME),
    words.nobody_yet_text(SITE, "K7Q2", "0303 003 1111"),
    words.nobody_yet_text(SITE, "K7Q2", None),
    words.still_needed_text(SITE, "K7Q2"),
    words.text_reply_digit(SITE),
    words.text_reply_which(SITE),
    words.text_reply_taken(SITE, "K7Q2", NAME),
    words.text_reply_passed(SITE, "K7Q2"),
    words.text_reply_spoken(SITE, "K7Q2"),
    words.text_reply_handed_back(SITE, "K7Q2"),
    words.text_reply_raised(SITE, "K7Q2", NAME),
    words.text_reply_not_raised(SITE, "0303 003 1111"),
    words.text_reply_not_raised(SITE, None),
    words.offer_text(SITE, "K7Q2", practice=True),
    words.reminder_text(SITE, "K7Q2", NAME, PHONE),
    words.asked_text(SITE, "K7Q2", NAME, LINE),
    words.asked_text(SITE, "K7Q2", NAME, None),
    words.resumed_officer_text(SITE, "K7Q2"),
    words.ringing_again_text(SITE, "K7Q2", LINE),
    words.moved_on_text(SITE, "K7Q2", NAME, NAME),
    words.handed_back_text(SITE, "K7Q2", NAME),
    words.daily_raiser_text(SITE, "K7Q2"),
    words.daily_officer_text(SITE, "K7Q2"),
    words.texts_on_text(SITE),
    words.texts_off_text(SITE),
]
TEXTS += [words.practised_text(text, SITE) for text in TEXTS]
SCRIPTS = [
    words.opening(SITE, "Priya"),
    words.taken_by_you("Priya", NAME, PHONE),
    words.taken_already("Tom"),
    words.over_already(),
    words.passed_on(),
    words.wrong_person(),
    words.nothing_known(),
    words.not_possible_now(),
    words.ring_back_offer(SITE, "Priya"),
    words.ringing_back(),
    words.nothing_open(SITE, None),
    words.not_certain(),
    words.stranger(SITE, ("Helpline", words.digits(PHONE))),
    words.stranger(SITE, None),
    words.opening(SITE, ["Priya", "Tom"]),
    words.opening(SITE, "Priya", waiting=7, turn=2, texts=True),
    words.opening_for(SITE, words.offers(["Priya", "Tom"], waiting=2), practice=True),
    words.practised(words.passed_on()),
    words.pin_wanted(),
    words.pin_wrong(),
    words.pin_used_up(),
    words.not_yet(NAME, PHONE, texts_off=True),
    words.putting_through(NAME),
    words.colleague_opening("Priya"),
    words.colleague_over(),
    words.not_through(NAME, PHONE, busy=True),
    words.not_through(NAME, PHONE, busy=False),
    words.cut_off(NAME, PHONE),
    words.talked(),
    words.thank_you_spoken(),
    words.hand_back_menu(),
    words.handed_back(),
    words.staff_menu(SITE),
    words.staff_raised("Priya", PHONE, ("Helpline", words.digits(PHONE))),
    words.staff_not_raised(None),
    words.staff_open("We are ringing Tom.", taken_by=None),
    words.staff_closed(),
    words.staff_ringing_again(),
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_one_part_of_plain_characters(text):
    assert len(text) <= words.TEXT_LENGTH
    assert set(text) <= GSM


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_asks_for_a_word_that_carriers_take_for_stop_or_start(text):
    asked = text.upper().replace(".", " ").split("REPLY")[1:]
    taken = {"STOP", "CANCEL", "END", "QUIT", "UNSUBSCRIBE", "YES", "START", "UNSTOP"}
    assert not [word for part in asked for word in part.split() if word in taken]


def test_a_short_name_stands_in_full_and_a_long_one_is_cut():
    assert "Sam Lee" in words.details_text("Harbour Lane", "K7Q2", "Sam Lee", PHONE)
    cut = words.details_text(SITE, "K7Q2", NAME, PHONE)
    assert "Bartholomew" in cut
    assert "07700 900123" in cut


@given(st.text(max_size=60))
def test_whatever_the_name_a_text_keeps_its_length(name):
    assert len(words.taken_text(SITE, "K7Q2", name)) <= words.TEXT_LENGTH


@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_that_is_spoken_says_safeguarding(script):
    spoken = " ".join((*script.said, *script.menu)).lower()
    assert "safeguarding" not in spoken
    assert spoken


def test_before_a_key_is_pressed_no_colleague_and_no_number_is_spoken():
    menu = " ".join(words.opening("Harbour Lane", "Priya").menu)
    assert menu.startswith("This is Harbour Lane, calling for Priya. It's urgent.")
    assert "press 1" in menu
    assert not any(sign in menu for sign in "0456789")


def test_the_colleagues_number_is_said_twice_in_groups_of_five_three_and_three():
    said = " ".join(words.taken_by_you("Priya", "Sam Lee", PHONE).menu)
    assert said.count("0 7 7 0 0. 9 0 0. 1 2 3.") == 2


def test_an_extension_is_spoken_after_the_number():
    assert words.digits(PhoneNumber("+442079460123", "66")).endswith("Extension 6 6.")


def test_a_script_listens_only_while_it_offers_keys():
    assert words.opening("Harbour Lane", "Priya").listens
    assert not Script(said=("Thank you.",)).listens


def test_every_sentence_here_is_tried():
    """A new function without a line above is a red test."""
    written = {name for name, one in inspect.getmembers(words, inspect.isfunction)}
    tried = inspect.getsource(inspect.getmodule(test_every_sentence_here_is_tried))
    assert {name for name in written if f"words.{name}(" not in tried} == set()
