"""Whose call goes first, where more wait than the carrier takes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from rehearsal import START, Rehearsal, escalation, number_of

from service.domain import changes, joining
from service.domain.attempt import Attempt, CallStatus, CarrierCall, Purpose
from service.domain.ladder import Channel
from service.domain.line import HEAD_START, RING_BACK_FIRST, on_the_line, place_in_line

MINUTE = timedelta(minutes=1)
RANG = (CarrierCall(sid="CA1", status=CallStatus.NO_ANSWER),)


def offer(identity, *, after, climb=1, calls=(), purpose=Purpose.OFFER):
    return Attempt(
        id=identity,
        purpose=purpose,
        channel=Channel.CALL,
        person="priya",
        name="Priya Example",
        phone=number_of("Priya"),
        climb=climb,
        round=1,
        rung=0,
        number=1,
        intended_at=START + after,
        calls=calls,
    )


def of(*attempts, climb=1):
    one = escalation()
    return replace(one, attempts=attempts, climb=replace(one.climb, number=climb))


def test_a_first_call_counts_from_the_press():
    first = offer("first", after=MINUTE)
    assert place_in_line(of(first), first) == START


def test_a_repeat_counts_from_a_minute_after_it_was_meant_to_be_made():
    repeat = offer("repeat", after=MINUTE)
    place = place_in_line(of(offer("before", after=0 * MINUTE, calls=RANG), repeat), repeat)
    assert place == START + MINUTE + HEAD_START


def test_the_first_call_after_ringing_began_again_counts_from_then():
    before = offer("before", after=0 * MINUTE, calls=RANG)
    anew, later = (
        offer(name, after=after * MINUTE, climb=2) for name, after in [("a", 9), ("b", 11)]
    )
    assert place_in_line(of(before, anew, later, climb=2), later) == START + 9 * MINUTE


def test_whoever_was_promised_a_ring_back_goes_before_everybody():
    back = offer("back", after=MINUTE, purpose=Purpose.RING_BACK)
    assert place_in_line(of(back), back) == START + MINUTE - RING_BACK_FIRST


def test_a_practice_stands_behind_all_who_wait():
    first = offer("first", after=MINUTE)
    practice = replace(of(first), drill=True)
    assert place_in_line(practice, first) > START + timedelta(hours=12)


# Who is on a call of ours since they took it.


@pytest.fixture
def taken() -> Rehearsal:
    """Priya took it while her phone rang, and has not hung up."""
    night = Rehearsal(escalation()).play(10)
    (call,) = [one for one in night.escalation.offers() if one.channel is Channel.CALL]
    heard = call.with_call(replace(call.calls[0], status=CallStatus.IN_PROGRESS))
    night.escalation = night.escalation.with_attempt(heard)
    night.act(changes.acknowledge, "priya", night.new_id, attempt=call.id)
    return night


def test_an_officer_who_listens_is_on_the_line_until_the_reminder(taken):
    assert on_the_line(taken.escalation) == number_of("Priya")
    holder = replace(taken.escalation.holder, reminded_at=taken.now)
    assert on_the_line(replace(taken.escalation, holder=holder)) is None


def test_an_officer_who_is_put_through_is_on_the_line_however_long_it_takes(taken):
    holder = replace(taken.escalation.holder, reminded_at=taken.now)
    taken.escalation = replace(taken.escalation, holder=holder)
    taken.act(joining.put_through, "priya", taken.new_id)
    assert on_the_line(taken.escalation) == number_of("Priya")


@pytest.mark.parametrize("changed", [{"drill": True}, {"holder": None}])
def test_nobody_is_on_the_line_for_a_practice_or_for_what_nobody_has(taken, changed):
    assert on_the_line(replace(taken.escalation, **changed)) is None
