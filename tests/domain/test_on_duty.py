"""Who would be rung, where turns, shifts, time away, swaps and the raiser meet."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rota_strategies import PEOPLE, instants, moments, rotas

from service.domain.absences import Span, Swap, TimeAway
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.shifts import Shift, Turns
from service.domain.wall import instant

MONDAY = datetime.fromisoformat("2026-11-02T09:00")
DAY = timedelta(days=1)
AT = datetime(2026, 11, 3, 12, tzinfo=UTC)
EVER = Span(MONDAY - 400 * DAY, MONDAY + 400 * DAY)
OFFICE = Shift(weekdays=frozenset(range(5)), starts=time(9), ends=time(17), person="d")


def rota(*rungs, away=(), swaps=()):
    return Rota(
        organisation="Harbour Lane",
        people=PEOPLE,
        ladders=(LadderPlan(name="safeguarding", rungs=rungs),),
        away=tuple(TimeAway(key, EVER) for key in away),
        swaps=tuple(Swap(one, other, EVER) for one, other in swaps),
    )


def held(made, at=AT, raiser=None):
    return [rung.person for rung in made.on_duty(made.ladders[0], at, raiser=raiser).rungs]


def rung(holder=None, turns="", shifts=()):
    made = Turns(people=tuple(turns), begins=MONDAY) if turns else None
    return RungPlan(role="Deputy", holder=holder, turns=made, shifts=tuple(shifts))


@pytest.mark.parametrize(
    ("away", "person"),
    [("", "d"), ("d", "a"), ("da", "b"), ("dab", "c"), ("dabc", "d")],
)
def test_a_shift_goes_before_the_turns_and_the_turns_before_the_holder(away, person):
    """And who is away is passed over, unless nobody would be left."""
    assert held(rota(rung("c", "ab", [OFFICE]), away=away)) == [person]


def test_outside_its_hours_a_shift_stands_for_nothing():
    made = rota(rung("c", "ab", [OFFICE]))
    assert held(made, AT + timedelta(hours=5)) == ["a"]
    assert held(made, AT + timedelta(days=7, hours=5)) == ["b"]


def test_a_rung_of_shifts_alone_is_empty_outside_of_them():
    made = rota(rung(shifts=[OFFICE]), rung("b"))
    assert held(made) == ["d", "b"]
    assert held(made, AT + timedelta(hours=5)) == [None, "b"]


def test_time_away_leaves_a_rung_empty_while_somebody_else_can_be_rung():
    assert held(rota(rung("a"), rung("b"), away="a")) == [None, "b"]


def test_time_away_is_ignored_for_all_rather_than_nobody_rung():
    assert held(rota(rung("a"), rung("b"), away="ab")) == ["a", "b"]


def test_time_away_is_ignored_where_the_raiser_is_all_that_is_left():
    made = rota(rung("a"), rung("b"), away="b")
    assert held(made, raiser="a") == ["b"]
    assert held(made, raiser="c") == ["a", None]


def test_in_a_swap_each_is_rung_where_the_other_would_be():
    made = rota(rung("a"), rung("b"), rung("c"), swaps=["ac"])
    assert held(made) == ["c", "b", "a"]


def test_a_swap_reaches_into_turns_and_shifts():
    assert held(rota(rung(turns="ab"), rung("c"), swaps=["ac"])) == ["c", "a"]
    assert held(rota(rung(shifts=[OFFICE]), rung("c"), swaps=["dc"])) == ["c", "d"]


def test_a_swap_with_somebody_who_is_away_goes_on_to_the_next():
    made = rota(rung(turns="ab"), rung("c"), away="c", swaps=["ac"])
    assert held(made) == ["b", "a"]


def test_who_stands_further_up_is_not_rung_twice_where_another_can_be():
    assert held(rota(rung("a"), rung(turns="ab"))) == ["a", "b"]
    assert held(rota(rung("a"), rung("a"))) == ["a", "a"]


def test_the_raiser_is_passed_over_for_the_next_in_turn():
    assert held(rota(rung(turns="ab"), rung("c")), raiser="a") == ["b", "c"]


def test_so_is_whoever_has_the_raisers_number():
    assert PEOPLE["e"].phone == PEOPLE["a"].phone
    assert held(rota(rung(turns="ab"), rung("a")), raiser="e") == ["b"]


def test_a_place_that_only_the_raiser_holds_is_left_out_and_an_empty_one_stays():
    made = rota(rung("a"), rung(), rung(turns="bc"))
    assert held(made, raiser="a") == [None, "b"]


def test_a_place_of_the_raiser_and_of_somebody_away_is_left_out():
    assert held(rota(rung(turns="ab"), rung("c"), away="b"), raiser="a") == ["c"]


LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("at", "person"),
    [
        ("2026-10-25T00:29:59+00:00", "a"),
        ("2026-10-25T00:30:00+00:00", "b"),
        ("2026-10-25T01:10:00+00:00", "b"),  # 01:10 again, by the other clock
        ("2027-03-28T00:59:59+00:00", "c"),
        ("2027-03-28T01:00:00+00:00", "b"),
    ],
)
def test_both_nights_on_which_the_clock_is_set(at, person):
    saturday = Shift(weekdays=frozenset({5}), starts=time(21), ends=time(1, 30), person="a")
    sunday = Shift(weekdays=frozenset({6}), starts=time(1, 30), ends=time(9), person="b")
    spring = replace(saturday, person="c")
    found = datetime.fromisoformat(at)
    shifts = [spring if found.year == 2027 else saturday, sunday]
    assert held(rota(rung(shifts=shifts)), found) == [person]


# What it must be, worked out the long way: by walking through every handover there was.


def slowly(made, at, raiser):
    """Return the keys on the rungs, by the words of the rules and nothing else."""
    for heed_away in (True, False):
        found = _climb(made, at, raiser, heed_away=heed_away)
        if any(found):
            break
    return found


def _climb(made, at, raiser, *, heed_away):
    zone, taken, found = made.zone, [], []
    own = {key for key, one in PEOPLE.items() if raiser and one.phone == PEOPLE[raiser].phone}
    gone = {one.person for one in made.away if heed_away and _in(one.span, at, zone)}
    for plan in made.ladders[0].rungs:
        line = [_swapped(made, key, at) for key in _line(plan, at, zone)]
        here = [key for key in line if key not in gone]
        able = [key for key in here if key not in own]
        fresh = [key for key in able if key not in taken]
        if here and not able:
            continue
        found.append((fresh or able or [None])[0])
        taken.append(found[-1])
    return found


def _in(span, at, zone):
    return instant(span.starts, zone) <= at < instant(span.ends, zone)


def _swapped(made, key, at):
    """Follow *key*'s place through the swaps from the last one back: who came to stand there."""
    for swap in reversed(made.swaps):
        if _in(swap.span, at, made.zone) and key in (swap.one, swap.other):
            key = swap.other if key == swap.one else swap.one
    return key


