"""Whose call goes first, where more wait than the carrier takes."""

from dataclasses import replace
from datetime import timedelta

from rehearsal import START, escalation, number_of

from service.domain.attempt import Attempt, CallStatus, CarrierCall, Purpose
from service.domain.ladder import Channel
from service.domain.line import HEAD_START, RING_BACK_FIRST, place_in_line

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
