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
        "yes",
        "stop",
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


@given(st.text())
def test_nothing_that_is_sent_can_break_it_or_be_kept(body):
    reply = parse(body)
    assert reply is None or reply.reference is None or len(reply.reference) == 4
