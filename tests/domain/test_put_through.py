"""From the key to the conversation: what joins the two, and what it holds off."""

from datetime import timedelta

import pytest
from rehearsal import Rehearsal, escalation
from taken import taken, told

from service.domain import changes, joining, resuming
from service.domain.attempt import (
    Attempt,
    AttemptState,
    CallStatus,
    CarrierCall,
    Outcome,
    Purpose,
)
from service.domain.changes import Act
from service.domain.escalation import State
from service.domain.ladder import Channel
from service.domain.progress import call_moved
from service.domain.refusals import NotFromHere


def through(night: Rehearsal) -> Attempt:
    night.act(joining.put_through, "priya", night.new_id)
    bridge = night.escalation.bridge
    assert bridge is not None
    return bridge


def joins(night: Rehearsal, bridge: Attempt) -> None:
    moves(night, bridge, CallStatus.IN_PROGRESS)
    night.escalation = joining.join(night.escalation, bridge.id, night.now).escalation


def moves(night: Rehearsal, bridge: Attempt, status: CallStatus) -> None:
    call = CarrierCall(sid="CAbridge", status=status)
    night.escalation = call_moved(night.escalation, bridge.id, call, night.now).escalation


@pytest.fixture
def joined() -> tuple[Rehearsal, Attempt]:
    """Priya has it, and was put through: the two are talking."""
    night = taken()
    bridge = through(night)
    joins(night, bridge)
    return night, bridge


def test_nobody_is_asked_anything_while_the_two_are_on_a_joined_call(joined):
    night, _ = joined
    night.play(3600)
    assert told(night, "reminded") == told(night, "asked") == told(night, "resumed") == []
    assert night.escalation.state is State.ACKNOWLEDGED


def test_ringing_resumes_only_some_time_after_a_talk_that_outlasted_the_limit(joined):
    night, bridge = joined
    night.play(2000)
    moves(night, bridge, CallStatus.COMPLETED)
    night.play(2300)
    assert told(night, "asked") == [2000]
    assert told(night, "resumed") == [2000 + 180]


def test_whoever_has_talked_is_not_reminded_to_ring(joined):
    night, bridge = joined
    night.play(41)
    moves(night, bridge, CallStatus.COMPLETED)
    night.play(360)
    assert told(night, "reminded") == []


def test_a_call_that_was_cut_off_is_no_talk(joined):
    night, bridge = joined
    night.play(39)
    moves(night, bridge, CallStatus.COMPLETED)
    night.play(360)
    assert told(night, "reminded") == [190]


def test_pressing_the_key_twice_rings_the_colleague_once():
    night = taken()
    first = through(night)
    assert through(night).id == first.id


def test_whoever_takes_it_next_is_put_through_by_a_call_of_their_own():
    night = taken()
    first = through(night)
    joins(night, first)
    night.act(resuming.ring_again, "sam", (), night.new_id)
    night.now += timedelta(seconds=1)
    night.act(changes.acknowledge, "tom", night.new_id)
    night.act(joining.put_through, "tom", night.new_id)
    night.act(joining.put_through, "tom", night.new_id)
    tried = [one for one in night.escalation.attempts if one.purpose is Purpose.PUT_THROUGH]
    assert [one.id for one in tried][:1] == [first.id]
    assert [len(one.calls) for one in tried] == [1, 0]


def test_only_whoever_has_it_is_put_through():
    night = taken()
    act = Act(person="tom", at=night.now, channel=Channel.CALL)
    with pytest.raises(NotFromHere):
        joining.put_through(night.escalation, act, night.new_id)


def test_nobody_is_put_through_before_it_is_taken():
    night = Rehearsal(escalation()).play(10)
    act = Act(person="priya", at=night.now, channel=Channel.CALL)
    with pytest.raises(NotFromHere):
        joining.put_through(night.escalation, act, night.new_id)


def test_a_joined_call_is_not_ended_when_the_other_says_that_they_have_spoken(joined):
    night, bridge = joined
    night.act(changes.confirm_spoken, "sam", night.new_id)
    kept = night.escalation.attempt(bridge.id)
    assert kept.state is AttemptState.PLACED
    assert [one.hang_up_at for one in kept.calls] == [None]


def test_what_came_of_a_call_that_joined_the_two(joined):
    night, bridge = joined
    night.play(60)
    moves(night, bridge, CallStatus.COMPLETED)
    ended = night.escalation.attempt(bridge.id)
    assert (ended.outcome, ended.talked) == (Outcome.ACKNOWLEDGED, True)


def test_a_mailbox_that_picked_up_was_never_joined():
    night = taken()
    bridge = through(night)
    moves(night, bridge, CallStatus.IN_PROGRESS)
    moves(night, bridge, CallStatus.COMPLETED)
    ended = night.escalation.attempt(bridge.id)
    assert (ended.outcome, ended.talked) == (Outcome.NO_KEY, False)
