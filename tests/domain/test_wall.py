"""Which instant a wall time is, on the nights on which the clock is set too."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st

from service.domain.wall import Comes, comes, instant, set_over

LONDON = ZoneInfo("Europe/London")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
#: Clocks set by an hour or by half of one, at one, at two, at midnight and before midnight.
ZONES = [
    LONDON,
    LORD_HOWE,
    ZoneInfo("America/Havana"),
    ZoneInfo("America/Nuuk"),
    ZoneInfo("Africa/Cairo"),
    ZoneInfo("UTC"),
]

moments = st.datetimes(datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2035-01-01"))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "wall", "instants"),
    [
        (LONDON, "2026-07-01T03:00", "2026-07-01T02:00"),
        (LONDON, "2026-12-01T03:00", "2026-12-01T03:00"),
        # The clock goes back at 02:00 to 01:00.
        (LONDON, "2026-10-25T00:59", "2026-10-24T23:59"),
        (LONDON, "2026-10-25T01:00", "2026-10-25T00:00"),
        (LONDON, "2026-10-25T01:30", "2026-10-25T00:30"),
        (LONDON, "2026-10-25T02:00", "2026-10-25T02:00"),
        # And forward at 01:00 to 02:00: all between is the moment at which that is done.
        (LONDON, "2027-03-28T00:59", "2027-03-28T00:59"),
        (LONDON, "2027-03-28T01:00", "2027-03-28T01:00"),
        (LONDON, "2027-03-28T01:30", "2027-03-28T01:00"),
        (LONDON, "2027-03-28T01:59", "2027-03-28T01:00"),
        (LONDON, "2027-03-28T02:00", "2027-03-28T01:00"),
        (LONDON, "2027-03-28T02:01", "2027-03-28T01:01"),
        # Half an hour: back at 02:00 to 01:30, forward at 02:00 to 02:30.
        (LORD_HOWE, "2027-04-04T01:45", "2027-04-03T14:45"),
        (LORD_HOWE, "2027-04-04T02:00", "2027-04-03T15:30"),
        (LORD_HOWE, "2026-10-04T02:15", "2026-10-03T15:30"),
        (LORD_HOWE, "2026-10-04T02:30", "2026-10-03T15:30"),
    ],
)
def test_a_wall_time_is_an_instant(zone, wall, instants):
    assert instant(datetime.fromisoformat(wall), zone) == at(instants)


@pytest.mark.parametrize(
    ("zone", "wall", "often", "edges"),
    [
        (LONDON, "2026-10-25T01:30", Comes.TWICE, ("01:00", "02:00")),
        (LONDON, "2026-10-25T01:00", Comes.TWICE, ("01:00", "02:00")),
        (LONDON, "2027-03-28T01:00", Comes.NEVER, ("01:00", "02:00")),
        (LONDON, "2027-03-28T01:59:59", Comes.NEVER, ("01:00", "02:00")),
        (LORD_HOWE, "2027-04-04T01:45", Comes.TWICE, ("01:30", "02:00")),
        (LORD_HOWE, "2026-10-04T02:15", Comes.NEVER, ("02:00", "02:30")),
    ],
)
def test_a_time_that_does_not_come_once_is_named_with_where_it_would_be_clear(
    zone, wall, often, edges
):
    wall = datetime.fromisoformat(wall)
    assert comes(wall, zone) is often
    starts, ends = set_over(wall, zone)
    assert (f"{starts:%H:%M}", f"{ends:%H:%M}") == edges
    assert starts.date() == ends.date() == wall.date()
    assert comes(starts - timedelta(minutes=1), zone) is Comes.ONCE
    assert comes(ends, zone) is Comes.ONCE


@pytest.mark.parametrize("wall", ["2026-10-25T00:59:59", "2026-10-25T02:00", "2027-03-28T02:00"])
def test_beside_those_nights_hours_each_time_comes_once(wall):
    assert comes(datetime.fromisoformat(wall), LONDON) is Comes.ONCE


@given(moments, st.sampled_from(ZONES))
def test_it_agrees_with_another_library(wall, zone):
    """Dateutil has its own reading of the same tables, and its own words for the two nights."""
    theirs = tz.gettz(zone.key)
    expected = {
        (True, False): Comes.ONCE,
        (True, True): Comes.TWICE,
        (False, False): Comes.NEVER,
    }[tz.datetime_exists(wall, theirs), tz.datetime_ambiguous(wall, theirs)]
    assert comes(wall, zone) is expected
    if expected is not Comes.NEVER:
        assert instant(wall, zone) == wall.replace(tzinfo=theirs).astimezone(UTC)


@given(moments, st.integers(0, 3 * 86_400), st.sampled_from(ZONES))
def test_what_is_later_by_the_clock_is_never_earlier(wall, seconds, zone):
    assert instant(wall, zone) <= instant(wall + timedelta(seconds=seconds), zone)


@given(moments, st.sampled_from(ZONES))
def test_the_clock_shows_the_time_or_the_first_one_after_it(wall, zone):
    shown = instant(wall, zone).astimezone(zone).replace(tzinfo=None)
    if comes(wall, zone) is Comes.NEVER:
        assert shown == set_over(wall, zone)[1]
    else:
        assert shown == wall
