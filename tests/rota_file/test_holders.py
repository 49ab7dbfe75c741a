"""A rung that several people hold: in turn, or by shifts of the week."""

from datetime import datetime, time

import pytest
from rota_file.holding import mistakes, read, rung, the_mistake

from service.domain.shifts import Shift, Turns

NINE = "turn_from = 2026-11-02T09:00:00"
BOTH = 'holders = ["priya", "tom"]'


def at(text):
    return datetime.fromisoformat(text)


def test_several_may_take_turns_by_the_week_or_by_the_day():
    begins = at("2026-11-02T09:00")
    expected = Turns(people=("priya", "tom"), days=7, begins=begins)
    assert rung(BOTH, 'turn = "week"', NINE).turns == expected
    assert rung(BOTH, NINE).turns == expected
    assert rung(BOTH, 'turn = "day"', NINE).turns == Turns(
        people=("priya", "tom"), days=1, begins=begins
    )


def test_a_handover_at_midnight_may_be_written_as_a_day():
    assert rung(BOTH, "turn_from = 2026-11-02").turns.begins == at("2026-11-02T00:00")


def test_one_may_be_named_before_the_holder_who_stands_in():
    found = rung('holders = ["priya"]', 'holder = "tom"', NINE)
    assert (found.turns.people, found.holder) == (("priya",), "tom")


def test_an_empty_list_says_that_nobody_is_meant_to_hold_it():
    report = read("holders = []")
    assert report.mistakes == []
    assert report.rota.ladders[0].rungs[0].people == frozenset()
    assert [one.path for one in report.warnings] == ["ladders.1.rungs.1.holder"]


def test_without_a_word_of_it_a_ladder_that_nobody_stands_on_is_a_mistake():
    assert [path for _, path in mistakes("tries = 2")] == ["ladders.1"]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ((BOTH,), (-1, "turn_from")),
        ((BOTH, "turn_from = 2026-11-02T09:00:00Z"), (2, "turn_from")),
        ((BOTH, "turn_from = 2026-11-02T09:00:00+01:00"), (2, "turn_from")),
        ((BOTH, 'turn_from = "2026-11-02T09:00:00"'), (2, "turn_from")),
        ((BOTH, "turn_from = 09:00:00"), (2, "turn_from")),
        ((BOTH, "turn_from = 1026-11-02T09:00:00"), (2, "turn_from")),
        ((BOTH, NINE, 'turn = "month"'), (3, "turn")),
        ((BOTH, NINE, "turn = 7"), (3, "turn")),
        (('holders = ["priya", "nobody"]', NINE), (1, "holders.2")),
        (('holders = ["priya", "sam"]', NINE), (1, "holders.2")),
        (('holders = ["priya", 7]', NINE), (1, "holders.2")),
        (('holders = "priya"', NINE), (1, "holders")),
        (('holders = ["priya"]', NINE), (1, "holders")),
        (('holders = ["priya"]', 'holder = "priya"', NINE), (1, "holders")),
        (('holders = ["priya", "tom", "priya"]', NINE), (1, "holders")),
        (('holder = "priya"', 'turn = "week"'), (2, "turn")),
        (('holder = "priya"', NINE), (2, "turn_from")),
        (("holders = []", NINE), (2, "turn_from")),
    ],
)
def test_turns_that_nobody_could_take_are_refused_on_their_line(lines, place):
    path = f"ladders.1.rungs.1.{place[1]}"
    found = mistakes(*lines)
    assert [one for _, one in found] == [path]
    if place[0] > 0:
        assert found[0][0] == place[0]


def test_a_turn_of_one_says_what_to_write_instead():
    assert "let this person hold the place" in the_mistake('holders = ["priya"]', NINE)
    assert "Write it without Z" in the_mistake(BOTH, "turn_from = 2026-11-02T09:00:00Z")


OFFICE = '{ days = "Mon-Fri", from = "09:00", to = "17:00", holder = "tom" }'
NIGHT = '{ days = "Sat", from = "21:00", to = "09:00", holder = "priya" }'


def test_shifts_are_by_weekday_and_may_run_past_midnight():
    assert read(f"shifts = [{OFFICE}, {NIGHT}]").warnings == []
    assert rung(f"shifts = [{OFFICE}, {NIGHT}]").shifts == (
        Shift(weekdays=frozenset(range(5)), starts=time(9), ends=time(17), person="tom"),
        Shift(weekdays=frozenset({5}), starts=time(21), ends=time(9), person="priya"),
    )


def test_shifts_may_stand_under_headings_too():
    lines = ("[[ladders.rungs.shifts]]", 'from = "0:00"', 'to = "24:00"', 'holder = "tom"')
    assert rung(*lines).shifts == (
        Shift(weekdays=frozenset(range(7)), starts=time(), ends=time(), person="tom"),
    )


