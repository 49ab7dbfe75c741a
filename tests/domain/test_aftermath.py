"""From the key to the conversation: who is asked what, and when ringing resumes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from rehearsal import SAM, START, Rehearsal, escalation, rung

from service.domain import changes, joining, resuming
from service.domain.attempt import (
    Attempt,
    AttemptState,
    CallStatus,
    CarrierCall,
    Failure,
    Outcome,
    Purpose,
)
from service.domain.changes import Act
from service.domain.escalation import State
from service.domain.ladder import Channel, LadderPace
from service.domain.progress import call_moved
from service.domain.refusals import NotFromHere


def taken(by: str = "priya", **changed: object) -> Rehearsal:
    """Return a night in which *by* took it ten seconds after the press."""
    night = Rehearsal(escalation(**changed)).play(10)
    night.act(changes.acknowledge, by, night.new_id)
    return night


def told(night: Rehearsal, kind: str) -> list[float]:
    return [at for at, one, _ in night.events if one == kind]


def notices(night: Rehearsal, purpose: Purpose) -> list[tuple[str, float]]:
    return [
        (one.name, night.seconds(one.intended_at))
        for one in night.escalation.attempts
        if one.purpose is purpose
    ]


def test_the_officer_is_reminded_the_colleague_is_asked_and_ringing_resumes():
    night = taken().play(1000)
    assert notices(night, Purpose.REMINDER) == [("Priya Example", 190)]
    assert notices(night, Purpose.QUESTION) == [("Sam Lee", 370)]
    assert told(night, "reminded") == [190]
    assert told(night, "asked") == [370]
    assert told(night, "resumed") == [910]
    assert night.escalation.state is State.OPEN


def test_ringing_resumes_at_the_next_person_and_both_are_told():
    night = taken()
    before = len(night.rung_at)
    night.play(950)
    assert night.rung_at[before:] == [(910, "Tom")]
    assert notices(night, Purpose.RESUMED) == [("Priya Example", 910)]
    assert notices(night, Purpose.RINGING_AGAIN) == [("Sam Lee", 910)]


def test_whoever_had_it_may_still_confirm():
    night = taken().play(1000)
    assert [one.person for one in night.escalation.earlier] == ["priya"]
    night.act(changes.confirm_spoken, "priya", night.new_id)
    assert night.escalation.state is State.SPOKEN


def test_a_site_sets_its_own_waits():
    pace = LadderPace(
        spoken_reminder=timedelta(seconds=7),
        spoken_question=timedelta(seconds=11),
        spoken_limit=timedelta(seconds=13),
    )
    night = taken(pace=pace).play(24)
    assert (told(night, "reminded"), told(night, "asked"), told(night, "resumed")) == (
        [17],
        [21],
        [23],
    )


def test_an_officer_without_texts_is_not_said_to_have_been_reminded():
    night = Rehearsal(escalation(rung("Priya", texts=False), rung("Tom"))).play(10)
    night.act(changes.acknowledge, "priya", night.new_id)
    night.play(1000)
    assert notices(night, Purpose.REMINDER) == []
    assert told(night, "reminded") == []
    assert told(night, "resumed") == [910]


def test_a_colleague_without_texts_is_asked_by_the_page_alone():
    night = taken(raiser=replace(SAM, texts=False)).play(500)
    assert notices(night, Purpose.QUESTION) == []
    assert told(night, "asked") == [370]


def test_what_is_left_of_the_waits_is_forgotten_once_the_two_have_spoken():
    night = taken().play(200)
    night.act(changes.confirm_spoken, "sam", night.new_id)
    night.play(3 * 86400)
    assert told(night, "asked") == told(night, "resumed") == []


def test_the_next_officer_who_takes_it_is_reminded_and_asked_anew():
    night = taken().play(950)
    night.act(changes.acknowledge, "tom", night.new_id)
    night.play(950 + 400)
    assert [name for name, _ in notices(night, Purpose.REMINDER)] == [
        "Priya Example",
        "Tom Example",
    ]
    assert told(night, "asked") == [370, 950 + 360]


def test_a_colleague_without_texts_gets_none_when_ringing_resumes():
    night = taken(raiser=replace(SAM, texts=False)).play(950)
    assert notices(night, Purpose.RINGING_AGAIN) == []
    assert notices(night, Purpose.RESUMED) == [("Priya Example", 910)]


def test_whoever_took_it_by_page_and_gives_it_back_rests_too():
    night = Rehearsal(escalation(rung("Priya"), rung("Tom"))).play(10)
    night.act(changes.acknowledge, "tom", night.new_id)
    night.act(resuming.hand_back, "tom", night.new_id)
    start = len(night.rung_at)
    night.play(600)
    assert "Tom" not in [name for _, name in night.rung_at[start:]]


# Put through.


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


def test_nobody_is_asked_anything_while_the_two_are_on_a_joined_call():
    night = taken()
    bridge = through(night)
    joins(night, bridge)
    night.play(3600)
    assert told(night, "reminded") == told(night, "asked") == told(night, "resumed") == []
    assert night.escalation.state is State.ACKNOWLEDGED


def test_ringing_resumes_only_some_time_after_a_talk_that_outlasted_the_limit():
    night = taken()
    bridge = through(night)
    joins(night, bridge)
    night.play(2000)
    moves(night, bridge, CallStatus.COMPLETED)
    night.play(2300)
    assert told(night, "asked") == [2000]
    assert told(night, "resumed") == [2000 + 180]


def test_whoever_has_talked_is_not_reminded_to_ring():
    night = taken()
    bridge = through(night)
    joins(night, bridge)
    night.play(41)
    moves(night, bridge, CallStatus.COMPLETED)
    night.play(360)
    assert told(night, "reminded") == []


def test_a_call_that_was_cut_off_is_no_talk():
    night = taken()
    bridge = through(night)
    joins(night, bridge)
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


def test_a_joined_call_is_not_ended_when_the_other_says_that_they_have_spoken():
    night = taken()
    bridge = through(night)
    joins(night, bridge)
    night.act(changes.confirm_spoken, "sam", night.new_id)
    kept = night.escalation.attempt(bridge.id)
    assert kept.state is AttemptState.PLACED
    assert [one.hang_up_at for one in kept.calls] == [None]


def test_what_came_of_a_call_that_joined_the_two():
    night = taken()
    bridge = through(night)
    joins(night, bridge)
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


# For ever, but humanely.


def test_what_is_open_after_a_day_is_asked_about_once_a_day():
    night = Rehearsal(escalation(rung("Priya"), rung("Tom"))).play(3 * 86400 - 1)
    raiser = [at for name, at in notices_of(night) if name == "Sam Lee"]
    officers = [at for name, at in notices_of(night) if name != "Sam Lee"]
    assert raiser == [86400, 2 * 86400]
    assert sorted(officers) == [86400, 86400, 2 * 86400, 2 * 86400]


def notices_of(night: Rehearsal) -> list[tuple[str, float]]:
    """Return the daily texts; the rehearsal sends what is planned itself."""
    return [
        (one.name, night.seconds(one.intended_at))
        for one in night.escalation.attempts
        if one.purpose is Purpose.DAILY
    ]


def test_a_day_that_was_slept_through_is_asked_about_once():
    night = Rehearsal(escalation(rung("Priya")))
    night.now = START + timedelta(days=5, hours=1)
    night.look()
    assert [name for name, _ in notices_of(night)].count("Sam Lee") == 1


def test_nobody_is_rung_more_than_twelve_times_an_hour():
    hasty = rung("Priya", tries=10, between_tries=timedelta(seconds=30))
    pace = LadderPace(between_rounds=timedelta(seconds=60))
    night = Rehearsal(escalation(hasty, pace=pace)).play(4 * 3600)
    calls = [at for at, _ in night.rung_at]
    assert len(calls) > 24
    busiest = max(sum(1 for one in calls if at <= one < at + 3600) for at in calls)
    assert busiest == 12


def test_one_phone_that_two_people_share_is_rung_once_when_everyone_is():
    shared = replace(rung("Tom"), phone=rung("Priya").phone)
    night = Rehearsal(escalation(rung("Priya"), shared, rung("Amina"))).play(360)
    at_once = [(at, who) for at, who in night.rung_at if at >= 315]
    assert at_once == [(315, "Priya"), (315, "Amina")]


def test_whoever_rests_does_not_stand_for_the_other_on_their_phone():
    shared = replace(rung("Tom"), phone=rung("Priya").phone)
    night = Rehearsal(
        escalation(rung("Priya"), shared, rung("Amina")),
        fates={"priya": [(Outcome.PASSED_ON, 5)]},
    ).play(400)
    everyone = next(at for at, kind, _ in night.events if kind == "everyone")
    assert (everyone, "Tom") in night.rung_at


def test_whoever_is_only_texted_does_not_stand_for_the_other_on_their_phone():
    texted = rung("Priya", channels=frozenset({Channel.TEXT}))
    shared = replace(rung("Tom"), phone=texted.phone)
    night = Rehearsal(escalation(texted, shared)).play(300)
    everyone = next(at for at, kind, _ in night.events if kind == "everyone")
    assert (everyone, "Tom") in night.rung_at


def test_a_call_on_a_shared_phone_that_the_carrier_dropped_late_is_made_again():
    shared = replace(rung("Tom"), phone=rung("Priya").phone)
    dropped = (Outcome.FAILED, 160, Failure.CARRIER)
    night = Rehearsal(
        escalation(rung("Priya"), shared),
        fates={"tom": [(Outcome.NO_ANSWER, 22), dropped]},
    ).play(360)
    assert (210, "everyone", None) in night.events
    assert night.rung_at[-2:] == [(325, "Priya"), (347, "Tom")]  # one phone, one call at a time


# Practice.


def test_a_practice_is_one_round_and_ends():
    night = Rehearsal(escalation(drill=True)).play(3600)
    assert night.escalation.state is State.CANCELLED
    assert told(night, "round") == []
    assert max(at for at, _ in night.rung_at) == 315


def test_a_practice_that_somebody_took_is_not_followed_up_and_ends():
    night = taken(drill=True).play(86400 * 2)
    assert told(night, "reminded") == told(night, "asked") == told(night, "resumed") == []
    assert night.escalation.state is State.CANCELLED
