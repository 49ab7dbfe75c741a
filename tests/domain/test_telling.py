"""The one plain sentence on the colleague's page, at each turn of a night."""

from dataclasses import replace

from rehearsal import Rehearsal, escalation, rung

from service.domain import changes
from service.domain.attempt import Failure, Outcome
from service.domain.ladder import Rung
from service.domain.telling import nobody_yet, now_sentence


def said(night: Rehearsal) -> str:
    return now_sentence(night.escalation)


def test_at_the_press_it_starts():
    assert now_sentence(escalation()) == "Starting to ring."


def test_it_names_whose_phone_rings():
    assert said(Rehearsal(escalation()).play(10)) == "Ringing Priya."


def test_it_names_everyone_whose_phone_rings():
    assert said(Rehearsal(escalation()).play(316)) == "Ringing Priya, Tom and Amina."


def test_between_two_tries_it_promises_the_next():
    assert said(Rehearsal(escalation()).play(30)) == (
        "Priya has not answered yet. We will ring again in a moment."
    )


def test_between_two_rounds_it_sends_the_colleague_to_a_number():
    assert "Nobody has answered yet" in said(Rehearsal(escalation()).play(400))


def test_a_failing_carrier_is_said_at_once():
    failing = {"priya": [(Outcome.FAILED, 1, Failure.CARRIER)] * 9}
    night = Rehearsal(escalation(rung("Priya")), failing).play(1.5)
    assert said(night).startswith("We cannot make calls at the moment.")


def test_a_house_with_nobody_awake_says_so():
    sentence = now_sentence(escalation(), working=False)
    assert sentence.startswith("Our system is not ringing anybody")


def test_the_officer_who_has_it_is_named_with_the_number_they_will_ring():
    night = Rehearsal(escalation()).play(10)
    night.act(changes.acknowledge, "priya", night.new_id)
    assert said(night) == "Priya has your call-out and will ring you on 07700 900123."


def test_the_end_is_said_plainly():
    night = Rehearsal(escalation()).play(10)
    night.act(changes.cancel, "sam", night.new_id)
    assert said(night) == "Cancelled. Nobody is being rung."
    other = Rehearsal(escalation()).play(10)
    other.act(changes.confirm_spoken, "sam", other.new_id)
    assert said(other) == "Done. You have spoken."


def test_a_call_that_the_carrier_is_still_asked_for_is_not_said_to_ring():
    night = Rehearsal(escalation(), {"priya": [(Outcome.FAILED, 5, Failure.LOST)]}).play(1)
    assert said(night) == "Starting to ring Priya."


def test_where_every_number_is_wrong_nothing_is_promised():
    wrong = {"priya": [(Outcome.WRONG_PERSON, 5)]}
    night = Rehearsal(escalation(rung("Priya")), wrong).play(60)
    assert said(night) == "We have no number left to ring. Ring someone yourself."
    assert nobody_yet(night.escalation)


def test_after_three_rounds_it_asks_whether_somebody_is_still_needed():
    night = Rehearsal(escalation()).play(615 * 3)
    assert "Do you still need someone?" in said(night)


def test_before_anybody_was_tried_it_names_who_comes_first():
    one = escalation()
    begun = replace(one, climb=replace(one.climb, begun={0: one.raised_at}))
    assert now_sentence(begun) == "Starting to ring Priya."


def test_an_empty_rung_is_not_named_as_if_it_rang():
    night = Rehearsal(escalation(Rung(role="Officer"), rung("Tom"))).play(1)
    assert said(night) == "Ringing Tom."


def test_while_the_ladder_is_climbed_an_officer_may_still_be_reached():
    assert not nobody_yet(Rehearsal(escalation()).play(30).escalation)


def test_once_the_ladder_has_run_out_the_colleague_should_ring_somebody():
    night = Rehearsal(escalation()).play(316)
    assert nobody_yet(night.escalation)
    night.act(changes.acknowledge, "priya", night.new_id)
    assert not nobody_yet(night.escalation)


def test_a_house_that_cannot_ring_sends_the_colleague_to_a_number():
    assert nobody_yet(escalation(), working=False)