def _line(plan, at, zone):
    line = []
    for shift in plan.shifts:
        for back in range(-2, 3):
            day = (at.astimezone(zone) + back * DAY).date()
            start = datetime.combine(day, shift.starts)
            end = datetime.combine(day, shift.ends)
            span = Span(start, end if end > start else end + DAY)
            if day.weekday() in shift.weekdays and _in(span, at, zone):
                line.append(shift.person)
    if plan.turns:
        line += _turn(plan.turns, at, zone)
    return [*line, *([plan.holder] if plan.holder else [])]


def _turn(turns, at, zone):
    people, wall = list(turns.people), turns.begins
    while instant(wall, zone) > at:
        wall -= turns.days * DAY
        people = [people[-1], *people[:-1]]
    while instant(wall + turns.days * DAY, zone) <= at:
        wall += turns.days * DAY
        people = [*people[1:], people[0]]
    return people


raisers = st.none() | st.sampled_from(sorted(PEOPLE))


@settings(max_examples=200)
@given(st.data())
def test_it_agrees_with_the_long_way_at_every_instant_of_ten_years(data):
    made = data.draw(rotas)
    at, raiser = data.draw(moments(made)), data.draw(raisers)
    assert held(made, at, raiser) == slowly(made, at, raiser)


@settings(max_examples=120)
@given(st.data())
def test_somebody_is_rung_whenever_anybody_could_be(data):
    made = data.draw(rotas)
    at, raiser = data.draw(moments(made)), data.draw(raisers)
    own = PEOPLE[raiser].phone if raiser else None
    bare = replace(made, away=())
    could = any(
        PEOPLE[key].phone != own
        for plan in made.ladders[0].rungs
        for key in (_swapped(bare, key, at) for key in plan.candidates(at, made.zone))
    )
    assert any(held(made, at, raiser)) is could


@settings(max_examples=120)
@given(st.data())
def test_nobody_away_is_rung_beside_somebody_who_is_here(data):
    made = data.draw(rotas)
    at = data.draw(moments(made))
    away = made.away_at(at)
    on_it = {key for key in held(made, at) if key}
    assert not (on_it & away) or _climb(made, at, None, heed_away=True) == [
        None for _ in made.ladders[0].rungs
    ]


@settings(max_examples=120)
@given(rotas, instants, st.integers(1, 30))
def test_the_ladder_changes_at_edges_and_nowhere_else(made, start, days):
    end = start + days * DAY
    zone = made.zone
    edges = {start, end}
    for plan in made.ladders[0].rungs:
        edges |= set(plan.turns.edges(start, end, zone)) if plan.turns else set()
        edges |= {edge for shift in plan.shifts for edge in shift.edges(start, end, zone)}
    for one in (*made.away, *made.swaps):
        edges |= {edge for edge in one.span.instants(zone) if start < edge < end}
    found = sorted(edges)
    for left, right in pairwise(found):
        last = right - timedelta(microseconds=1)
        middle = left + (last - left) / 2
        assert held(made, left) == held(made, middle) == held(made, last)


@settings(max_examples=80)
@given(st.data())
def test_the_same_swap_twice_is_none(data):
    made = data.draw(rotas)
    at = data.draw(moments(made))
    doubled = replace(made, swaps=tuple(swap for swap in made.swaps for _ in range(2)))
    assert held(doubled, at) == held(replace(made, swaps=()), at)
