"""Time away and swaps lie over the rota for as long as they last."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from service.domain.absences import Span, Swap, TimeAway, away_at, swapped_at, whole_days

LONDON = ZoneInfo("Europe/London")


def span(starts, ends):
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends))


def local(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


HOLIDAY = whole_days(date(2026, 10, 24), date(2026, 10, 25))
EVENING = span("2026-11-06T18:00", "2026-11-06T23:00")


def test_whole_days_are_from_the_first_midnight_to_the_one_after_the_last():
    assert span("2026-10-24", "2026-10-26") == HOLIDAY
    start, end = HOLIDAY.instants(LONDON)
    assert end - start == timedelta(hours=49)
    for at, inside in [
        ("2026-10-23T23:59:59", False),
        ("2026-10-24T00:00", True),
        ("2026-10-25T23:59:59", True),
        ("2026-10-26T00:00", False),
    ]:
        assert HOLIDAY.holds(local(at), LONDON) is inside


def test_a_stretch_that_starts_in_the_hour_left_out_starts_as_the_clock_is_set():
    early = span("2027-03-28T01:30", "2027-03-28T06:00")
    assert early.instants(LONDON)[0] == local("2027-03-28T02:00")


def test_a_stretch_that_ends_in_the_hour_that_comes_twice_ends_the_first_time():
    early = span("2026-10-24T20:00", "2026-10-25T01:30")
    assert early.holds(local("2026-10-25T01:29"), LONDON)
    assert not early.holds(local("2026-10-25T01:29", fold=1), LONDON)


def test_who_is_away_is_whoever_has_a_stretch_that_holds():
    away = (TimeAway("tom", EVENING), TimeAway("tom", HOLIDAY), TimeAway("priya", HOLIDAY))
    assert away_at(away, local("2026-11-06T18:00"), LONDON) == {"tom"}
    assert away_at(away, local("2026-10-25T12:00"), LONDON) == {"tom", "priya"}
    assert away_at(away, local("2026-11-06T23:00"), LONDON) == frozenset()


def test_in_a_swap_each_stands_for_the_other_while_it_lasts():
    swaps = (Swap("tom", "amina", EVENING),)
    assert swapped_at(swaps, local("2026-11-06T20:00"), LONDON) == {"tom": "amina", "amina": "tom"}
    assert swapped_at(swaps, local("2026-11-06T17:59"), LONDON) == {}


def test_swapping_twice_is_none():
    twice = (Swap("tom", "amina", EVENING), Swap("amina", "tom", EVENING))
    assert swapped_at(twice, local("2026-11-06T20:00"), LONDON) == {}


def test_stretches_that_only_touch_do_not_overlap():
    after = span("2026-11-06T23:00", "2026-11-07T06:00")
    assert not EVENING.overlaps(after)
    assert not after.overlaps(EVENING)
    assert EVENING.overlaps(span("2026-11-06T22:59", "2026-11-07T06:00"))
    assert EVENING.overlaps(EVENING)


KEYS = "abcde"


@given(st.lists(st.permutations(KEYS).map(lambda keys: Swap(keys[0], keys[1], EVENING))))
def test_whatever_is_swapped_everybody_stands_somewhere_once(swaps):
    """Also of swaps that overlap, which the rota refuses, nobody may be lost."""
    stands_for = swapped_at(swaps, local("2026-11-06T20:00"), LONDON)
    assert sorted(stands_for.get(key, key) for key in KEYS) == list(KEYS)
    back = swapped_at([*swaps, *reversed(swaps)], local("2026-11-06T20:00"), LONDON)
    assert back == {}
