"""The machine: every pair of state and happening, and the acts that lead to them."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from rehearsal import START, Rehearsal, escalation, rung

from service.domain import changes, resuming
from service.domain.attempt import CallStatus, Failure, Outcome, Purpose
from service.domain.changes import Act
from service.domain.escalation import TRANSITIONS, Escalation, Happening, Holder, State
from service.domain.ladder import Channel
from service.domain.notices import known
from service.domain.plan import HangUp
from service.domain.refusals import AlreadyTaken, NotFromHere

PAIRS = list(product(State, Happening))
PRIYA = Holder(
    person="priya", name="Priya Example", phone=rung("Priya").phone, at=START, channel=Channel.CALL
)


def act(person: str = "priya", **also: object) -> Act:
    return Act(person=person, at=START + timedelta(seconds=30), channel=Channel.PAGE, **also)


@pytest.mark.parametrize(("state", "happening"), PAIRS)
def test_every_pair_leads_where_the_table_says_or_is_refused(state, happening):
    one = escalation(state=state)
    if (state, happening) in TRANSITIONS:
        assert one.become(happening) is TRANSITIONS[state, happening]
    else:
        with pytest.raises(NotFromHere):
            one.become(happening)


def test_nothing_leads_out_of_a_closed_state():
    assert not [pair for pair in TRANSITIONS if pair[0].closed]


def test_every_happening_leads_somewhere():
    assert {happening for _, happening in TRANSITIONS} == set(Happening)


@pytest.fixture
def night() -> Rehearsal:
    """Thirty seconds past the second person's first ring: Priya and Tom were tried."""
    return Rehearsal(escalation()).play(110)


def taken(night: Rehearsal, person: str) -> Escalation:
    night.act(changes.acknowledge, person, night.new_id)
    return night.escalation


def test_an_officer_takes_it_and_is_named(night):
    done = taken(night, "tom")
    assert done.state is State.ACKNOWLEDGED
    assert done.holder is not None
    assert done.holder.name == "Tom Example"
    assert (110, "acknowledged", "Tom Example") in night.events


def test_taking_it_tells_the_officer_the_colleague_and_whoever_was_tried(night):
    done = taken(night, "tom")
    notices = {one.purpose: one.name for one in done.attempts if not one.purpose.asks}
    assert notices == {
        Purpose.DETAILS: "Tom Example",
        Purpose.TAKEN: "Sam Lee",
        Purpose.STOOD_DOWN: "Priya Example",
        Purpose.MOVED_ON: "Sam Lee",
    }


def test_whoever_was_not_tried_yet_is_not_told(night):
    done = taken(night, "tom")
    assert not [one for one in done.attempts if one.person == "amina"]


def test_a_call_that_still_rings_is_to_be_hung_up_at_once(night):
    done = taken(night, "priya")
    ringing = [one for one in done.attempts if one.person == "tom" and one.calls]
    assert [one.outcome for one in ringing] == [Outcome.WITHDRAWN]
    night.look()
    assert night.plan is not None
    assert [type(one) for one in night.plan.errands if isinstance(one, HangUp)] == [HangUp]


def test_whoever_takes_it_by_text_has_their_own_ring_hung_up(night):
    ring = next(one for one in night.escalation.attempts if one.person == "tom" and one.calls)
    night.act(changes.acknowledge, "tom", night.new_id, attempt=ring.id)
    kept = night.escalation.attempt(ring.id)
    assert kept.outcome is Outcome.ACKNOWLEDGED
    assert [one.hang_up_at for one in kept.calls] == [night.now]


def test_a_call_that_somebody_else_has_answered_is_left_to_hear_who_has_it(night):
    ringing = next(one for one in night.escalation.attempts if one.person == "tom" and one.calls)
    heard = replace(ringing.calls[0], status=CallStatus.IN_PROGRESS)
    night.escalation = night.escalation.with_attempt(ringing.with_call(heard))
    done = taken(night, "priya")
    still = done.attempt(ringing.id)
    assert still is not None
    assert still.live
    assert still.calls[0].hang_up_at is None