@pytest.mark.parametrize(
    ("shift", "path"),
    [
        ('{ days = "Mon", from = "09:00", to = "17:00" }', "1.holder"),
        ('{ days = "Mon", from = "09:00", to = "17:00", holder = "sam" }', "1.holder"),
        ('{ days = "Mon", from = "09:00", to = "17:00", holder = "nobody" }', "1.holder"),
        ('{ days = "Mon", from = "09:00", holder = "tom" }', "1.to"),
        ('{ days = "Mon", from = "9am", to = "17:00", holder = "tom" }', "1.from"),
        ('{ days = "Mon", from = "25:00", to = "17:00", holder = "tom" }', "1.from"),
        ('{ days = "Mon", from = 09:00:00, to = "17:00", holder = "tom" }', "1.from"),
        ('{ days = "Mon", from = "09:00+01:00", to = "17:00", holder = "tom" }', "1.from"),
        ('{ days = "Someday", from = "09:00", to = "17:00", holder = "tom" }', "1.days"),
        ('{ day = "Mon", from = "09:00", to = "17:00", holder = "tom" }', "1.day"),
        ("7", "1"),
    ],
)
def test_a_shift_that_cannot_be_read_is_refused(shift, path):
    assert mistakes('holder = "priya"', f"shifts = [{shift}]") == [
        (2, f"ladders.1.rungs.1.shifts.{path}")
    ]


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("Mon 09:00 17:00", "Mon 16:59 18:00", True),
        ("Mon 09:00 17:00", "Mon 17:00 18:00", False),
        ("Mon 21:00 09:00", "Tue 08:59 12:00", True),
        ("Mon 21:00 09:00", "Tue 09:00 12:00", False),
        # The last night of the week runs into its first day.
        ("Sun 21:00 09:00", "Mon 08:00 12:00", True),
        ("Sun 21:00 09:00", "Mon 09:00 12:00", False),
        ("Mon 00:00 24:00", "Mon 12:00 13:00", True),
        ("Mon 00:00 24:00", "Tue 00:00 24:00", False),
    ],
)
def test_shifts_of_one_rung_that_overlap_are_refused(one, other, overlap):
    lines = []
    for written in (one, other):
        day, start, end = written.split()
        lines.append(f'{{ days = "{day}", from = "{start}", to = "{end}", holder = "tom" }}')
    for order in (lines, reversed(lines)):
        found = mistakes("shifts = [" + ", ".join(order) + "]")
        assert found == ([(1, "ladders.1.rungs.1.shifts")] if overlap else [])


def test_a_rung_that_only_texts_wants_texts_of_all_who_may_hold_it():
    texts = 'channels = ["text"]'
    assert mistakes(BOTH, NINE, texts) == []
    assert mistakes('holders = ["priya", "amina"]', NINE, texts) == [
        (3, "ladders.1.rungs.1.channels")
    ]


@pytest.mark.parametrize(
    ("begins", "taken"),
    [
        ("2027-03-28T01:30:00", "02:00 is taken"),
        ("2026-10-25T01:30:00", "The first of the two is taken"),
    ],
)
def test_a_handover_that_does_not_come_once_is_doubted_and_says_what_is_taken(begins, taken):
    report = read(BOTH, f"turn_from = {begins}")
    assert report.mistakes == []
    night = datetime.fromisoformat(begins)
    when = f"on {night:%A} {night.day} {night:%B} "
    [warning] = [one for one in report.warnings if when in one.problem]
    assert warning.path == "ladders.1.rungs.1.turn_from"
    assert taken in warning.mend
    assert "before 01:00, or 02:00 or later" in warning.mend


@pytest.mark.parametrize(
    ("shift", "doubted"),
    [
        # The clocks are set on Sundays: the 28th of March and, after today, the 31st of October.
        (
            ("Sun", "01:30", "09:00"),
            [
                ("from", "01:30 on Sunday 28 March never com"),
                ("from", "01:30 on Sunday 31 October comes t"),
            ],
        ),
        (
            ("Sat", "21:00", "01:00"),
            [
                ("to", "01:00 on Sunday 28 March never com"),
                ("to", "01:00 on Sunday 31 October comes t"),
            ],
        ),
        (("Sat", "01:30", "09:00"), []),
        (("Sun", "02:00", "09:00"), []),
        (("Sun", "21:00", "01:30"), []),
    ],
)
def test_a_shift_whose_edge_does_not_come_once_on_some_night_is_doubted(shift, doubted):
    day, start, end = shift
    line = f'{{ days = "{day}", from = "{start}", to = "{end}", holder = "tom" }}'
    report = read(f"shifts = [{line}]")
    assert report.mistakes == []
    found = [(one.path.rpartition(".")[2], one.problem[:34]) for one in report.warnings]
    assert sorted(found) == sorted(doubted)


def test_so_is_a_handover_that_meets_that_hour_in_its_course():
    [spring] = read(BOTH, "turn_from = 2026-11-08T01:30:00", 'turn = "week"').warnings[:1]
    assert spring.path == "ladders.1.rungs.1.turn_from"
    assert spring.problem.startswith("01:30 on Sunday 28 March never comes")
    assert spring.mend.startswith("02:00 is taken.")
    assert read(BOTH, "turn_from = 2026-11-09T01:30:00").warnings == []
    assert len(read(BOTH, "turn_from = 2026-11-09T01:30:00", 'turn = "day"').warnings) == 2
