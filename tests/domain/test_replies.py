"""What a text says to us, by the contract and nothing looser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.replies import Meaning, Reply, parse


@pytest.mark.parametrize(
    ("body", "reply"),
    [
        ("1", Reply(Meaning.TAKE)),
        (" 2. ", Reply(Meaning.PASS_ON)),
        ("3", Reply(Meaning.SPOKEN)),
        ("4\n", Reply(Meaning.HAND_BACK)),
        ("1 K7Q2", Reply(Meaning.TAKE, "K7Q2")),
        ("k7q2  1.", Reply(Meaning.TAKE, "K7Q2")),
        ("1K7Q2", Reply(Meaning.TAKE, "K7Q2")),
        ("k7q2\t1", Reply(Meaning.TAKE, "K7Q2")),
        ("1 .", Reply(Meaning.TAKE)),
        ("RING", Reply(Meaning.RING)),
        ("ring.", Reply(Meaning.RING)),
    ],
)
def test_these_count(body, reply):
    assert parse(body) == reply


@pytest.mark.parametrize(
    "body",
    [
        "",
        "5",
        "11",
        "1 sec",
        "2 mins, I'll take it",
        "1 1",
        "1 K7Q2 please",
        "1..",
        "11K7Q2",
        "1 K7Q2 2",
        "please stop",
        "stop it",
        "help",
        "ring me",
        "K7Q2",
        "1 K7Q",
        "1 7K7Q",
        "\u0661",
        "\uff11",
        "1\u200b",
    ],
)
def test_these_change_nothing(body):
    assert parse(body) is None


@pytest.mark.parametrize(
    "body",
    [
        *("STOP", " stop. ", "StopAll", "UNSUBSCRIBE", "end"),
        *("Quit", "revoke", "OPTOUT", "Cancel\n"),
    ],
)
def test_each_word_with_which_carriers_end_texts_is_heeded(body):
    assert parse(body) == Reply(Meaning.STOP)


@pytest.mark.parametrize("body", ["start", "UNSTOP.", " Start"])
def test_each_word_with_which_they_begin_again_is_heeded(body):
    assert parse(body) == Reply(Meaning.START)


def test_yes_may_be_one_of_those_or_an_answer():
    assert parse("Yes.") == Reply(Meaning.YES)


def test_what_the_carrier_has_done_by_a_text_counts_before_its_words():
    assert parse("ARRET", opt_out="STOP") == Reply(Meaning.STOP)
    assert parse("1", opt_out="START") == Reply(Meaning.START)
    assert parse("1", opt_out="HELP") == Reply(Meaning.TAKE)


@given(st.text())
def test_nothing_that_is_sent_can_break_it_or_be_kept(body):
    reply = parse(body)
    assert reply is None or reply.reference is None or len(reply.reference) == 4