def test_the_second_hears_who_was_first(night):
    taken(night, "tom")
    with pytest.raises(AlreadyTaken, match="Tom has already taken this"):
        changes.acknowledge(night.escalation, act("priya"), night.new_id)


def test_taking_it_twice_changes_nothing(night):
    done = taken(night, "tom")
    assert changes.acknowledge(done, act("tom"), night.new_id).escalation is done


def test_once_taken_nothing_more_is_dialled_before_the_limit(night):
    taken(night, "tom")
    before = list(night.rung_at)
    night.play(night.seconds() + 899)
    assert night.rung_at == before


def test_handed_back_ringing_goes_on_at_the_next_person_and_whoever_had_it_rests(night):
    taken(night, "tom")
    night.act(resuming.hand_back, "tom", night.new_id)
    start = len(night.rung_at)
    night.play(400)
    assert night.rung_at[start][1] == "Amina"
    assert {name for _, name in night.rung_at[start:]} == {"Priya", "Amina"}
    assert night.escalation.holder is None
    assert [one.person for one in night.escalation.earlier] == ["tom"]


def test_the_last_one_who_hands_back_leads_to_everyone_else(night):
    night.play(215)
    taken(night, "amina")
    night.act(resuming.hand_back, "amina", night.new_id)
    start = len(night.rung_at)
    night.play(217)
    assert {name for _, name in night.rung_at[start:]} == {"Priya", "Tom"}


def test_a_notice_that_holds_no_longer_is_not_sent(night):
    done = taken(night, "tom")
    assert [one.purpose for one in done.attempts if one.live] == [
        Purpose.STOOD_DOWN,
        Purpose.DETAILS,
        Purpose.TAKEN,
    ]
    night.act(resuming.hand_back, "tom", night.new_id)
    live = [one.purpose for one in night.escalation.attempts if one.live]
    assert live == [Purpose.HANDED_BACK]


def test_whoever_was_tried_before_ringing_began_again_is_told_to_rest_as_well(night):
    night.act(resuming.ring_again, "sam", (rung("Amina"),), night.new_id)
    night.play(112)
    done = taken(night, "amina")
    told = [one.name for one in done.attempts if one.purpose is Purpose.STOOD_DOWN]
    assert sorted(told) == ["Priya Example", "Tom Example"]


def test_somebody_of_an_earlier_ladder_may_still_take_it(night):
    night.act(resuming.ring_again, "sam", (rung("Priya"),), night.new_id)
    done = taken(night, "amina")
    assert done.holder.name == "Amina Example"
    assert [one.name for one in done.attempts if one.purpose is Purpose.DETAILS]


def test_passing_on_by_page_ends_the_ring_that_was_passed(night):
    night.act(changes.pass_on, "tom")
    ring = next(one for one in night.escalation.attempts if one.person == "tom" and one.calls)
    assert ring.calls[0].hang_up_at == night.now


def test_a_lost_call_that_rings_after_all_is_hung_up_once_it_is_taken(night):
    ring = next(one for one in night.escalation.attempts if one.person == "tom" and one.calls)
    lost = ring.end(Outcome.FAILED, night.now, Failure.LOST)
    night.escalation = night.escalation.with_attempt(lost)
    done = taken(night, "priya")
    assert done.attempt(ring.id).calls[0].hang_up_at == night.now


def test_i_still_need_someone_goes_on_at_the_next_person(night):
    taken(night, "priya")
    night.act(resuming.ring_again, "sam", (), night.new_id)
    start = len(night.rung_at)
    night.play(135)
    assert next(name for _, name in night.rung_at[start:]) == "Tom"


def test_ring_again_from_open_begins_at_the_top_of_tonights_ladder(night):
    tonight = (rung("Amina"), rung("Priya"))
    night.act(resuming.ring_again, "sam", tonight, night.new_id)
    start = len(night.rung_at)
    night.play(150)
    assert next(name for _, name in night.rung_at[start:]) == "Amina"
    assert "tom" in night.escalation.listed


