"""Regular practices: started by themselves on a working day, once, and never by night."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, time, timedelta
from threading import Barrier

import pytest
from web.house import House, example_rota

from service.desk import acting, drilling
from service.desk.acting import Step
from service.desk.scheduled_practice import start_due
from service.domain.regular import NotByDay, refuse_night
from service.domain.rota import LadderPlan, PracticePlan

DAY = timedelta(days=1)
PLAN = PracticePlan(every_days=30, at=time(11), starts="noor")


def wall(written):
    return datetime.fromisoformat(written)


@pytest.fixture
def house(book_url, tmp_path):
    """Monday 23 November, eleven in the morning; there was no practice yet."""
    house = House(book_url, tmp_path)
    house.clock.at = wall("2026-11-23T11:00+00:00")
    plans(house)
    yield house
    house.closes()


def plans(house, plan=PLAN, **parts):
    rota = example_rota()
    house.changes_rota(replace(rota, ladders=rota.ladders[:1], practice=plan, **parts))


def at(house, written):
    house.clock.at = wall(written)
    return start_due(house.parts.desk)


def ends(house, drill):
    """End a practice, so that the next is not refused for it."""
    acting.cancel(house.parts.desk, Step(escalation=drill.id, person=drill.raiser.person))


def test_the_first_begins_at_its_time_on_the_next_working_day(house):
    assert at(house, "2026-11-22T11:00+00:00") is None  # Sunday.
    assert at(house, "2026-11-23T10:59+00:00") is None
    drill = at(house, "2026-11-23T11:00+00:00")
    assert (drill.drill, drill.raiser.person, drill.ladder) == (True, "noor", "safeguarding")


def test_without_a_plan_none_begins(house):
    plans(house, None)
    assert start_due(house.parts.desk) is None


def test_the_next_one_begins_when_its_days_are_over_and_on_a_working_day(house):
    ends(house, start_due(house.parts.desk))
    assert at(house, "2026-12-22T11:00+00:00") is None
    # Thirty days later is a Wednesday.
    ends(house, at(house, "2026-12-23T11:00+00:00"))
    assert at(house, "2027-01-22T10:59+00:00") is None
    plans(house, replace(PLAN, every_days=31))
    assert at(house, "2027-01-23T11:00+00:00") is None  # Saturday.
    assert at(house, "2027-01-25T11:00+00:00") is not None


def test_one_that_somebody_started_counts(house):
    ends(house, drilling.start(house.parts.desk, "priya"))
    assert at(house, "2026-11-24T11:00+00:00") is None
    assert at(house, "2026-12-23T11:00+00:00") is not None


def test_one_that_could_not_begin_in_time_waits_for_the_next_working_day(house):
    assert at(house, "2026-11-23T13:00+00:00") is None
    assert at(house, "2026-11-24T12:59+00:00") is not None


def test_in_summer_it_begins_an_hour_earlier_by_universal_time(house):
    assert at(house, "2026-07-01T09:59+00:00") is None
    assert at(house, "2026-07-01T10:00+00:00") is not None


@pytest.mark.parametrize("hour", [0, 3, 7, 20, 21, 23])
def test_by_night_none_begins_whatever_the_plan_says(house, hour):
    people = {key: replace(one, night_drills=True) for key, one in example_rota().people.items()}
    minute = 55 if hour == 20 else 0  # Its round would last into the night.
    plans(house, replace(PLAN, at=time(hour, minute)), people=people)
    assert at(house, f"2026-11-23T{hour:02}:{minute:02}+00:00") is None


def test_of_several_processes_one_starts_it(house):
    together = Barrier(4)

    def look(_):
        together.wait()
        return start_due(house.parts.desk)

    with ThreadPoolExecutor(4) as pool:
        assert len([one for one in pool.map(look, range(4)) if one]) == 1


def test_once_a_day_also_where_it_was_refused(house):
    plans(house, replace(PLAN, starts="grace"))  # Who may start none.
    assert start_due(house.parts.desk) is None
    people = dict(example_rota().people)
    people["grace"] = replace(people["grace"], roles=people["noor"].roles)
    plans(house, replace(PLAN, starts="grace"), people=people)
    assert at(house, "2026-11-23T11:05+00:00") is None
    assert at(house, "2026-11-24T11:05+00:00") is not None


def test_each_ladder_has_its_own_the_longest_without_one_first(house):
    rota = example_rota()
    house.changes_rota(replace(rota, practice=PLAN))
    first = start_due(house.parts.desk)
    ends(house, first)
    second = at(house, "2026-11-24T11:00+00:00")
    ends(house, second)
    assert {first.ladder, second.ladder} == {"safeguarding", "premises"}
    assert at(house, "2026-11-25T11:00+00:00") is None
    assert at(house, "2026-12-23T11:00+00:00").ladder == first.ladder


def test_a_ladder_with_nobody_to_ring_makes_way_for_the_next(house):
    rota = example_rota()
    empty = LadderPlan(name="empty", rungs=(replace(rota.ladders[0].rungs[0], holder=None),))
    house.changes_rota(replace(rota, ladders=(empty, rota.ladders[0]), practice=PLAN))
    assert start_due(house.parts.desk).ladder == "safeguarding"


@pytest.mark.parametrize("hour", [0, 7, 20, 23])
def test_a_plan_by_night_is_refused(hour):
    with pytest.raises(NotByDay, match="Choose a time from 08:00 to 19:00"):
        refuse_night(time(hour))
    refuse_night(time(8))
    refuse_night(time(19))
