"""Weeks of the calendar, and the two days of it that are not 24 hours long."""

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from service.domain.weeks import weeks

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_a_week_begins_on_monday_at_midnight_by_the_wall():
    (week,) = weeks(utc(2026, 7, 1), utc(2026, 7, 1), LONDON)
    assert [day.date.weekday() for day in week.days] == list(range(7))
    assert week.starts == utc(2026, 6, 28, 23)


def test_the_day_on_which_the_clock_is_put_back_is_an_hour_longer():
    (week,) = weeks(utc(2026, 10, 20), utc(2026, 10, 20), LONDON)
    sunday = week.days[6]
    assert (sunday.ends - sunday.starts, sunday.set_at) == (25 * HOUR, utc(2026, 10, 25, 1))
    assert sunday.put_back
    assert [day.set_at for day in week.days[:6]] == [None] * 6
    # Both half past ones have a place of their own.
    first, second = week.place(utc(2026, 10, 25, 0, 30)), week.place(utc(2026, 10, 25, 1, 30))
    assert 6 < first < second < 7


def test_the_day_on_which_the_clock_is_put_forward_is_an_hour_shorter():
    (week,) = weeks(utc(2027, 3, 27), utc(2027, 3, 27), LONDON)
    sunday = week.days[6]
    assert (sunday.ends - sunday.starts, sunday.set_at) == (23 * HOUR, utc(2027, 3, 28, 1))
    assert not sunday.put_back


zones = st.sampled_from(["Europe/London", "America/Santiago", "Australia/Lord_Howe", "UTC"])
instants = st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2034-01-01"))


@given(zones.map(ZoneInfo), instants, st.floats(0, 1))
def test_weeks_follow_each_other_and_each_instant_has_its_place(zone, start, share):
    first = start.replace(tzinfo=UTC)
    found = weeks(first, first + timedelta(weeks=8), zone)
    assert found[0].starts <= first
    assert found[-1].ends > first + timedelta(weeks=8)
    days = [day for week in found for day in week.days]
    assert all(one.ends == following.starts for one, following in itertools.pairwise(days))
    at = first + share * timedelta(weeks=8)
    (week,) = [one for one in found if one.starts <= at < one.ends]
    day = week.days[int(week.place(at))]
    assert day.date == at.astimezone(zone).date()
