"""What the colleague's page says, at each turn of a night."""

from dataclasses import replace
from datetime import timedelta

import pytest
from rehearsal import START, Rehearsal, escalation, rung

from service.domain import changes, joining, resuming
from service.domain.attempt import AttemptState, CallStatus, CarrierCall, Failure, Outcome
from service.domain.escalation import Escalation
from service.domain.ladder import Rung
from service.domain.telling import Moment, Telling, asks_whether_spoken, nobody_yet, tell


def told(one: Escalation, at=START, *, working: bool = True) -> Telling:
    moment = Moment(at=at, clock=lambda instant: f"{instant:%H:%M}", working=working)
    return tell(one, moment)


def said(night: Rehearsal) -> str:
    return told(night.escalation, night.now).now


def then(night: Rehearsal) -> str:
    return told(night.escalation, night.now).then


def taken(*, after: float = 10) -> Rehearsal:
    """A night in which Priya took it, so many seconds after the press."""
    night = Rehearsal(escalation()).play(after)
    night.act(changes.acknowledge, "priya", night.new_id)
    return night


def passes(night: Rehearsal, seconds: float) -> None:
    night.now += timedelta(seconds=seconds)


def puts_through(night: Rehearsal) -> str:
    """Let Priya's key ring Sam's phone; return the attempt that does."""
    night.act(joining.put_through, "priya", night.new_id)
    bridge = night.escalation.bridge
    assert bridge is not None
    ringing = bridge.with_call(CarrierCall(sid="CA", status=CallStatus.RINGING))
    night.escalation = night.escalation.with_attempt(
        replace(ringing, state=AttemptState.PLACED, due_at=None)
    )
    return bridge.id


def ends(night: Rehearsal, attempt_id: str, outcome: Outcome) -> None:
    attempt = night.escalation.attempt(attempt_id)
    assert attempt is not None
    over = attempt.end(joining.outcome_of(attempt, outcome), night.now)
    calls = tuple(replace(call, status=CallStatus.COMPLETED) for call in over.calls)
    night.escalation = night.escalation.with_attempt(replace(over, calls=calls))


def talks(night: Rehearsal, seconds: float) -> None:
    call = puts_through(night)
    night.escalation = joining.join(night.escalation, call, night.now).escalation
    passes(night, seconds)
    ends(night, call, Outcome.NO_KEY)


def test_at_the_press_it_starts():
    assert told(escalation()).now == "Trying Priya."


def test_it_names_whose_phone_rings():
    assert said(Rehearsal(escalation()).play(10)) == "Ringing Priya."


def heard(night: Rehearsal, status: CallStatus) -> str:
    """Say it where the carrier has told *status* of the first call."""
    call = next(one for one in night.escalation.offers() if one.calls)
    told = replace(call, calls=tuple(replace(one, status=status) for one in call.calls))
    return said(replace(night, escalation=night.escalation.with_attempt(told)))


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (CallStatus.QUEUED, "Trying Priya."),
        (CallStatus.INITIATED, "Trying Priya."),
        (CallStatus.RINGING, "Ringing Priya."),
        (CallStatus.IN_PROGRESS, "Priya's phone was picked up."),
    ],
)
def test_it_says_no_more_than_the_carrier_has_told(status, sentence):
    assert heard(Rehearsal(escalation()).play(10), status) == sentence


def test_before_the_first_dial_it_says_who_will_be_rung():
    waiting = escalation(Rung(role="Officer"), rung("Tom"), due_at=START + timedelta(seconds=5))
    assert told(waiting).now == "We are about to ring Tom."
    assert told(waiting, START + timedelta(seconds=5)).now == "Trying Tom."


def test_what_is_called_off_before_the_first_dial_has_rung_nobody():
    night = Rehearsal(escalation(due_at=START + timedelta(seconds=5)))
    night.act(changes.cancel, "sam", night.new_id)
    assert said(night) == "Cancelled. Nobody was rung."


def test_it_names_everyone_whose_phone_rings():
    assert said(Rehearsal(escalation()).play(316)) == "Ringing Priya, Tom and Amina."


def test_between_two_tries_it_promises_the_next():
    assert said(Rehearsal(escalation()).play(30)) == (
        "Priya has not taken it yet. We keep ringing."
    )


def test_between_two_rounds_it_sends_the_colleague_to_a_number():
    assert "Nobody has answered yet" in said(Rehearsal(escalation()).play(400))


def test_a_failing_carrier_is_said_at_once():
    failing = {"priya": [(Outcome.FAILED, 1, Failure.CARRIER)] * 9}
    night = Rehearsal(escalation(rung("Priya")), failing).play(1.5)
    assert said(night).startswith("We cannot make calls at the moment.")


def test_a_house_with_nobody_awake_says_so():
    sentence = told(escalation(), working=False).now
    assert sentence.startswith("Our system is not ringing anybody")


# From the key to the conversation.


def test_the_officer_who_has_it_is_named_with_the_number_and_until_when():
    night = taken()
    assert said(night) == "Priya has your call-out and will ring you on 07700 900123."
    assert then(night) == (
        "If Priya has not rung by 03:15, we start ringing again. When you have spoken, say so."
    )


