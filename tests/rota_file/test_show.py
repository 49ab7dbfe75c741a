"""Who would be rung in which order, at a moment that people can say."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rota_file.strategies import rotas

from service.domain.absences import Span, Swap, TimeAway
from service.domain.ladder import Channel
from service.domain.people import NumberMarks
from service.domain.refusals import Refusal
from service.domain.shifts import Turns
from service.rota_file import UnclearMoment, parse_when, read_rota, show, show_lines

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
#: A Friday, at four in the morning.
NOW = datetime(2025, 11, 21, 4, tzinfo=LONDON)


@pytest.fixture
def rota(example):
    return read_rota(example).rota


def test_the_lines_give_the_climb_with_the_designs_times(rota):
    assert show_lines(rota, NOW) == [
        "Harbour Lane, Friday 21 November 2025, 04:00 Europe/London",
        "",
        "safeguarding",
        (
            "  1. Safeguarding officer: Priya Shah, number ending 111:"
            " call at 0:00 and 1:00, ringing 22 seconds; text at 0:00"
        ),
        (
            "  2. Deputy: Tom Reed, number ending 222:"
            " call at 1:45 and 2:45, ringing 22 seconds; text at 1:45"
        ),
        (
            "  3. Deputy: Amina Yusuf, number ending 333:"
            " call at 3:30 and 4:30, ringing 22 seconds; text at 3:30"
        ),
        "  Everyone at once at 5:15.",
        "  From the top again at 10:15.",
    ]


def test_what_is_to_be_mended_of_a_number_stands_behind_it(rota):
    marks = {rota.people["tom"].phone: NumberMarks(texts_off=True, prove_again=True)}
    lines = show_lines(rota, NOW, marks)
    (marked,) = [one for one in lines if "(" in one]
    assert "Tom Reed" in marked
    assert marked.endswith("text at 1:45 (to be proved again, texts are off)")
    (ladder,) = show(rota, NOW, marks)["ladders"]
    assert ladder["ring"][1]["remarks"] == ["to be proved again", "texts are off"]


def test_the_same_for_a_program(rota):
    shown = show(rota, NOW)
    assert shown["at"] == "2025-11-21T04:00:00+00:00"
    [ladder] = shown["ladders"]
    assert (ladder["everyone_seconds"], ladder["again_seconds"]) == (315, 615)
    assert ladder["ring"][1] == {
        "person": "tom",
        "role": "Deputy",
        "name": "Tom Reed",
        "phone": "…222",
        "starts_seconds": 105,
        "calls_seconds": [105, 165],
        "texts": True,
    }


def test_an_empty_rung_takes_no_time_and_is_said(rota):
    ladder = rota.ladders[0]
    first, second, third = ladder.rungs
    pace = replace(third.pace, channels=frozenset({Channel.TEXT}))
    changed = replace(
        ladder,
        rungs=(replace(first, holder=None), second, replace(third, pace=pace)),
        pace=replace(ladder.pace, everyone_after=False),
    )
    lines = show_lines(replace(rota, ladders=(changed,)), NOW)
    assert lines[3] == "  1. Safeguarding officer: nobody, skipped at once"
    assert "call at 0:00 and 1:00" in lines[4]
    assert lines[5] == "  3. Deputy: Amina Yusuf, number ending 333: text at 1:45"
    assert lines[6] == "  From the top again at 8:30."
    people = {k: replace(who, texts=False) for k, who in rota.people.items()}
    lines = show_lines(replace(rota, ladders=(changed,), people=people), NOW)
    assert lines[5].endswith("cannot be reached by call or text")


EVER = Span(NOW.replace(tzinfo=None) - DAY, NOW.replace(tzinfo=None) + DAY)


def test_who_stands_in_is_said_with_whom_and_why(rota):
    changed = replace(
        rota,
        swaps=(Swap("priya", "amina", EVER),),
        away=(TimeAway("tom", EVER),),
    )
    lines = show_lines(changed, NOW)
    assert lines[3].startswith("  1. Safeguarding officer: Amina Yusuf")
    assert lines[3].endswith("(has swapped with Priya Shah)")
    assert lines[4].endswith("nobody, skipped at once (instead of Tom Reed, time away)")
    assert lines[5].endswith("(has swapped with Amina Yusuf)")
    assert lines[-1] == "  Away: Tom Reed."
    [ladder] = show(changed, NOW)["ladders"]
    said = [(one["person"], one["stands_in_for"], one["because"]) for one in ladder["ring"]]
    assert said == [
        ("amina", "priya", "swap"),
        (None, "tom", "away"),
        ("priya", "amina", "swap"),
    ]
    assert (ladder["away"], ladder["away_ignored"]) == (["tom"], False)


def test_whoever_comes_next_stands_in_and_another_moves_up(rota):
    plan = rota.ladders[0]
    begins = EVER.starts
    rungs = tuple(
        replace(rung, holder=None, turns=Turns(people=people, begins=begins))
        for rung, people in zip(plan.rungs, (("priya", "tom"), ("tom", "amina")), strict=False)
    )
    changed = replace(rota, ladders=(replace(plan, rungs=rungs),), away=(TimeAway("priya", EVER),))
    lines = show_lines(changed, NOW)
    assert "Tom Reed" in lines[3]
    assert lines[3].endswith("(instead of Priya Shah, time away)")
    assert "Amina Yusuf" in lines[4]
    assert lines[4].endswith("(instead of Tom Reed)")


def test_that_time_away_is_ignored_is_said(rota):
    away = tuple(TimeAway(key, EVER) for key in ("priya", "tom", "amina"))
    lines = show_lines(replace(rota, away=away), NOW)
    assert lines[-2:] == [
        "  Away: Priya Shah, Tom Reed, Amina Yusuf.",
        "  Nobody else is left, so time away is ignored: they are rung all the same.",
    ]
    assert "Priya Shah" in lines[3]
    [ladder] = show(replace(rota, away=away), NOW)["ladders"]
    assert ladder["away_ignored"] is True


def test_a_next_call_waits_for_the_ring_to_end(rota):
    ladder = rota.ladders[0]
    quick = replace(ladder.rungs[0].pace, between_tries=timedelta(seconds=5), tries=3)
    changed = replace(ladder, rungs=(replace(ladder.rungs[0], pace=quick),))
    [shown] = show(replace(rota, ladders=(changed,)), NOW)["ladders"]
    assert shown["ring"][0]["calls_seconds"] == [0, 22, 44]


def test_a_ladder_of_empty_rungs_says_that_nobody_would_be_rung(rota):
    ladder = rota.ladders[0]
    empty = replace(ladder, rungs=tuple(replace(rung, holder=None) for rung in ladder.rungs))
    assert show_lines(replace(rota, ladders=(empty,)), NOW)[-1].startswith("  Nobody would be")


@given(rotas())
def test_any_rota_can_be_shown_and_numbers_stay_masked(rota):
    said = "\n".join(show_lines(rota, NOW)) + json.dumps(show(rota, NOW))
    for person in rota.people.values():
        assert person.phone.e164 not in said


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", NOW),
        ("Friday 04:00", NOW),
        ("Friday 03:00", datetime(2025, 11, 28, 3, tzinfo=LONDON)),
        ("friday at 3am", datetime(2025, 11, 28, 3, tzinfo=LONDON)),
        ("Fri  5:30 pm", datetime(2025, 11, 21, 17, 30, tzinfo=LONDON)),
        ("Sunday 03:00", datetime(2025, 11, 23, 3, tzinfo=LONDON)),
        ("03:00", datetime(2025, 11, 22, 3, tzinfo=LONDON)),
        ("05:00", datetime(2025, 11, 21, 5, tzinfo=LONDON)),
        ("today 03:00", datetime(2025, 11, 21, 3, tzinfo=LONDON)),
        ("tomorrow 03:00", datetime(2025, 11, 22, 3, tzinfo=LONDON)),
        ("25 December 09:00", datetime(2025, 12, 25, 9, tzinfo=LONDON)),
        ("3 January 09:00", datetime(2026, 1, 3, 9, tzinfo=LONDON)),
        ("3/4/2026 10:00", datetime(2026, 4, 3, 10, tzinfo=LONDON)),
        ("3/4/2025 10:00", datetime(2025, 4, 3, 10, tzinfo=LONDON)),
        ("2026-03-04 10:00", datetime(2026, 3, 4, 10, tzinfo=LONDON)),
        ("2026-07-01T10:00:00Z", datetime(2026, 7, 1, 11, tzinfo=LONDON)),
        ("2026-07-01T10:00+02:00", datetime(2026, 7, 1, 9, tzinfo=LONDON)),
    ],
)
def test_moments_are_read_as_people_say_them(text, moment):
    found = parse_when(text, NOW)
    assert found == moment
    assert found.tzinfo is LONDON


def test_the_hour_that_comes_twice_is_the_first_one():
    assert parse_when("2025-10-26 01:30", NOW).astimezone(UTC).hour == 0


def test_the_hour_that_is_missing_moves_forward():
    assert parse_when("2026-03-29 01:30", NOW) == datetime(2026, 3, 29, 2, 30, tzinfo=LONDON)


def test_the_second_of_the_two_hours_does_not_hide_the_next_day():
    second = datetime(2025, 10, 26, 1, 15, fold=1, tzinfo=LONDON)
    assert parse_when("01:30", second) == datetime(2025, 10, 27, 1, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "5",
        "Friday",
        "2026-01-01",
        "today",
        "tomorrow Monday 03:00",
        "Monday 25:00",
        "Friday 03:00 CET",
        "Friday 03:00 +0200",
        "31 April 10:00",
        "2026-04-31 10:00",
        "x" * 61,
        "Friday 0٣:00",
        "Friday\x0003:00",
        "1000000000 03:00",
    ],
)
def test_nonsense_is_refused_with_examples(text):
    with pytest.raises(UnclearMoment, match="Friday 03:00"):
        parse_when(text, NOW)


DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@given(
    st.integers(1_577_836_800, 1_893_456_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    st.sampled_from(DAYS),
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_a_weekday_is_the_next_such_moment(now, day, hour, minute):
    local = now.astimezone(LONDON)
    found = parse_when(f"{day} {hour}:{minute:02}", local)
    assert timedelta() <= found.astimezone(UTC) - now < timedelta(days=7, hours=1, minutes=1)
    wall = (found - timedelta(hours=1)).replace(tzinfo=None) if found.hour != hour else found
    assert (DAYS[wall.weekday()], wall.hour, wall.minute) == (day, hour, minute)


@given(st.text(max_size=30) | st.text("0123456789 :-/.+ampfriTZ", max_size=20))
def test_any_text_is_a_moment_or_a_refusal(text):
    try:
        assert parse_when(text, NOW).tzinfo is LONDON
    except Refusal as refusal:
        assert str(refusal)  # noqa: PT017 - either way is right, and each is looked at
