"""A text tries a phone: its word is taken once, and a step at which it is lost is named."""

from datetime import timedelta

import pytest
from desk.proofs import DAY, PRIYA

from service.desk import trying, trying_texts
from service.desk.trying import Came, Result
from service.desk.trying_texts import TextStep
from service.domain.codes import CodePurpose
from service.domain.text_fate import TextFate, TextStage
from service.ports import NotPlaced, Uncertain

MINUTES = timedelta(minutes=2)
SENT, DELIVERED = TextFate(TextStage.SENT), TextFate(TextStage.DELIVERED)


@pytest.fixture
def sent(day):
    return trying_texts.text(day, PRIYA, "priya")


def becomes(day, sent, fate):
    day.telephone.fates[sent.sid] = fate


def steps(day, glass, sent):
    return list(trying_texts.follow(day, sent, MINUTES, glass.wait))


def test_the_word_is_taken_once_and_only_after_the_text(day, glass):
    assert trying_texts.replied(day.desk, PRIYA) is None
    trying.ring(day, PRIYA, "priya", glass.wait)
    assert trying_texts.replied(day.desk, PRIYA) is None  # A call waits for no word.
    glass.wait(40)
    sent = trying_texts.text(day, PRIYA, "priya")
    (text,) = day.telephone.sent
    assert "this is a test and no call-out" in text.body
    glass.wait(30)
    assert "your text reached us" in trying_texts.replied(day.desk, PRIYA)
    assert trying_texts.replied(day.desk, PRIYA) is None
    assert steps(day, glass, sent)[-1] == (TextStep.REPLY, timedelta(seconds=30))
    assert trying_texts.result_of(day, sent) == Result(Came.BACK)


def test_a_text_that_is_tried_does_not_count_as_a_call_to_be_hung_up(day, sent):
    assert sent.sid
    with day.desk.book.reading() as page:
        assert not page.other_calls(PRIYA, DAY)
        assert page.latest_code(PRIYA, CodePurpose.TRY)


def test_each_step_is_told_once_and_a_reply_is_waited_for_so_long_and_no_longer(day, glass, sent):
    becomes(day, sent, TextFate(TextStage.WAITS))
    following = trying_texts.follow(day, sent, MINUTES, glass.wait)
    assert next(following) == (TextStep.ASKED, timedelta())
    becomes(day, sent, SENT)
    assert next(following) == (TextStep.SENT, timedelta(seconds=5))
    becomes(day, sent, DELIVERED)
    assert next(following) == (TextStep.DELIVERED, timedelta(seconds=10))
    assert list(following) == []
    assert glass.now() - DAY == MINUTES
    glass.wait(10 * 60)
    assert trying_texts.replied(day.desk, PRIYA) is None


@pytest.mark.parametrize(
    ("fate", "told", "came"),
    [
        (TextFate(TextStage.WAITS), [TextStep.ASKED], Result(Came.WAITS)),
        (SENT, [TextStep.ASKED, TextStep.SENT], Result(Came.NO_RECEIPT)),
        (
            DELIVERED,
            [TextStep.ASKED, TextStep.SENT, TextStep.DELIVERED],
            Result(Came.NO_REPLY),
        ),
    ],
)
def test_without_a_reply_it_is_said_how_far_the_text_came(day, glass, sent, fate, told, came):
    becomes(day, sent, fate)
    assert [step for step, _ in steps(day, glass, sent)] == told
    assert trying_texts.result_of(day, sent) == came
    assert glass.now() - DAY == MINUTES


@pytest.mark.parametrize(
    ("stage", "told", "came"),
    [
        (TextStage.NOT_SENT, [TextStep.ASKED], Came.NOT_SENT),
        (TextStage.NOT_DELIVERED, [TextStep.ASKED, TextStep.SENT], Came.NOT_DELIVERED),
    ],
)
def test_a_text_that_is_lost_is_waited_for_no_longer(day, glass, sent, stage, told, came):
    becomes(day, sent, TextFate(stage, 30006))
    assert [step for step, _ in steps(day, glass, sent)] == told
    assert trying_texts.result_of(day, sent) == Result(came, 30006)
    assert glass.now() == DAY


def test_a_reply_counts_whatever_the_carrier_says_of_the_text(day, glass, sent):
    becomes(day, sent, TextFate(TextStage.NOT_DELIVERED, 30008))
    trying_texts.replied(day.desk, PRIYA)
    assert steps(day, glass, sent)[-1] == (TextStep.REPLY, timedelta())
    assert trying_texts.result_of(day, sent) == Result(Came.BACK)


def test_a_carrier_that_cannot_be_asked_is_asked_again(day, glass, sent):
    day.telephone.fails_next(NotPlaced())
    assert steps(day, glass, sent)[0] == (TextStep.ASKED, timedelta(seconds=5))
    day.telephone.fails_next(NotPlaced())
    assert trying_texts.result_of(day, sent) == Result(Came.UNKNOWN)


def test_a_text_whose_answer_was_lost_is_waited_for_and_nothing_said_of_it(day, glass):
    day.telephone.fails_next(Uncertain(), after_taking=True)
    sent = trying_texts.text(day, PRIYA, "priya")
    assert steps(day, glass, sent) == []
    assert glass.now() - DAY == MINUTES
    assert trying_texts.result_of(day, sent) == Result(Came.UNKNOWN)
