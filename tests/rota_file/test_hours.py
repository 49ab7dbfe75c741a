"""Opening hours as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rota_file.strategies import HOURS

from service.domain.directory import Hours
from service.rota_file.hours import ALWAYS, UnclearHours, parse_hours, write_hours

WEEKDAYS = frozenset(range(5))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", ()),
        ("always", ALWAYS),
        ("24/7", ALWAYS),
        ("Mon-Fri 09:00-17:00", (Hours(WEEKDAYS, time(9), time(17)),)),
        ("monday \N{EN DASH} friday 9:00 \N{EN DASH} 17:00", (Hours(WEEKDAYS, time(9), time(17)),)),
        (
            "Mon-Fri 09:00-17:00; Sat 10:00-12:00;",
            (Hours(WEEKDAYS, time(9), time(17)), Hours(frozenset({5}), time(10), time(12))),
        ),
        ("Sat-Mon, Thurs 07:30-24:00", (Hours(frozenset({5, 6, 0, 3}), time(7, 30), time(0)),)),
        ("daily 18:00-02:00", (Hours(frozenset(range(7)), time(18), time(2)),)),
        ("18:00-02:00", (Hours(frozenset(range(7)), time(18), time(2)),)),
    ],
)
def test_usual_forms_are_read(text, hours):
    assert parse_hours(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        "mornings",
        "Mon 9-5",
        "Mon 25:00-26:00",
        "Mxn 09:00-17:00",
        "Mon-Wed-Fri 09:00-17:00",
        "Mon,",
        "Mon, 09:00-17:00",
        "Mon 09:00",
        "always; Mon 09:00-10:00",
        "Mon 0٩:00-17:00",
    ],
)
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(UnclearHours, match="Mon-Fri 09:00-17:00"):
        parse_hours(text)


@given(st.just(ALWAYS) | st.lists(HOURS, max_size=3).map(tuple))
def test_what_is_written_reads_back(hours):
    assert parse_hours(write_hours(hours)) == hours
