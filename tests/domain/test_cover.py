"""Who would be rung over weeks, and where too few can be relied on."""

from datetime import datetime, time

import pytest
from domain.covering import ALL, DAY, PHONES, rota, utc, wall

from service.domain.absences import Span, Swap, TimeAway
from service.domain.cover import Lack, cover, stretches
from service.domain.rota import Rota, RungPlan
from service.domain.shifts import Shift, Turns

EVERY_DAY = frozenset(range(7))


def held(role: str, key: str) -> RungPlan:
    return RungPlan(role=role, holder=key)


def away(key: str, starts: datetime, ends: datetime) -> TimeAway:
    return TimeAway(key, Span(starts, ends))


def shown(kept: Rota, start: datetime, end: datetime) -> list[tuple]:
    """Each stretch as its start and who would be rung."""
    return [
        (one.starts, *(rung.person for rung in one.ladder.rungs))
        for one in stretches(kept, kept.ladders[0], start, end)
    ]


def gaps(kept: Rota, start: datetime, end: datetime, counted=ALL) -> list[tuple]:
    found = cover(kept, kept.ladders[0], counted, start, end)
    return [(gap.lack, gap.starts, gap.ends) for gap in found.gaps]


def test_a_ladder_that_never_changes_is_one_stretch():
    kept = rota(held("Officer", "priya"), held("Deputy", "tom"))
    start = utc(2026, 11, 22)
    assert shown(kept, start, start + 56 * DAY) == [(start, "priya", "tom")]
    assert cover(kept, kept.ladders[0], ALL, start, start + DAY).until is None


def test_nothing_lies_between_an_instant_and_itself():
    kept = rota(held("Officer", "priya"))
    assert stretches(kept, kept.ladders[0], utc(2026, 11, 22), utc(2026, 11, 22)) == ()


def test_time_away_makes_a_single_point_and_says_from_when_to_when():
    kept = rota(
        held("Officer", "priya"),
        held("Deputy", "tom"),
        away=[away("tom", wall("2026-11-27 18:00"), wall("2026-11-28 09:00"))],
    )
    start = utc(2026, 11, 22)
    begins, ends = utc(2026, 11, 27, 18), utc(2026, 11, 28, 9)
    assert gaps(kept, start, start + 56 * DAY) == [(Lack.ONE_PERSON, begins, ends)]
    found = cover(kept, kept.ladders[0], ALL, start, start + 56 * DAY)
    assert found.until == begins
    assert [found.lack_at(at) for at in (begins, ends)] == [Lack.ONE_PERSON, None]


def test_where_everybody_is_away_they_are_rung_and_nobody_counts():
    span = (wall("2026-12-24"), wall("2026-12-27"))
    kept = rota(
        held("Officer", "priya"),
        held("Deputy", "tom"),
        away=[away("priya", *span), away("tom", *span)],
    )
    start = utc(2026, 12, 1)
    (whole, missing, rest) = stretches(kept, kept.ladders[0], start, start + 56 * DAY)
    assert (whole.away_ignored, missing.away_ignored, rest.away_ignored) == (False, True, False)
    assert [rung.person for rung in missing.held] == ["priya", "tom"]
    assert gaps(kept, start, start + 56 * DAY) == [
        (Lack.ALL_AWAY, utc(2026, 12, 24), utc(2026, 12, 27))
    ]


def test_an_empty_rung_beside_one_that_is_held_is_no_ladder_that_nobody_holds():
    start = utc(2026, 11, 22)
    kept = rota(RungPlan(role="Officer"), held("Deputy", "tom"))
    assert gaps(kept, start, start + DAY) == [(Lack.ONE_PERSON, start, start + DAY)]
    assert gaps(rota(RungPlan(role="Officer")), start, start + DAY) == [
        (Lack.NOBODY, start, start + DAY)
    ]


def test_a_number_that_is_not_proved_is_rung_and_does_not_count():
    kept, start = rota(held("Officer", "priya"), held("Deputy", "tom")), utc(2026, 11, 22)
    only_tom = frozenset({PHONES["tom"]})
    assert shown(kept, start, start + DAY) == [(start, "priya", "tom")]
    assert gaps(kept, start, start + DAY, only_tom) == [(Lack.ONE_PERSON, start, start + DAY)]
    assert gaps(kept, start, start + DAY, frozenset()) == [(Lack.NONE_PROVED, start, start + DAY)]


def test_two_people_with_one_phone_are_one_phone():
    kept = rota(held("Officer", "priya"), held("Deputy", "tom"), phones={"tom": PHONES["priya"]})
    start = utc(2026, 11, 22)
    assert gaps(kept, start, start + DAY) == [(Lack.ONE_PHONE, start, start + DAY)]


