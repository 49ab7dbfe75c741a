"""Turns and shifts, with nothing over them."""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import DAILY, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from service.domain.shifts import Shift, Turns
from service.domain.wall import instant

LONDON = ZoneInfo("Europe/London")
ZONES = [ZoneInfo(name) for name in ("Europe/London", "Australia/Lord_Howe", "America/Havana")]
#: Monday, at nine.
BEGINS = datetime.fromisoformat("2026-11-02T09:00")
WEEKLY_TURNS = Turns(people=("priya", "tom", "amina"), begins=BEGINS)
#: Ten years, and some before the first turn.
START, END = datetime(2025, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)

LONG_AGO = datetime.fromisoformat("2024-11-01")

instants = st.datetimes(START.replace(tzinfo=None), END.replace(tzinfo=None)).map(
    lambda one: one.replace(tzinfo=UTC)
)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
turns = st.builds(
    Turns,
    people=st.permutations(["a", "b", "c", "d"]).flatmap(
        lambda keys: st.integers(2, 4).map(lambda most: tuple(keys[:most]))
    ),
    days=st.sampled_from([1, 7]),
    begins=st.builds(datetime.combine, st.dates(date(2026, 1, 1), date(2030, 12, 31)), clocks),
)
shifts = st.builds(
    Shift,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    starts=clocks,
    ends=clocks,
    person=st.just("a"),
)
zones = st.sampled_from(ZONES)


def local(text, zone=LONDON, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "order"),
    [
        ("2026-11-02T09:00", "priya tom amina"),
        ("2026-11-09T08:59:59", "priya tom amina"),
        ("2026-11-09T09:00", "tom amina priya"),
        ("2026-11-16T09:00", "amina priya tom"),
        ("2026-11-23T09:00", "priya tom amina"),
        # Before the first turn it went round as well.
        ("2026-11-02T08:59", "amina priya tom"),
        ("2026-10-26T08:59", "tom amina priya"),
    ],
)
def test_each_week_it_is_the_next_ones_turn(at, order):
    assert WEEKLY_TURNS.order(local(at), LONDON) == tuple(order.split())


def test_each_day_it_is_the_next_ones_turn():
    daily = Turns(people=("priya", "tom"), days=1, begins=BEGINS)
    assert daily.order(local("2026-11-03T08:59"), LONDON) == ("priya", "tom")
    assert daily.order(local("2026-11-03T09:00"), LONDON) == ("tom", "priya")


def test_the_handover_is_at_nine_by_the_clock_in_summer_and_in_winter():
    edges = WEEKLY_TURNS.edges(local("2026-10-12T00:00"), local("2026-11-09T09:00"), LONDON)
    assert edges == [
        local("2026-10-12T09:00"),
        local("2026-10-19T09:00"),
        local("2026-10-26T09:00"),
        local("2026-11-02T09:00"),
    ]
    assert [edge.hour for edge in edges] == [8, 8, 9, 9]


def test_the_first_edge_counts_and_the_last_does_not():
    one = WEEKLY_TURNS.edges(local("2026-11-02T09:00"), local("2026-11-09T09:00"), LONDON)
    assert one == [local("2026-11-02T09:00")]


@pytest.mark.parametrize(
    ("begins", "edge", "before", "after"),
    [
        # 01:30 never comes on the 28th of March: the turn begins as 01:00 becomes 02:00.
        ("2027-03-21T01:30", "2027-03-28T01:00", "a", "b"),
        # On the 25th of October it comes twice, and the first of them counts.
        ("2026-10-18T01:30", "2026-10-25T00:30", "a", "b"),
    ],
)
def test_a_handover_on_a_night_on_which_the_clock_is_set(begins, edge, before, after):
    weekly = Turns(people=("a", "b"), begins=datetime.fromisoformat(begins))
    at = datetime.fromisoformat(edge).replace(tzinfo=UTC)
    assert at in weekly.edges(at, at + timedelta(seconds=1), LONDON)
    assert weekly.order(at - timedelta(seconds=1), LONDON)[0] == before
    assert weekly.order(at, LONDON)[0] == after
    # The hour that comes again does not bring the turn before back.
    assert weekly.order(at + timedelta(minutes=40), LONDON)[0] == after


@given(turns, instants, zones)
def test_whose_turn_it_is_agrees_with_a_calendar_library(made, at, zone):
    """Handovers are those of a recurrence rule, by the clock; the last one before *at* counts."""
    often = WEEKLY if made.days == 7 else DAILY
    behind = (made.begins - LONG_AGO) // timedelta(days=made.days)
    first = made.begins - behind * timedelta(days=made.days)
    wall = at.astimezone(zone).replace(tzinfo=None)
    near = (wall - timedelta(days=20), wall + timedelta(days=20))
    rule = rrule(often, dtstart=first)
    handovers = [instant(one, zone) for one in rule.between(*near)]
    count = len(rule.between(first, near[0], inc=True)) - behind
    passed = count + bisect_right(handovers, at) - 1
    assert made.order(at, zone)[0] == made.people[passed % len(made.people)]