def test_ring_again_with_nobody_tonight_climbs_the_copied_ladder(night):
    night.act(resuming.ring_again, "sam", (), night.new_id)
    assert [one.person for one in night.escalation.rungs] == ["priya", "tom", "amina"]


@pytest.mark.parametrize("who", ["sam", "tom"])
def test_either_of_the_two_confirms(night, who):
    taken(night, "tom")
    night.act(changes.confirm_spoken, who, night.new_id)
    assert night.escalation.state is State.SPOKEN
    assert night.escalation.closed_at == night.now


def test_confirming_twice_is_no_error(night):
    taken(night, "tom")
    night.act(changes.confirm_spoken, "sam", night.new_id)
    done = night.escalation
    assert changes.confirm_spoken(done, act("sam"), night.new_id).escalation is done


def test_cancelling_tells_whoever_was_tried_once_and_stops_their_phones(night):
    night.act(changes.cancel, "sam", night.new_id)
    told = [one.name for one in night.escalation.attempts if one.purpose is Purpose.CANCELLED]
    assert sorted(told) == ["Priya Example", "Tom Example"]
    assert not [one for one in night.escalation.offers() if one.live]
    before = list(night.rung_at)
    night.play(8 * 3600)
    assert night.rung_at == before


def test_cancelled_after_it_was_taken_asks_the_officer_to_check(night):
    taken(night, "tom")
    night.act(changes.cancel, "sam", night.new_id)
    told = [one.person for one in night.escalation.attempts if one.purpose is Purpose.CANCELLED]
    assert "tom" in told


def test_cancelling_twice_is_no_error_and_after_speaking_it_is_refused(night):
    night.act(changes.cancel, "sam", night.new_id)
    done = night.escalation
    assert changes.cancel(done, act("sam"), night.new_id).escalation is done
    with pytest.raises(NotFromHere):
        changes.confirm_spoken(done, act("sam"), night.new_id)


def test_passing_on_after_somebody_took_it_hears_who_has_it(night):
    taken(night, "tom")
    with pytest.raises(AlreadyTaken):
        changes.pass_on(night.escalation, act("priya"))


def test_passing_on_by_page_counts_for_the_latest_try(night):
    night.act(changes.pass_on, "tom")
    outcomes = [one.outcome for one in night.escalation.attempts if one.person == "tom"]
    assert outcomes.count(Outcome.PASSED_ON) == 1
    assert (110, "ended", "Tom Example") in night.events
    night.play(111)
    assert night.rung_at[-1] == (110, "Amina")


def test_the_same_key_twice_is_written_once(night):
    tried = next(one for one in night.escalation.attempts if one.person == "tom" and one.calls)
    first = changes.pass_on(night.escalation, act("tom", attempt=tried.id))
    again = changes.pass_on(first.escalation, act("tom", attempt=tried.id))
    assert len(first.events) == 1
    assert again.events == ()


def test_only_the_raiser_and_who_is_listed_may_see_it():
    one = escalation()
    assert [one.visible_to(who) for who in ("sam", "priya", "joan")] == [True, True, False]


def test_whoever_has_it_hands_it_back_and_does_not_pass_it_on(night):
    taken(night, "tom")
    with pytest.raises(NotFromHere):
        changes.pass_on(night.escalation, act("tom"))


def test_somebody_who_was_never_listed_cannot_take_it(night):
    with pytest.raises(LookupError):
        changes.acknowledge(night.escalation, act("joan"), night.new_id)


def test_somebody_who_took_it_before_they_were_rung_can_hand_it_back(night):
    taken(night, "amina")
    night.act(resuming.hand_back, "amina", night.new_id)
    assert night.escalation.state is State.OPEN


def test_an_empty_rung_has_no_number_to_give():
    with pytest.raises(LookupError):
        known(None)
