"""One person's own duties, as a calendar shows them."""

from datetime import UTC, datetime, timedelta

import pytest

from service.domain.absences import Span, Swap, TimeAway
from service.domain.duties import duties
from service.domain.people import Person, PhoneNumber
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.shifts import Shift, Turns

WEEK = timedelta(days=7)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def wall(written):
    return datetime.fromisoformat(written)


def rota(*rungs, **parts):
    people = {
        key: Person(key=key, name=key.title(), phone=PhoneNumber(f"+44770090011{index}"))
        for index, key in enumerate(("priya", "tom", "amina"))
    }
    plan = LadderPlan(name="safeguarding", rungs=tuple(rungs))
    return Rota(organisation="Harbour Lane", people=people, ladders=(plan,), **parts)


def shown(kept, person="priya", now=NOW):
    return [
        (f"{kept.local(one.starts):%d %b %H:%M}", f"{kept.local(one.ends):%d %b %H:%M}")
        for one in duties(kept, person, now, now + 8 * WEEK)
    ]


TURNS = RungPlan(
    role="Officer", turns=Turns(people=("priya", "tom"), begins=wall("2026-11-20T18:00"))
)


def test_turns_are_told_from_handover_to_handover_with_that_which_runs():
    found = shown(rota(TURNS))
    assert found[:2] == [("20 Nov 18:00", "27 Nov 18:00"), ("04 Dec 18:00", "11 Dec 18:00")]
    assert len(found) == 5


def test_a_place_that_is_held_for_good_is_told_week_by_week():
    found = shown(rota(RungPlan(role="Officer", holder="priya")))
    assert found[:2] == [("23 Nov 00:00", "30 Nov 00:00"), ("30 Nov 00:00", "07 Dec 00:00")]
    assert len(found) == 9


@pytest.mark.parametrize(
    "rung", [TURNS, RungPlan(role="Officer", holder="priya")], ids=["turns", "for good"]
)
@pytest.mark.parametrize("later", range(1, 30, 3))
def test_asked_again_later_each_duty_begins_where_it_began(rung, later):
    before = duties(rota(rung), "priya", NOW, NOW + 8 * WEEK)
    now = NOW + timedelta(days=later)
    after = duties(rota(rung), "priya", now, now + 8 * WEEK)
    assert [one for one in before if one.ends > now] == [
        one for one in after if one.starts < NOW + 8 * WEEK
    ]


def test_time_away_ends_a_duty_and_a_swap_gives_another():
    kept = rota(
        RungPlan(role="Officer", holder="priya"),
        RungPlan(role="Deputy", holder="tom"),
        away=(TimeAway("priya", Span(wall("2026-12-01T00:00"), wall("2026-12-03T00:00"))),),
        swaps=(Swap("tom", "amina", Span(wall("2026-12-08T00:00"), wall("2026-12-09T00:00"))),),
    )
    assert ("30 Nov 00:00", "01 Dec 00:00") in shown(kept)
    assert ("03 Dec 00:00", "07 Dec 00:00") in shown(kept)
    assert shown(kept, "amina") == [("08 Dec 00:00", "09 Dec 00:00")]


def test_who_holds_another_place_meanwhile_keeps_the_duty_of_the_first_whole():
    night = Shift(
        weekdays=frozenset(range(7)),
        starts=wall("2026-01-01T21:00").time(),
        ends=wall("2026-01-01T09:00").time(),
        person="amina",
    )
    kept = rota(TURNS, RungPlan(role="Deputy", holder="amina", shifts=(night,)))
    assert shown(kept)[0] == ("20 Nov 18:00", "27 Nov 18:00")


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-10-24T12:00+00:00", ("2026-10-24T20:00+00:00", "2026-10-25T00:30+00:00")),
        ("2027-03-27T12:00+00:00", ("2027-03-27T21:00+00:00", "2027-03-28T01:00+00:00")),
    ],
)
def test_both_nights_on_which_the_clock_is_set_are_as_long_as_they_are(now, night):
    shift = Shift(
        weekdays=frozenset({5}),
        starts=wall("2026-01-01T21:00").time(),
        ends=wall("2026-01-01T01:30").time(),
        person="priya",
    )
    (first, *_) = duties(
        rota(RungPlan(role="Officer", shifts=(shift,))), "priya", wall(now), wall(now) + WEEK
    )
    assert (first.starts, first.ends) == (wall(night[0]), wall(night[1]))
