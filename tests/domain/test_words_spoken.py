"""Calls: what is offered, with which key, and what is said before one and after."""

import pytest
from domain.sentences import PHONE

from service.cli.wordings import sentence
from service.domain import words
from service.domain.attempt import Outcome
from service.domain.people import PhoneNumber
from service.domain.words import Menu, Script


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
