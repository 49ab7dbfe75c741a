"""Outside lines: open, closed, unknown; checked or overdue."""

from datetime import date, datetime, time

import pytest

from service.domain.directory import DirectoryEntry, Hours, first_open

OFFICE = Hours(frozenset(range(5)), time(9), time(17))
NIGHT = Hours(frozenset({4}), time(22), time(6))
ALWAYS = Hours(frozenset(range(7)), time(0), time(0))
MONDAY = datetime(2026, 11, 23, 3, 0)  # noqa: DTZ001 - wall time of the organisation


def line(name: str, *hours: Hours, **also: object) -> DirectoryEntry:
    return DirectoryEntry(
        name=name, phone="0303 003 1111", dial="+443030031111", hours=hours, **also
    )


@pytest.mark.parametrize(
    ("hours", "hour", "weekday", "opened"),
    [
        (OFFICE, 3, 23, False),
        (OFFICE, 9, 23, True),
        (OFFICE, 17, 23, False),
        (OFFICE, 12, 22, False),
        (NIGHT, 23, 27, True),
        (NIGHT, 5, 28, True),
        (NIGHT, 6, 28, False),
        (NIGHT, 23, 28, False),
        (ALWAYS, 3, 22, True),
    ],
)
def test_a_line_is_open_in_its_hours(hours, hour, weekday, opened):
    at = datetime(2026, 11, weekday, hour)  # noqa: DTZ001
    assert line("Helpline", hours).is_open(at) is opened


def test_a_line_whose_hours_nobody_has_said_claims_neither():
    assert line("Helpline").is_open(MONDAY) is None
    assert line("Helpline").opens_next(MONDAY) is None


def test_a_closed_line_says_when_it_opens():
    assert line("Helpline", OFFICE).opens_next(MONDAY) == MONDAY.replace(hour=9)
    friday_night = datetime(2026, 11, 27, 18)  # noqa: DTZ001
    assert line("Helpline", OFFICE).opens_next(friday_night) == datetime(2026, 11, 30, 9)  # noqa: DTZ001


def test_the_first_line_offered_is_one_that_is_open_now():
    danger = DirectoryEntry(name="Emergency services", phone="999", dial="999", hours=(ALWAYS,))
    unsure = line("Unsure", ALWAYS, to_be_checked=True)
    lines = (danger, line("Office", OFFICE), unsure, line("Unknown"), line("Night", ALWAYS))
    found = first_open(lines, MONDAY)
    assert found is not None
    assert found.name == "Night"
    assert first_open(lines[:4], MONDAY) == lines[3]
    assert first_open(lines[:3], MONDAY) is None


@pytest.mark.parametrize(
    ("checked", "overdue"), [(None, True), (date(2026, 8, 1), True), (date(2026, 11, 1), False)]
)
def test_a_line_nobody_has_checked_for_ninety_days_is_overdue(checked, overdue):
    assert line("Helpline", checked=checked).overdue(date(2026, 11, 22)) is overdue
