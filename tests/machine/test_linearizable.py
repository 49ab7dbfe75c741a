"""The checker lets right histories pass, and no wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from machine.linearizable import DONE, Asked, Operation, Recorder, answer_of, linearizable


def take(who, told, began, ended):
    return Operation(who, Asked.TAKE, told, began, ended)


def back(who, told, began, ended):
    return Operation(who, Asked.HAND_BACK, told, began, ended)


def look(told, began, ended):
    return Operation("sam", Asked.LOOK, told, began, ended)


RIGHT = {
    "nothing happened": [],
    "one takes it and the other hears who has it": [take("a", "a", 0, 1), take("b", "a", 2, 3)],
    "two at once, the later one to ask wins": [take("a", "b", 0, 9), take("b", "b", 1, 8)],
    "taken twice by the same": [take("a", "a", 0, 1), take("a", "a", 2, 3)],
    "handed back and taken by another": [
        take("a", "a", 0, 1),
        back("a", DONE, 2, 3),
        take("b", "b", 4, 5),
    ],
    "refused to hand back what somebody else has": [take("a", "a", 0, 1), back("b", "a", 2, 3)],
    "refused to hand back what nobody has": [back("b", None, 0, 1), take("a", "a", 2, 3)],
    "taken again beside a hand-back": [
        take("a", "a", 0, 1),
        take("a", "a", 2, 9),
        back("a", DONE, 3, 8),
        look("a", 10, 11),
    ],
    "a hand-back beside a take that wins": [
        take("a", "a", 0, 1),
        back("a", DONE, 2, 9),
        take("b", "b", 3, 8),
    ],
    "a hand-back beside a take that loses": [
        take("a", "a", 0, 1),
        back("a", DONE, 2, 9),
        take("b", "a", 3, 8),
    ],
    "no answer came, and it was not taken": [take("a", None, 0, None), take("b", "b", 1, 2)],
    "no answer came, and it was taken": [take("a", None, 0, None), take("b", "a", 1, 2)],
    "no answer came, and it was taken later": [
        take("a", None, 0, None),
        look(None, 1, 2),
        look("a", 3, 4),
    ],
    "who looks sees it before or after": [
        take("a", "a", 0, 9),
        look(None, 1, 2),
        look("a", 3, 4),
    ],
}

WRONG = {
    "two have it": [take("a", "a", 0, 9), take("b", "b", 1, 8)],
    "two have it, one after the other": [take("a", "a", 0, 1), take("b", "b", 2, 3)],
    "it is said to be somebody's who never asked": [take("b", "a", 0, 1)],
    "it is said to be somebody's before they asked": [take("b", "a", 0, 1), take("a", "a", 2, 3)],
    "an answer is older than one that was given": [
        take("a", "a", 0, 9),
        look("a", 1, 2),
        look(None, 3, 4),
    ],
    "it is gone without a hand-back": [take("a", "a", 0, 1), look(None, 2, 3)],
    "handed back by somebody else": [
        take("a", "a", 0, 1),
        back("b", DONE, 2, 3),
    ],
    "handed back, and taken by two": [
        take("a", "a", 0, 1),
        back("a", DONE, 2, 3),
        take("b", "b", 4, 9),
        take("c", "c", 5, 8),
    ],
    "the first to be answered lost to one who asked afterwards": [
        take("a", "b", 0, 1),
        take("b", "b", 2, 3),
    ],
    "a take without an answer cannot have been twice": [
        take("a", None, 0, None),
        take("b", "a", 1, 2),
        back("a", DONE, 3, 4),
        look("a", 5, 6),
    ],
    "fifty at once and two of them have it": [
        *(take(f"p{number}", "p0", 0, 99) for number in range(49)),
        take("p49", "p49", 0, 99),
    ],
}


@pytest.mark.parametrize("history", RIGHT.values(), ids=RIGHT)
def test_a_history_that_can_be_told_in_order_passes(history):
    assert linearizable(history)
    assert linearizable(history[::-1])


@pytest.mark.parametrize("history", WRONG.values(), ids=WRONG)
def test_a_history_that_cannot_is_caught(history):
    assert not linearizable(history)
    assert not linearizable(history[::-1])


people = st.sampled_from("abc")
questions = st.lists(st.tuples(people, st.sampled_from(Asked), st.integers(0, 6)), max_size=12)


def true_history(asked):
    """Ask one after the other; let each begin earlier, and end later, than its moment."""
    holder, history = None, []
    for moment, (who, what, slack) in enumerate(asked):
        told, holder = answer_of(holder, who, what)
        history.append(Operation(who, what, told, 10 * moment - 5 * slack, 10 * moment + slack))
    return history


@given(questions)
def test_whatever_really_happened_in_order_passes(asked):
    assert linearizable(true_history(asked))


@given(questions.filter(bool), st.data())
def test_one_lie_among_operations_that_never_met_is_caught(asked, data):
    """Where each ends before the next begins there is one order only, and every lie shows."""
    history = true_history([(who, what, 0) for who, what, _ in asked])
    place = data.draw(st.integers(0, len(history) - 1))
    true = history[place]
    lie = data.draw(st.sampled_from([None, DONE, *"abc"]).filter(lambda told: told != true.told))
    history[place] = Operation(true.who, true.asked, lie, true.began, true.ended)
    assert not linearizable(history)


def test_the_recorder_keeps_when_and_what():
    recorder = Recorder()
    assert recorder.ask("a", Asked.TAKE, lambda: "a") == "a"
    with pytest.raises(ZeroDivisionError):
        recorder.ask("b", Asked.TAKE, lambda: 1 // 0)
    first, second = recorder.history
    assert (first.who, first.told) == ("a", "a")
    assert first.began <= first.ended <= second.began
    assert second.ended is None
