"""Trying again slows down, is always possible again, and is forgotten in the end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.desk.limiting import FROM_AN_ADDRESS, TO_A_NUMBER
from service.domain.codes import LIFE
from service.domain.limits import Tally, free_from, tried

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
LIMITS = pytest.mark.parametrize("limit", [TO_A_NUMBER, FROM_AN_ADDRESS])


@pytest.mark.parametrize(
    ("count", "minutes"),
    [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (8, 32), (9, 60), (10, 60), (10**9, 60)],
)
def test_codes_to_a_number_wait_twice_as_long_each_time(count, minutes):
    tally = Tally(count, NOW) if count else None
    assert free_from(TO_A_NUMBER, tally, NOW) == NOW + timedelta(minutes=minutes)


def try_at(limit, moments):
    """Try at each moment; return those at which it was let through."""
    tally, through = None, []
    for at in moments:
        if free_from(limit, tally, at) <= at:
            tally = tried(limit, tally, at)
            through.append(at)
    return through


gaps = st.lists(st.integers(0, 4000).map(lambda count: timedelta(seconds=count)), max_size=60)


@LIMITS
@given(gaps=gaps)
def test_however_it_is_tried_it_is_let_through_within_the_longest_wait(limit, gaps):
    moments = [NOW]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    through = try_at(limit, moments)
    last = moments[-1]
    tally = None
    for at in through:
        tally = tried(limit, tally, at)
    assert last <= free_from(limit, tally, last) <= last + limit.longest


@LIMITS
def test_who_never_stops_gets_a_known_number_of_tries_a_day(limit):
    seconds = [NOW + timedelta(seconds=10 * nth) for nth in range(6 * 60 * 24)]
    through = len(try_at(limit, seconds))
    most = limit.free + 12 + timedelta(days=1) / limit.longest
    assert limit.free < through <= most


def test_five_tries_a_code_leave_a_guesser_next_to_nothing():
    seconds = [NOW + timedelta(seconds=10 * nth) for nth in range(6 * 60 * 24)]
    assert 5 * len(try_at(TO_A_NUMBER, seconds)) / 10**6 < 0.0002


def test_from_the_slowest_address_a_code_is_asked_for_and_typed_before_it_is_over():
    assert 2 * FROM_AN_ADDRESS.longest < LIFE


@LIMITS
def test_a_quiet_while_is_forgotten(limit):
    busy = Tally(50, NOW)
    assert free_from(limit, busy, NOW) > NOW
    later = NOW + limit.forgotten + timedelta(seconds=1)
    assert free_from(limit, busy, later) == later
    assert tried(limit, busy, later) == Tally(1, later)
    assert limit.forgotten > limit.longest


@LIMITS
@given(back=st.integers(0, 10**8))
def test_a_clock_that_was_put_back_locks_nobody_out(limit, back):
    now = NOW - timedelta(seconds=back)
    assert free_from(limit, Tally(50, NOW), now) <= now + limit.longest * 2
