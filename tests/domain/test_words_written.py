"""Texts: names in the room there is, in plain letters, with the line to ring beside 999."""

import pytest
from domain.sentences import LINE, NAME, PHONE, SITE

from service.domain import words


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
