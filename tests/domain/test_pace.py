"""The climb's timetable, line by line as it is promised."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from rehearsal import SAM, Rehearsal, escalation, rung

from service.domain.attempt import Failure, Outcome, Purpose
from service.domain.ladder import Channel, LadderPace, Rung

BUSY = (Outcome.BUSY, 1)
FAILED = (Outcome.FAILED, 1)
CARRIER_FAILED = (Outcome.FAILED, 1, Failure.CARRIER)
PASSED = (Outcome.PASSED_ON, 5)
WRONG = (Outcome.WRONG_PERSON, 5)


def test_by_default_the_ladder_is_climbed_at_the_pace_that_was_promised():
    night = Rehearsal(escalation()).play(330)
    assert night.rung_at == [
        (0, "Priya"),
        (60, "Priya"),
        (105, "Tom"),
        (165, "Tom"),
        (210, "Amina"),
        (270, "Amina"),
        (315, "Priya"),
        (315, "Tom"),
        (315, "Amina"),
    ]


def test_each_person_gets_one_text_with_their_first_call_and_the_colleague_each_step():
    night = Rehearsal(escalation()).play(400)
    officers = [one for one in night.texted_at if one[1] != "Sam"]
    assert officers == [(0, "Priya"), (105, "Tom"), (210, "Amina")]
    assert [at for at, name in night.texted_at if name == "Sam"] == [105, 210, 315]


def test_a_colleague_whose_phone_shows_nothing_gets_no_text():
    night = Rehearsal(escalation(raiser=replace(SAM, texts=False))).play(400)
    assert "Sam" not in [name for _, name in night.texted_at]


def test_the_ladder_begins_again_five_minutes_after_everyone_was_rung():
    night = Rehearsal(escalation()).play(700)
    assert [at for at, name in night.rung_at if name == "Priya"] == [0, 60, 315, 615, 675]
    assert (615, "round", None) in night.events


def test_after_three_rounds_it_slows_down_but_never_stops():
    night = Rehearsal(escalation()).play(6 * 3600)
    starts = [at for at, kind, _ in night.events if kind == "round"]
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)]
    assert starts[0] == 615
    assert gaps[0] == 615
    assert gaps[1] == 315 + 900
    assert gaps[-1] == 315 + 1800
    assert night.rung_at[-1][0] > 5 * 3600
    assert [kind for _, kind, _ in night.events].count("asked") == 1
    asked = [one for one in night.escalation.attempts if one.purpose is Purpose.STILL_NEEDED]
    assert [one.name for one in asked] == ["Sam Lee"]


def test_busy_is_tried_again_after_fifteen_seconds_once_then_as_timetabled():
    night = Rehearsal(escalation(), {"priya": [BUSY, BUSY, BUSY]}).play(104)
    assert [at for at, _ in night.rung_at] == [0, 16, 60]


def test_whoever_passes_it_on_rests_and_the_next_is_rung_now():
    night = Rehearsal(escalation(), {"priya": [PASSED]}).play(29 * 60)
    assert night.rung_at[:2] == [(0, "Priya"), (5, "Tom")]
    assert [name for _, name in night.rung_at].count("Priya") == 1


def test_whoever_passed_it_on_is_rung_again_after_half_an_hour():
    night = Rehearsal(escalation(), {"priya": [PASSED]}).play(60 * 60)
    later = [at for at, name in night.rung_at if name == "Priya"][1]
    assert later >= 5 + 30 * 60


def test_whoever_passed_it_on_is_rung_when_nobody_else_is_left():
    fates = {"priya": [PASSED], "tom": [PASSED], "amina": [PASSED]}
    night = Rehearsal(escalation(), fates).play(60)
    assert night.rung_at[:4] == [(0, "Priya"), (5, "Tom"), (10, "Amina"), (15, "Priya")]


def test_a_wrong_number_is_never_rung_again_and_the_next_is_rung_now():
    night = Rehearsal(escalation(), {"priya": [WRONG]}).play(3 * 3600)
    assert night.rung_at[:2] == [(0, "Priya"), (5, "Tom")]
    assert [name for _, name in night.rung_at].count("Priya") == 1


def test_a_call_that_fails_moves_on_at_once_and_the_second_try_stays():
    night = Rehearsal(escalation(), {"priya": [FAILED]}).play(70)
    assert night.rung_at == [(0, "Priya"), (1, "Tom"), (60, "Priya"), (61, "Tom")]


def test_a_carrier_that_fails_is_tried_again_beside_the_next_person():
    fates = {"priya": [CARRIER_FAILED] * 3, "tom": [CARRIER_FAILED] * 2}
    night = Rehearsal(escalation(), fates).play(20)
    priya = [at for at, name in night.rung_at if name == "Priya"]
    assert priya[:4] == [0, 2, 5, 10]
    assert (1, "Tom") in night.rung_at


def test_tries_that_the_carrier_dropped_do_not_count():
    night = Rehearsal(escalation(rung("Priya")), {"priya": [CARRIER_FAILED] * 2}).play(104)
    assert [at for at, _ in night.rung_at] == [0, 1, 3, 25, 85]


def test_while_the_carrier_fails_every_phone_is_tried_at_least_every_half_minute():
    night = Rehearsal(
        escalation(), dict.fromkeys(("priya", "tom", "amina"), [CARRIER_FAILED] * 999)
    )
    night.play(290)
    for name in ("Priya", "Tom", "Amina"):
        tried = [at for at, who in night.rung_at if who == name]
        gaps = [b - a for a, b in itertools.pairwise(tried)]
        assert max(gaps) <= 31


def test_an_empty_rung_is_skipped_at_once_and_said_so():
    empty = Rung(role="Safeguarding officer")
    night = Rehearsal(escalation(empty, rung("Tom"))).play(10)
    assert night.rung_at == [(0, "Tom")]
    assert (0, "nobody_on_duty", "Safeguarding officer") in night.events


def test_moving_on_is_told_with_the_name_of_who_is_rung_next():
    night = Rehearsal(escalation()).play(230)
    moved = [(at, name) for at, kind, name in night.events if kind == "moved_on"]
    assert moved == [(105, "Tom Example"), (210, "Amina Example")]


def test_a_persons_own_next_try_waits_for_their_ring_to_end():
    slow = rung("Priya", between_tries=timedelta(seconds=5))
    night = Rehearsal(escalation(slow, rung("Tom"))).play(104)
    assert night.rung_at == [(0, "Priya"), (22, "Priya")]


def test_the_next_rung_waits_for_nothing_but_its_time():
    quick = rung("Priya", before_next=timedelta(seconds=10))
    night = Rehearsal(escalation(quick, rung("Tom"))).play(30)
    assert night.rung_at == [(0, "Priya"), (10, "Tom")]


def test_tries_that_outlast_the_rung_are_made_all_the_same():
    patient = rung("Priya", tries=4, before_next=timedelta(seconds=30))
    night = Rehearsal(escalation(patient, rung("Tom"))).play(200)
    assert [at for at, name in night.rung_at if name == "Priya"] == [
        0,
        60,
        120,
        142,
        180,
    ]


def test_without_an_everyone_round_the_ladder_still_begins_again():
    quiet = escalation(pace=LadderPace(everyone_after=False))
    night = Rehearsal(quiet).play(640)
    assert [name for at, name in night.rung_at if 270 < at < 615] == []
    assert (615, "Priya") in night.rung_at
    assert "everyone" not in [kind for _, kind, _ in night.events]


def test_a_landline_is_rung_and_never_texted():
    night = Rehearsal(escalation(rung("Priya", texts=False))).play(100)
    assert "Priya" not in [name for _, name in night.texted_at]


def test_somebody_who_is_only_texted_is_not_rung():
    night = Rehearsal(
        escalation(rung("Priya", channels=frozenset({Channel.TEXT})), rung("Tom"))
    ).play(400)
    assert "Priya" not in [name for _, name in night.rung_at]
    assert night.rung_at[0] == (105, "Tom")


def test_two_people_on_one_number_are_never_rung_by_two_calls_at_once():
    shared = rung("Priya", before_next=timedelta(seconds=5))
    other = Rung(role="Deputy", person="tom", name="Tom Reed", phone=shared.phone)
    night = Rehearsal(escalation(shared, other)).play(40)
    assert night.rung_at == [(0, "Priya"), (22, "Tom")]


def test_a_text_that_did_not_arrive_is_sent_again_in_the_next_round():
    night = Rehearsal(escalation()).play(30)
    text = next(one for one in night.escalation.attempts if one.channel is Channel.TEXT)
    night.escalation = night.escalation.with_attempt(
        text.end(Outcome.FAILED, night.now, Failure.PERSON)
    )
    night.play(700)
    assert [at for at, name in night.texted_at if name == "Priya"] == [0, 615]


@pytest.mark.parametrize("seconds", [1, 2, 3])
def test_the_shortest_durations_still_climb_in_order(seconds):
    brief = timedelta(seconds=seconds)
    quick = [
        rung(name, ring=brief, between_tries=brief, before_next=brief)
        for name in ("Priya", "Tom", "Amina")
    ]
    pace = LadderPace(between_rounds=brief)
    fates = {name: [(Outcome.NO_ANSWER, 0.5)] * 99 for name in ("priya", "tom", "amina")}
    night = Rehearsal(escalation(*quick, pace=pace), fates).play(seconds * 3)
    first = list(dict.fromkeys(name for _, name in night.rung_at))
    assert first == ["Priya", "Tom", "Amina"]
