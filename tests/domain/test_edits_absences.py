"""Time away and swaps: what is taken, and what would not hold."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from domain.edited import CHRISTMAS, NOW, ROTA, span

from service.domain.absences import Span, Swap, TimeAway, whole_days
from service.domain.edits import absences
from service.domain.rota_rules import (
    ComesTwice,
    EndsBeforeStart,
    NeverComes,
    NotAnOfficer,
    OddYear,
    Past,
    SwapAlone,
    SwapsOverlap,
)


@pytest.mark.parametrize(
    ("when", "refusal"),
    [
        (span("2026-11-07T12:00", "2026-11-07T12:00"), EndsBeforeStart),
        (span("2026-11-07T12:00", "2026-11-07T11:59"), EndsBeforeStart),
        (span("2026-11-01T12:00", "2026-11-06T12:00"), Past),
        (Span(datetime.min, datetime.max), OddYear),  # noqa: DTZ901 - wall times have no zone
        (span("2026-11-07T12:00", "2200-01-01T12:00"), OddYear),
        (span("2027-03-28T01:30", "2027-03-29T09:00"), NeverComes),
        (span("2027-03-27T09:00", "2027-03-28T01:00"), NeverComes),
        (span("2027-10-31T01:30", "2027-11-01T09:00"), ComesTwice),
    ],
)
def test_time_that_would_not_hold_is_refused_for_time_away_and_for_swaps(when, refusal):
    for edit in (
        lambda: absences.add_away(ROTA, TimeAway("tom", when), NOW),
        lambda: absences.change_away(ROTA, 0, TimeAway("tom", when), NOW),
        lambda: absences.add_swap(ROTA, Swap("tom", "priya", when), NOW),
    ):
        with pytest.raises(refusal) as refused:
            edit()
        assert refused.value.why
        assert refused.value.cure


def test_a_time_that_does_not_come_once_says_which_would():
    with pytest.raises(NeverComes) as refused:
        absences.add_away(ROTA, TimeAway("tom", span("2027-03-28T01:30", "2027-03-29")), NOW)
    assert str(refused.value) == (
        "01:30 on Sunday 28 March never comes: the clock is put forward then."
        " Choose a time before 01:00, or 02:00 or later."
    )
    with pytest.raises(ComesTwice, match="01:30 on Sunday 31 October comes twice"):
        absences.add_away(ROTA, TimeAway("tom", span("2027-10-31T01:30", "2027-11-01")), NOW)


def test_whole_days_and_half_days_and_what_has_begun_are_taken():
    for when in (
        CHRISTMAS,
        span("2026-11-06T12:00", "2026-11-06T18:00"),
        span("2026-11-01T12:00", "2026-11-06T12:01"),
    ):
        assert absences.add_away(ROTA, TimeAway("priya", when), NOW).away[-1].span == when
        swapped = replace(ROTA, swaps=())
        assert absences.add_swap(swapped, Swap("tom", "priya", when), NOW).swaps[-1].span == when


def test_a_whole_day_is_taken_also_where_the_clock_is_set_at_midnight():
    cairo = replace(ROTA, timezone="Africa/Cairo")
    april = whole_days(date(2027, 4, 30), date(2027, 4, 30))
    assert absences.add_away(cairo, TimeAway("tom", april), NOW).away[-1].span == april


@pytest.mark.parametrize("key", ["sam", "joan", "nobody"])
def test_only_officers_are_away_or_swap(key):
    for edit in (
        lambda: absences.add_away(ROTA, TimeAway(key, CHRISTMAS), NOW),
        lambda: absences.change_away(ROTA, 0, TimeAway(key, CHRISTMAS), NOW),
        lambda: absences.add_swap(ROTA, Swap("tom", key, CHRISTMAS), NOW),
    ):
        with pytest.raises(NotAnOfficer):
            edit()


def test_time_away_is_changed_in_its_place_and_taken_out():
    longer = TimeAway("tom", whole_days(date(2026, 12, 24), date(2027, 1, 3)))
    assert absences.change_away(ROTA, 0, longer, NOW).away == (longer, ROTA.away[1])
    assert absences.remove_away(ROTA, 0).away == ROTA.away[1:]
    later = NOW + timedelta(days=900)
    assert absences.change_away(ROTA, 0, ROTA.away[0], later) is ROTA


@pytest.mark.parametrize(
    ("one", "other", "when", "refusal"),
    [
        ("tom", "tom", CHRISTMAS, SwapAlone),
        ("amina", "priya", span("2026-11-06T22:00", "2026-11-07T06:00"), SwapsOverlap),
        ("priya", "tom", span("2026-11-06T12:30", "2026-11-06T18:01"), SwapsOverlap),
    ],
)
def test_a_swap_with_oneself_or_over_another_is_refused(one, other, when, refusal):
    with pytest.raises(refusal):
        absences.add_swap(ROTA, Swap(one, other, when), NOW)


def test_a_swap_that_only_touches_another_is_taken_and_one_is_taken_out():
    after = absences.add_swap(
        ROTA, Swap("priya", "tom", span("2026-11-06T23:00", "2026-11-07T06:00")), NOW
    )
    assert len(after.swaps) == 2
    assert absences.remove_swap(after, 0).swaps == after.swaps[1:]