def test_with_nobody_awake_nothing_more_is_promised():
    night = taken()
    asleep = told(night.escalation, night.now, working=False).then
    assert asleep.startswith("Our system rings nobody else at the moment.")
    assert "03:15" not in asleep


def test_a_limit_that_has_come_is_not_promised_for_the_past():
    night = taken()
    passes(night, 901)
    assert then(night) == "We are about to ring the next person."


def test_being_put_through_says_which_key():
    night = taken()
    puts_through(night)
    assert said(night) == (
        "We are ringing you now to put you through to Priya. Answer, and press 1."
    )


def test_while_the_two_talk_it_says_so_and_asks_nothing():
    night = taken()
    call = puts_through(night)
    night.escalation = joining.join(night.escalation, call, night.now).escalation
    passes(night, 600)
    assert said(night) == "You and Priya are on a call."
    assert not asks_whether_spoken(night.escalation, night.now)


def test_after_a_talk_it_asks_whether_they_have_spoken():
    night = taken()
    talks(night, 45)
    assert said(night) == "You and Priya were on a call. Have you spoken?"
    assert asks_whether_spoken(night.escalation, night.now)


def test_a_call_that_was_cut_off_is_not_called_a_talk():
    night = taken()
    talks(night, 5)
    assert said(night) == "Your call with Priya ended early. Have you spoken?"


def test_a_busy_phone_is_probably_talking_to_the_officer():
    night = taken()
    ends(night, puts_through(night), Outcome.BUSY)
    assert said(night) == "Your phone was busy. Are you talking to Priya already?"


def test_a_phone_that_was_not_picked_up_is_told_so():
    night = taken()
    ends(night, puts_through(night), Outcome.NO_ANSWER)
    assert said(night).startswith("Priya has your call-out")
    assert then(night).startswith("We rang you to put Priya through, and did not reach you.")


def test_the_next_officer_is_not_asked_about_the_calls_of_the_one_before():
    night = taken()
    passes(night, 60)
    ends(night, puts_through(night), Outcome.BUSY)
    night.act(resuming.hand_back, "priya", night.new_id)
    passes(night, 60)
    night.act(changes.acknowledge, "tom", night.new_id)
    assert said(night).startswith("Tom has your call-out")


def test_when_the_question_is_due_it_is_asked_whether_or_not_anybody_is_awake():
    night = taken()
    passes(night, 359)
    assert not asks_whether_spoken(night.escalation, night.now)
    passes(night, 1)
    assert asks_whether_spoken(night.escalation, night.now)
    assert said(night) == "Has Priya rung you?"
    assert "03:15" in then(night)


def test_after_ringing_has_resumed_it_says_who_had_it():
    night = taken().play(911)
    assert said(night) == "Ringing Tom."
    assert then(night) == "Priya had it, and may still ring you."


def test_after_it_was_handed_back_nobody_waits_for_that_officer():
    night = taken()
    night.act(resuming.hand_back, "priya", night.new_id)
    night.play(20)
    assert said(night) == "Ringing Tom."
    assert then(night) == "Priya had it, and cannot do it after all."


def test_whoever_took_it_unasked_and_gave_it_back_is_said_to_have_done_so():
    night = Rehearsal(escalation()).play(10)
    night.act(changes.acknowledge, "amina", night.new_id)
    night.act(resuming.hand_back, "amina", night.new_id)
    assert then(night) == "Amina had it, and cannot do it after all."


def test_a_practice_promises_no_ringing():
    night = Rehearsal(escalation(drill=True)).play(10)
    night.act(changes.acknowledge, "priya", night.new_id)
    assert then(night) == "This is a practice, and it ends by itself."


# The end.


def test_the_end_is_said_plainly():
    night = Rehearsal(escalation()).play(10)
    night.act(changes.cancel, "sam", night.new_id)
    assert said(night) == "Cancelled. Nobody is being rung."
    other = Rehearsal(escalation()).play(10)
    other.act(changes.confirm_spoken, "sam", other.new_id)
    assert said(other) == "Done. You have spoken."


def test_a_call_that_the_carrier_is_still_asked_for_is_not_said_to_ring():
    night = Rehearsal(escalation(), {"priya": [(Outcome.FAILED, 5, Failure.LOST)]}).play(1)
    assert said(night) == "Trying Priya."


def test_where_every_number_is_wrong_nothing_is_promised():
    wrong = {"priya": [(Outcome.WRONG_PERSON, 5)]}
    night = Rehearsal(escalation(rung("Priya")), wrong).play(60)
    assert said(night) == "We have no number left to ring. Ring someone yourself."
    assert nobody_yet(night.escalation)


def test_after_three_rounds_it_asks_whether_somebody_is_still_needed():
    night = Rehearsal(escalation()).play(615 * 3)
    assert "Do you still need someone?" in then(night)
    night.play(615 * 3 + 16 * 60)  # Priya's phone rings again, and the question stands.
    assert "Do you still need someone?" in then(night)


def test_before_anybody_was_tried_it_names_who_comes_first():
    one = escalation()
    begun = replace(one, climb=replace(one.climb, begun={0: one.raised_at}))
    assert told(begun).now == "Trying Priya."


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
