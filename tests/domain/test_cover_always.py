"""Whatever the rota, its stretches leave no hole, and where too few are sure is always said."""

import itertools
from datetime import UTC, time, timedelta

from domain.covering import ALL, DAY, KEYS, rota, wall
from hypothesis import given
from hypothesis import strategies as st

from service.domain.absences import Span, Swap, TimeAway
from service.domain.cover import cover, stretches
from service.domain.rota import RungPlan
from service.domain.shifts import Shift, Turns

people = st.sampled_from(KEYS)
walls = st.datetimes(wall("2026-10-20"), wall("2026-11-05")) | st.datetimes(
    wall("2027-03-22"), wall("2027-04-05")
)
minutes = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))
begins = walls.map(lambda one: one.replace(second=0, microsecond=0))
shifts = st.builds(
    Shift,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    starts=minutes,
    ends=minutes,
    person=people,
)
turns = st.builds(
    Turns,
    people=st.permutations(KEYS).map(lambda keys: tuple(keys[:3])),
    days=st.sampled_from([1, 7]),
    begins=begins,
)
rungs = st.builds(
    RungPlan,
    role=st.just("Officer"),
    holder=st.none() | people,
    turns=st.none() | turns,
    shifts=st.lists(shifts, max_size=2).map(tuple),
)
spans = st.tuples(begins, st.integers(1, 20_000)).map(
    lambda one: Span(one[0], one[0] + timedelta(minutes=one[1]))
)
swaps = st.tuples(st.permutations(KEYS), spans).map(lambda one: Swap(*one[0][:2], one[1]))
zones = st.sampled_from(["Europe/London", "America/Santiago", "Australia/Lord_Howe"])
rotas = st.builds(
    lambda rungs, away, swaps, zone: rota(*rungs, away=away, swaps=swaps, zone=zone),
    st.lists(rungs, min_size=1, max_size=3),
    st.lists(st.builds(TimeAway, people, spans), max_size=4),
    st.lists(swaps, max_size=2),
    zones,
)
instants = walls.map(lambda one: one.replace(tzinfo=UTC))


@given(rotas, instants, st.integers(1, 20 * 24 * 60), st.lists(st.floats(0, 1), max_size=8))
def test_the_stretches_leave_no_hole_and_say_what_would_be_rung(kept, start, length, moments):
    plan, end = kept.ladders[0], start + timedelta(minutes=length)
    found = stretches(kept, plan, start, end)
    assert (found[0].starts, found[-1].ends) == (start, end)
    for one, following in itertools.pairwise(found):
        assert one.ends == following.starts
        assert (one.ladder, one.away_ignored) != (following.ladder, following.away_ignored)
    picked = [start + share * (end - start) for share in moments]
    last = timedelta(microseconds=1)
    for at in (*picked, *(one.starts for one in found), *(one.ends - last for one in found)):
        here = next((one for one in found if one.starts <= at < one.ends), None)
        if here is None:
            continue  # The very end.
        assert here.ladder == kept.on_duty(plan, at)
        away = kept.away_at(at)
        assert here.away_ignored == any(rung.person in away for rung in here.held)


@given(rotas, instants, st.frozensets(st.sampled_from(sorted(ALL, key=lambda one: one.e164))))
def test_it_is_covered_just_where_two_people_and_two_phones_can_be_relied_on(kept, start, counted):
    plan, end = kept.ladders[0], start + 20 * DAY
    found = cover(kept, plan, counted, start, end)
    for one in stretches(kept, plan, start, end):
        sure = [rung for rung in one.held if rung.phone in counted and not one.away_ignored]
        enough = min(len({rung.person for rung in sure}), len({rung.phone for rung in sure})) > 1
        assert (found.lack_at(one.starts) is None) == enough
    assert found.until == min((gap.starts for gap in found.gaps), default=None)
