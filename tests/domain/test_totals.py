"""Totals of what is over: by fives, for good, late and rounded."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.totals import (
    FEWEST,
    LATE,
    ROUNDED,
    SLIP,
    Past,
    Totals,
    Waits,
    counted_until,
    following,
    rounded,
    totals,
)

START = date(2026, 1, 1)
MINUTE = timedelta(minutes=1)


def past(closed_at, ladder="safeguarding", taken=60.0, spoken=300.0):
    raised_at = closed_at - timedelta(seconds=spoken or 900)
    return Past(
        ladder=ladder,
        raised_at=raised_at,
        closed_at=closed_at,
        taken_at=None if taken is None else raised_at + timedelta(seconds=taken),
        spoken_at=closed_at if spoken else None,
        tried=True,
    )


def month(ahead):
    """The first day of the month so many after the start."""
    found = START
    for _ in range(ahead):
        found = following(found)
    return found


def begins(ahead):
    day = month(ahead)
    return datetime(day.year, day.month, 1, tzinfo=UTC)


def in_months(*counts, ladder="safeguarding"):
    return [
        past(begins(ahead) + timedelta(days=3, hours=nth), ladder)
        for ahead, count in enumerate(counts)
        for nth in range(count)
    ]


def spans(found):
    return [(one.first.month, one.last.month, one.every.count) for one in found.groups]


@pytest.mark.parametrize("counts", [(), (1,), (0, 4), (1, 1, 1, 1)])
def test_of_fewer_than_five_nothing_is_told_not_even_that_there_are_any(counts):
    assert totals(in_months(*counts), begins(12)) == Totals()


def test_a_month_with_five_stands_by_itself_and_others_go_to_the_end_of_a_quarter():
    found = totals(in_months(5, 2, 4, 9, 0, 0, 1, 3, 0, 0, 0, 1), begins(12))
    assert spans(found) == [(1, 1, 5), (2, 3, 6), (4, 4, 9), (5, 12, 5)]
    assert found.rest_from == month(12)


def test_months_that_are_put_together_do_not_end_with_the_one_that_made_five():
    assert spans(totals(in_months(3, 2), begins(12))) == [(1, 3, 5)]


def test_the_first_group_begins_with_a_quarter_since_its_month_would_tell():
    assert spans(totals(in_months(0, 0, 5), begins(12))) == [(1, 3, 5)]


def test_what_is_left_is_not_told():
    found = totals(in_months(5, 0, 4), begins(12))
    assert spans(found) == [(1, 1, 5)]
    assert found.rest_from == month(1)


def test_a_month_is_counted_four_weeks_after_its_end():
    end = begins(1)
    assert counted_until(end + LATE) == end
    assert counted_until(end + LATE - timedelta(seconds=1)) == begins(0)


def test_months_are_those_of_utc_so_that_no_setting_moves_them():
    """23:30 of 30 April is May in London already."""
    late = datetime(2026, 4, 30, 23, 30, tzinfo=UTC)
    for at in (late, late.astimezone(ZoneInfo("Europe/London"))):
        assert spans(totals([past(at)] * 5, begins(4))) == [(4, 4, 5)]


def test_a_call_out_counts_where_it_was_closed():
    """One that was open for months would otherwise change what was read already."""
    slow = past(begins(5) + timedelta(hours=1), spoken=120 * 24 * 3600.0)
    with_it = totals([*in_months(5), slow], begins(4))
    assert with_it == totals(in_months(5), begins(4))


def test_half_were_within_a_wait_that_there_was_and_the_worst_stands():
    waits = [30, 40, 100, 130, 50 * 60]
    these = [past(begins(0) + timedelta(days=nth), taken=one) for nth, one in enumerate(waits)]
    (group,) = totals(these, begins(3)).groups
    assert group.every.taken.half == 2 * MINUTE
    assert group.every.taken.longest == 50 * MINUTE
    assert len(group.every.taken.each) == 5


def test_whoever_was_never_reached_is_counted_and_has_no_wait():
    these = [*in_months(4), past(begins(0) + timedelta(days=9), taken=None, spoken=None)]
    (group,) = totals(these, begins(3)).groups
    assert (group.every.taken.of, group.every.taken.never, group.every.spoken.never) == (5, 1, 1)


def called_off(after, **changed):
    at = begins(0) + timedelta(days=9)
    one = Past(
        ladder="safeguarding",
        raised_at=at,
        closed_at=at + after,
        taken_at=None,
        spoken_at=None,
        tried=False,
    )
    return replace(one, **changed)


def test_a_slip_counts_for_nothing_not_even_towards_five():
    slip = called_off(SLIP)
    assert totals([*in_months(4), slip], begins(3)) == Totals()
    assert totals([*in_months(5), slip], begins(3)) == totals(in_months(5), begins(3))


@pytest.mark.parametrize(
    "one",
    [
        called_off(SLIP + timedelta(seconds=1)),  # Nobody was tried for all that time.
        called_off(SLIP, tried=True),
        called_off(SLIP, taken_at=begins(0) + timedelta(days=9, seconds=5)),
        called_off(SLIP, spoken_at=begins(0) + timedelta(days=9) + SLIP),
    ],
)
def test_whatever_was_more_than_a_slip_is_counted(one):
    (group,) = totals([*in_months(4), one], begins(3)).groups
    assert group.every.count == 5


def test_there_is_no_percentage_of_fewer_than_twenty():
    waits = (MINUTE,) * 18
    assert Waits(of=19, each=waits).percent is None
    assert Waits(of=20, each=waits).percent == 90


def apart(*counts):
    these = [
        one for nth, count in enumerate(counts) for one in in_months(count, ladder=f"site {nth}")
    ]
    (group,) = totals(these, begins(3)).groups
    return [(cell.ladder, cell.count) for cell in group.apart]


def test_ladders_stand_apart_where_each_of_them_and_the_others_have_five():
    assert apart(7, 6, 5) == [("site 0", 7), ("site 1", 6), (None, 5)]
    assert apart(7, 3, 2) == [("site 0", 7), (None, 5)]


def test_a_ladder_is_not_told_by_what_is_left_of_the_others():
    assert apart(7, 6, 1) == [("site 0", 7), (None, 7)]
    assert apart(7, 4) == []
    assert apart(9) == []


LADDERS = st.sampled_from(["one", "two", "three"])
WAITS = st.none() | st.floats(1, 9000)
ONE = st.builds(
    lambda day, ladder, taken, spoken: past(begins(0) + timedelta(days=day), ladder, taken, spoken),
    st.floats(0, 1000),
    LADDERS,
    WAITS,
    WAITS,
)
ANY = st.lists(ONE, max_size=60)


@given(ANY, st.integers(0, 36))
def test_no_group_is_ever_smaller_than_five_and_all_of_it_adds_up(those, ahead):
    until = begins(ahead)
    found = totals(those, until)
    shown = 0
    for group in found.groups:
        assert group.every.count >= FEWEST
        assert all(cell.count >= FEWEST for cell in group.apart)
        assert not group.apart or sum(cell.count for cell in group.apart) == group.every.count
        assert group.first <= group.last < until.date()
        for waits in (group.every.taken, group.every.spoken):
            assert len(waits.each) + waits.never == group.every.count
        shown += group.every.count
    edge = begins(0) if found.rest_from is None else found.rest_from
    left = [
        one
        for one in those
        if one.closed_at < until and (found.rest_from is None or one.closed_at.date() >= edge)
    ]
    assert shown + len(left) == sum(one.closed_at < until for one in those)
    assert (found.together.count if found.together else 0) == shown


@given(ANY, st.integers(0, 36), st.integers(0, 36))
def test_what_was_shown_once_never_changes(those, one, other):
    """So two readings differ by whole groups: nothing of fewer than five is found by taking off."""
    sooner, later = (totals(those, begins(at)).groups for at in sorted((one, other)))
    assert later[: len(sooner)] == sooner


@given(ANY, ONE)
def test_one_that_comes_later_changes_nothing_of_before(those, new):
    until = begins(12)
    later = past(until + timedelta(days=1), new.ladder)
    assert totals([*those, later], until) == totals(those, until)


@given(st.timedeltas(timedelta(microseconds=1), timedelta(days=30)))
def test_a_wait_is_rounded_up_to_whole_half_minutes(wait):
    found = rounded(wait)
    assert wait <= found < wait + ROUNDED
    assert found % ROUNDED == timedelta()


def test_no_wait_is_nothing():
    assert rounded(timedelta()) == ROUNDED


def test_whoever_may_read_no_group_learns_not_even_where_they_end():
    closed = [past(datetime(2026, 2, day, 12, tzinfo=UTC)) for day in range(1, 9)]
    found = totals(closed, datetime(2026, 9, 1, tzinfo=UTC))
    assert found.groups
    assert found.since(datetime(2026, 6, 1, tzinfo=UTC)) == Totals()


def test_what_is_left_begins_with_a_quarter():
    closed = [
        past(datetime(2026, month, day, 12, tzinfo=UTC))
        for month in (1, 2, 3, 4)
        for day in range(1, 7)
    ]
    found = totals(closed, datetime(2026, 9, 1, tzinfo=UTC))
    kept = found.since(datetime(2026, 1, 15, tzinfo=UTC))
    assert [one.first for one in kept.groups] == [date(2026, 4, 1)]
    assert kept.rest_from == found.rest_from