@given(turns, instants, st.integers(0, 60), zones)
def test_turns_change_at_their_edges_and_nowhere_else(made, start, days, zone):
    end = start + timedelta(days=days)
    edges = made.edges(start, end, zone)
    assert edges == sorted(set(edges))
    for edge in edges:
        assert start <= edge < end
        before = made.order(edge - timedelta(microseconds=1), zone)
        assert made.order(edge, zone) == before[1:] + before[:1]
    for left, right in zip([start, *edges], [*edges, end], strict=True):
        last = max(left, right - timedelta(microseconds=1))
        middle = left + (last - left) / 2
        assert made.order(left, zone) == made.order(middle, zone) == made.order(last, zone)


NIGHT = Shift(weekdays=frozenset({5}), starts=time(21), ends=time(9), person="a")


@pytest.mark.parametrize(
    ("night", "hours"),
    [("2026-10-17", 12), ("2026-10-24", 13), ("2027-03-27", 11)],
)
def test_a_night_is_as_long_as_it_is(night, hours):
    start, end = NIGHT.edges(local(f"{night}T12:00"), local(f"{night}T12:00") + DAYS, LONDON)
    assert end - start == timedelta(hours=hours)


DAYS = timedelta(days=2)


@pytest.mark.parametrize(
    ("shift", "inside", "outside"),
    [
        (
            Shift(weekdays=frozenset(range(5)), starts=time(9), ends=time(17), person="a"),
            ["2026-11-02T09:00", "2026-11-06T16:59:59"],
            ["2026-11-02T08:59:59", "2026-11-06T17:00", "2026-11-07T12:00"],
        ),
        # A night belongs to the day on which it starts: Saturday's ends on Sunday.
        (
            NIGHT,
            ["2026-11-07T21:00", "2026-11-08T00:00", "2026-11-08T08:59:59"],
            ["2026-11-07T08:00", "2026-11-08T09:00", "2026-11-08T21:00"],
        ),
        # Midnight to midnight is the whole day.
        (
            Shift(weekdays=frozenset({6}), starts=time(), ends=time(), person="a"),
            ["2026-11-08T00:00", "2026-11-08T23:59:59"],
            ["2026-11-07T23:59:59", "2026-11-09T00:00"],
        ),
    ],
)
def test_a_shift_holds_from_its_start_up_to_its_end(shift, inside, outside):
    assert [shift.holds(local(at), LONDON) for at in inside] == [True] * len(inside)
    assert [shift.holds(local(at), LONDON) for at in outside] == [False] * len(outside)


def test_a_shift_within_the_hour_that_is_left_out_never_holds():
    early = Shift(weekdays=frozenset({6}), starts=time(1, 15), ends=time(1, 45), person="a")
    for minutes in range(180):
        at = datetime(2027, 3, 28, tzinfo=UTC) + timedelta(minutes=minutes)
        assert not early.holds(at, LONDON)


def test_a_shift_within_the_hour_that_comes_twice_holds_the_first_time():
    early = Shift(weekdays=frozenset({6}), starts=time(1, 15), ends=time(1, 45), person="a")
    assert early.holds(local("2026-10-25T01:30"), LONDON)
    assert not early.holds(local("2026-10-25T01:30", fold=1), LONDON)


@given(shifts, instants, zones)
def test_a_shift_agrees_with_a_calendar_library(shift, at, zone):
    wall = at.astimezone(zone).replace(tzinfo=None)
    first = datetime.combine(wall.date() - timedelta(days=3), shift.starts)
    longer = timedelta(days=1) if shift.ends <= shift.starts else timedelta()
    starts = rrule(DAILY, dtstart=first, count=7, byweekday=sorted(shift.weekdays))
    expected = any(
        instant(start, zone)
        <= at
        < instant(datetime.combine(start.date() + longer, shift.ends), zone)
        for start in starts
    )
    assert shift.holds(at, zone) is expected


@given(shifts, instants, st.integers(0, 40), zones)
def test_a_shift_starts_and_ends_at_its_edges_and_nowhere_else(shift, start, days, zone):
    end = start + timedelta(days=days)
    edges = sorted(shift.edges(start, end, zone))
    assert all(start <= edge < end for edge in edges)
    for left, right in zip([start, *edges], [*edges, end], strict=True):
        if left < right:
            last = right - timedelta(microseconds=1)
            held = {shift.holds(one, zone) for one in (left, left + (last - left) / 2, last)}
            assert len(held) == 1
