"""Practices by the rules alone: one round, whom by night, and how they give way."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rehearsal import START, Rehearsal, escalation, number_of, rung
from test_properties import nights

from service.domain import changes
from service.domain.attempt import CallStatus, Purpose
from service.domain.changes import give_way
from service.domain.decide import PRACTICE_ENDS
from service.domain.drill_report import Did, Ended, report_of
from service.domain.drills import NobodyByNight, NobodyToPractise, cast_for, is_night, length_of
from service.domain.escalation import State
from service.domain.ladder import Ladder, LadderPace, Rung
from service.domain.people import Person
from service.domain.progress import call_moved

LONDON = ZoneInfo("Europe/London")
DAY = datetime(2026, 11, 23, 11, tzinfo=LONDON)


@given(nights())
def test_every_practice_is_one_round_and_ends(night):
    night.escalation = replace(night.escalation, drill=True)
    night.play(10 * 3600)
    done = night.escalation
    assert done.state is State.CANCELLED
    assert done.climb.round == 1
    assert done.closed_at - done.climb.everyone_at == PRACTICE_ENDS
    assert {name for _, name in night.rung_at} == {one.first_name for one in done.rungs}
    assert report_of(done, ()).ended is Ended.NOBODY


@given(nights(), st.integers(0, 900), st.booleans())
def test_whatever_it_does_it_gives_way_with_every_call(night, until, taken):
    night.escalation = replace(night.escalation, drill=True)
    night.play(until)
    if taken and night.escalation.state is State.OPEN:
        night.act(changes.acknowledge, night.escalation.rungs[0].person, night.new_id)
    before = night.escalation
    change = give_way(before, night.now, night.new_id)
    for one in change.escalation.attempts:
        assert all(call.status.final or call.hang_up_at for call in one.calls) or not one.calls
        assert not (one.purpose.asks and one.live and one.calls)
    if before.state is State.OPEN:
        assert change.escalation.state is State.CANCELLED
    else:
        assert change.escalation.state is before.state


def answering() -> Rehearsal:
    """Priya has picked up for practice, and pressed nothing yet."""
    night = Rehearsal(escalation(drill=True)).play(5)
    call = next(night.escalation.offers())
    talking = tuple(replace(one, status=CallStatus.IN_PROGRESS) for one in call.calls)
    night.escalation = night.escalation.with_attempt(replace(call, calls=talking))
    return night


def test_a_call_that_somebody_listens_to_is_ended_and_told_of_once():
    night = answering()
    change = give_way(night.escalation, night.now, night.new_id)
    (call,) = next(change.escalation.offers()).calls
    assert call.hang_up_at == night.now
    told = [one.person for one in change.escalation.attempts if one.purpose is Purpose.STOOD_DOWN]
    assert told == ["priya"]
    again = give_way(change.escalation, night.now, night.new_id)
    assert again.escalation is change.escalation


def test_one_that_is_picked_up_before_it_could_be_hung_up_goes_on():
    night = Rehearsal(escalation(drill=True)).play(5)
    ended = give_way(night.escalation, night.now, night.new_id).escalation
    call = next(ended.offers())
    told = replace(call.calls[0], status=CallStatus.IN_PROGRESS, hang_up_at=None)
    moved = call_moved(ended, call.id, told, night.now).escalation
    assert [one.hang_up_at for one in next(moved.offers()).calls] == [None]


def test_it_ends_in_time_where_nothing_else_is_due_after_the_last_person():
    pace = LadderPace(everyone_after=False)
    silent = replace(escalation().raiser, texts=False)
    night = Rehearsal(escalation(drill=True, pace=pace, raiser=silent)).play(3600)
    done = night.escalation
    assert done.closed_at - done.climb.everyone_at == PRACTICE_ENDS


@pytest.mark.parametrize(
    ("clock", "night"),
    [("07:59", True), ("08:00", False), ("20:59", False), ("21:00", True), ("03:00", True)],
)
def test_night_is_from_nine_to_eight(clock, night):
    at = time.fromisoformat(clock)
    assert is_night(DAY.replace(hour=at.hour, minute=at.minute)) is night


def people(*agreed: str) -> dict[str, Person]:
    return {
        name: Person(
            key=name, name=name, phone=number_of(name.title()), night_drills=name in agreed
        )
        for name in ("priya", "tom")
    }


LADDER = Ladder(name="safeguarding", rungs=(rung("Priya"), rung("Tom")), pace=LadderPace())


def rung_for(at, *agreed):
    return [one.person for one in cast_for(LADDER, people(*agreed), at).ladder.rungs]


def test_by_day_everybody_by_night_who_has_agreed():
    assert rung_for(DAY) == ["priya", "tom"]
    assert rung_for(DAY.replace(hour=22), "tom") == ["tom"]
    with pytest.raises(NobodyByNight):
        rung_for(DAY.replace(hour=22))


def test_a_round_that_would_run_into_the_night_is_one_of_the_night():
    edge = DAY.replace(hour=21) - length_of(LADDER)
    assert rung_for(edge - timedelta(seconds=1)) == ["priya", "tom"]
    with pytest.raises(NobodyByNight):
        rung_for(edge)


def test_an_empty_ladder_is_refused_by_day_and_by_night():
    empty = Ladder(name="safeguarding", rungs=(Rung(role="Deputy"),), pace=LadderPace())
    for at in (DAY, DAY.replace(hour=22)):
        with pytest.raises(NobodyToPractise):
            cast_for(empty, people(), at)


def test_a_practice_that_was_forgotten_for_minutes_ends_and_rings_nobody():
    night = Rehearsal(escalation(drill=True)).play(30)
    rings = list(night.rung_at)
    night.escalation = replace(night.escalation, due_at=night.now)
    night.now += timedelta(hours=9)
    night.look()
    assert night.escalation.state is State.CANCELLED
    assert night.rung_at == rings


def test_the_report_of_one_that_stopped_before_anybody_was_rung():
    fresh = escalation(drill=True)
    stopped = give_way(fresh, START, lambda: "a").escalation
    report = report_of(stopped, ())
    assert (report.ended, report.calls, report.texts) == (Ended.NOT_COMPLETED, 0, 0)
    assert {one.did for one in report.officers} == {Did.NOT_RUNG}
