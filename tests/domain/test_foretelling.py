"""What is foretold of a climb is what then happens, if nobody answers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from rehearsal import START, Rehearsal, escalation, rung

from service.domain import changes, resuming
from service.domain.attempt import Outcome
from service.domain.foretelling import about_to_ring, if_nobody_answers, to_come
from service.domain.ladder import LadderPace, Rung
from service.domain.listing import all_of, in_order

ALONE = LadderPace(everyone_after=False)
GOES_ON = "and we do not stop by ourselves."


def foretold(night: Rehearsal) -> str:
    return if_nobody_answers(night.escalation, night.now)


def test_the_whole_ladder_is_foretold_in_one_sentence():
    assert foretold(Rehearsal(escalation()).play(1)) == (
        f"If Priya does not answer, we ring Tom, then Amina, then everyone at once, {GOES_ON}"
    )


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (110, f"If Tom does not answer, we ring Amina, then everyone at once, {GOES_ON}"),
        (215, f"If Amina does not answer, we ring everyone at once, {GOES_ON}"),
        (
            320,
            "If nobody takes it, we start again from the top. We do not stop by ourselves.",
        ),
    ],
)
def test_it_grows_shorter_as_the_ladder_is_climbed(seconds, sentence):
    assert foretold(Rehearsal(escalation()).play(seconds)) == sentence


def test_a_ladder_that_never_rings_everyone_does_not_promise_it():
    night = Rehearsal(escalation(rung("Priya"), rung("Tom"), pace=ALONE)).play(1)
    assert foretold(night) == (
        f"If Priya does not answer, we ring Tom, then start again from the top, {GOES_ON}"
    )
    night.play(110)
    assert foretold(night) == f"If Tom does not answer, we start again from the top, {GOES_ON}"


def test_a_single_officer_is_not_called_everyone():
    assert foretold(Rehearsal(escalation(rung("Priya"))).play(1)) == (
        f"If Priya does not answer, we start again from the top, {GOES_ON}"
    )


def test_nobody_is_foretold_who_would_not_be_rung():
    ladder = escalation(Rung(role="Officer"), rung("Priya"), rung("Tom"), rung("Amina"))
    night = Rehearsal(ladder).play(1)
    night.act(changes.acknowledge, "tom", night.new_id)
    night.act(resuming.hand_back, "tom", night.new_id)
    assert [one.first_name for one in to_come(night.escalation, night.now)] == ["Amina"]


def test_where_no_number_is_left_nothing_is_foretold():
    wrong = {"priya": [(Outcome.WRONG_PERSON, 5)]}
    assert foretold(Rehearsal(escalation(rung("Priya")), wrong).play(60)) == ""


def test_a_practice_ends_by_itself():
    assert foretold(Rehearsal(escalation(drill=True)).play(1)) == (
        "This is a practice, and it ends by itself."
    )


@pytest.mark.parametrize("people", [1, 2, 3])
def test_the_phones_ring_in_the_order_that_was_foretold(people):
    names = ["Priya", "Tom", "Amina"][:people]
    fresh = escalation(*map(rung, names))
    order = [one.first_name for one in to_come(fresh, START)]
    night = Rehearsal(fresh).play(300)
    assert list(dict.fromkeys(name for _, name in night.rung_at)) == order


def test_only_what_waits_for_its_first_ring_is_about_to():
    waiting = escalation(due_at=START + timedelta(seconds=5))
    assert about_to_ring(waiting, START)
    assert not about_to_ring(waiting, START + timedelta(seconds=5))
    night = Rehearsal(waiting).play(1)
    assert night.plan is not None
    assert not about_to_ring(replace(night.escalation, due_at=night.plan.due_at), night.now)


def test_names_in_a_sentence():
    assert in_order(["Priya", "Tom", "Priya", "Amina"]) == "Priya, then Tom, then Amina"
    assert all_of(["Priya", "Tom", "Amina"]) == "Priya, Tom and Amina"
    assert (in_order([]), all_of(["Tom"])) == ("", "Tom")
