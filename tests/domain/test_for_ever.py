"""For ever, but humanely: how often somebody is asked, and one phone rung."""

from dataclasses import replace
from datetime import timedelta

from rehearsal import START, Rehearsal, escalation, rung
from taken import notices

from service.domain.attempt import (
    Failure,
    Outcome,
    Purpose,
)
from service.domain.ladder import Channel, LadderPace


def test_what_is_open_after_a_day_is_asked_about_once_a_day():
    night = Rehearsal(escalation(rung("Priya"), rung("Tom"))).play(3 * 86400 - 1)
    raiser = [at for name, at in notices(night, Purpose.DAILY) if name == "Sam Lee"]
    officers = [at for name, at in notices(night, Purpose.DAILY) if name != "Sam Lee"]
    assert raiser == [86400, 2 * 86400]
    assert sorted(officers) == [86400, 86400, 2 * 86400, 2 * 86400]


def test_a_day_that_was_slept_through_is_asked_about_once():
    night = Rehearsal(escalation(rung("Priya")))
    night.now = START + timedelta(days=5, hours=1)
    night.look()
    assert [name for name, _ in notices(night, Purpose.DAILY)].count("Sam Lee") == 1


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