def test_one_person_on_two_rungs_is_one_person():
    kept, start = rota(held("Officer", "priya"), held("Deputy", "priya")), utc(2026, 11, 22)
    assert gaps(kept, start, start + DAY) == [(Lack.ONE_PERSON, start, start + DAY)]


def test_a_single_point_that_passes_from_one_to_another_is_one_gap():
    turns = Turns(people=("priya", "tom"), begins=wall("2026-11-23 09:00"))
    start = utc(2026, 11, 22)
    kept = rota(RungPlan(role="Officer", turns=turns))
    (gap,) = cover(kept, kept.ladders[0], ALL, start, start + 21 * DAY).gaps
    assert (gap.lack, gap.starts, gap.ends) == (Lack.ONE_PERSON, start, start + 21 * DAY)
    assert [one.held[0].person for one in gap.stretches] == ["tom", "priya", "tom", "priya"]


def test_what_lacks_different_things_is_told_apart():
    kept = rota(
        held("Officer", "priya"),
        held("Deputy", "tom"),
        away=[
            away("priya", wall("2026-12-02"), wall("2026-12-04")),
            away("tom", wall("2026-12-01"), wall("2026-12-03")),
        ],
    )
    edges = [utc(2026, 12, day) for day in (1, 2, 3, 4)]
    assert gaps(kept, utc(2026, 11, 22), utc(2026, 12, 22)) == [
        (Lack.ONE_PERSON, edges[0], edges[1]),
        (Lack.ALL_AWAY, edges[1], edges[2]),
        (Lack.ONE_PERSON, edges[2], edges[3]),
    ]
    assert Lack.ALL_AWAY.is_gap
    assert not Lack.ONE_PERSON.is_gap


def test_a_swap_is_seen_from_its_start_to_its_end():
    kept = rota(
        held("Officer", "priya"),
        held("Deputy", "tom"),
        swaps=[Swap("priya", "amina", Span(wall("2026-12-01 09:00"), wall("2026-12-02 09:00")))],
    )
    assert shown(kept, utc(2026, 12, 1), utc(2026, 12, 3)) == [
        (utc(2026, 12, 1), "priya", "tom"),
        (utc(2026, 12, 1, 9), "amina", "tom"),
        (utc(2026, 12, 2, 9), "priya", "tom"),
    ]


def test_who_comes_in_by_a_swap_and_is_away_is_not_rung():
    kept = rota(
        held("Officer", "priya"),
        held("Deputy", "tom"),
        swaps=[Swap("priya", "amina", Span(wall("2026-12-01"), wall("2026-12-05")))],
        away=[away("amina", wall("2026-12-02"), wall("2026-12-03"))],
    )
    days = [utc(2026, 12, day) for day in (1, 2, 3, 5)]
    assert shown(kept, days[0], utc(2026, 12, 6)) == [
        (days[0], "amina", "tom"),
        (days[1], None, "tom"),
        (days[2], "amina", "tom"),
        (days[3], "priya", "tom"),
    ]


# Both nights on which the clock is set.

NIGHT = Shift(weekdays=EVERY_DAY, starts=time(21), ends=time(1, 30), person="tom")


def test_the_night_on_which_the_clock_is_put_back_is_an_hour_longer():
    # 01:30 comes twice on 25 October 2026: the shift ends at the first, as summer time has it.
    kept = rota(RungPlan(role="Officer", holder="priya", shifts=(NIGHT,)))
    assert shown(kept, utc(2026, 10, 24, 12), utc(2026, 10, 26)) == [
        (utc(2026, 10, 24, 12), "priya"),
        (utc(2026, 10, 24, 20), "tom"),
        (utc(2026, 10, 25, 0, 30), "priya"),
        (utc(2026, 10, 25, 21), "tom"),
    ]


def test_the_night_on_which_the_clock_is_put_forward_ends_as_it_is():
    # 01:30 never comes on 28 March 2027: 01:00 becomes 02:00, and there the shift ends.
    kept = rota(RungPlan(role="Officer", holder="priya", shifts=(NIGHT,)))
    assert shown(kept, utc(2027, 3, 27, 12), utc(2027, 3, 28, 19)) == [
        (utc(2027, 3, 27, 12), "priya"),
        (utc(2027, 3, 27, 21), "tom"),
        (utc(2027, 3, 28, 1), "priya"),
    ]


@pytest.mark.parametrize(
    ("begins", "start", "handover"),
    [
        (wall("2026-10-18 01:30"), utc(2026, 10, 24), utc(2026, 10, 25, 0, 30)),
        (wall("2027-03-21 01:30"), utc(2027, 3, 27), utc(2027, 3, 28, 1)),
    ],
)
def test_a_handover_at_half_past_one_comes_once_on_both_nights(begins, start, handover):
    kept = rota(RungPlan(role="Officer", turns=Turns(people=("priya", "tom"), begins=begins)))
    assert shown(kept, start, start + 2 * DAY) == [(start, "priya"), (handover, "tom")]
