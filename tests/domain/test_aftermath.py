"""From the key to the conversation: who is asked what, and when ringing resumes."""

from dataclasses import replace
from datetime import timedelta

from rehearsal import SAM, Rehearsal, escalation, rung
from taken import notices, taken, told

from service.domain import changes, resuming
from service.domain.attempt import (
    Purpose,
)
from service.domain.escalation import State
from service.domain.ladder import LadderPace


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
