"""Time away, swaps, regular practices, and what else the file may say of people and lines."""

from datetime import date, datetime, time

import pytest
from rota_file.holding import PEOPLE, mistakes, read, the_mistake

from service.domain.absences import Span, Swap, TimeAway, whole_days
from service.domain.directory import Place
from service.domain.rota import PracticePlan
from service.rota_file import read_rota, write_rota

HELD = 'holder = "priya"'
CHRISTMAS = whole_days(date(2026, 12, 24), date(2026, 12, 27))
EVENING = Span(
    datetime.fromisoformat("2026-11-06T18:00"), datetime.fromisoformat("2026-11-06T23:00")
)


def away(*, person='"tom"', first="2026-12-24", last="2026-12-27"):
    return HELD, "[[away]]", f"person = {person}", f"from = {first}", f"until = {last}"


def swap(*, between='["tom", "amina"]', first="2026-11-06T18:00:00", last="2026-11-06T23:00:00"):
    return "[[swaps]]", f"between = {between}", f"from = {first}", f"until = {last}"


def test_days_away_are_whole_and_the_last_of_them_counts():
    assert read(*away()).rota.away == (TimeAway("tom", CHRISTMAS),)
    one = read(*away(first="2026-12-24", last="2026-12-24")).rota.away
    assert one == (TimeAway("tom", whole_days(date(2026, 12, 24), date(2026, 12, 24))),)


def test_hours_away_are_local_times():
    hours = away(first="2026-11-06T18:00:00", last="2026-11-06T23:00:00")
    assert read(*hours).rota.away == (TimeAway("tom", EVENING),)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-11-06T18:00:00", "2026-11-07T18:00:00"),
        ("2026-11-06", "2026-11-07T12:00:00"),
        ("2026-11-06T12:00:00", "2026-11-07"),
    ],
)
def test_what_is_no_row_of_whole_days_is_written_with_its_hours(first, last):
    lines = away(first=first, last=last)
    rota = read(*lines).rota
    assert read_rota(write_rota(rota)).rota.away == rota.away


def test_a_swap_is_between_two():
    assert read(HELD, *swap()).rota.swaps == (Swap("tom", "amina", EVENING),)


def test_a_file_without_any_of_it_has_none_of_it():
    rota = read(HELD).rota
    assert (rota.away, rota.swaps, rota.practice) == ((), (), None)


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"person": '"nobody"'}, "person"),
        ({"person": '"sam"'}, "person"),
        ({"first": "2026-12-28"}, "until"),
        ({"first": "2026-12-24T09:00:00", "last": "2026-12-24T09:00:00"}, "until"),
        ({"first": "2026-12-24T09:00:00Z"}, "from"),
        ({"last": "2026-12-24T09:00:00-05:00"}, "until"),
        ({"first": "09:00:00"}, "from"),
        ({"first": '"2026-12-24"'}, "from"),
        ({"last": "2926-12-24"}, "until"),
    ],
)
def test_time_away_that_could_not_be_is_refused(changed, path):
    lines = {"person": 3, "from": 4, "until": 5}
    assert mistakes(*away(**changed)) == [(lines[path], f"away.1.{path}")]


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"between": '["tom", "tom"]'}, "between"),
        ({"between": '["tom"]'}, "between"),
        ({"between": '["tom", "amina", "priya"]'}, "between"),
        ({"between": '["tom", "sam"]'}, "between.2"),
        ({"between": '["nobody", "tom"]'}, "between.1"),
        ({"between": '"tom"'}, "between"),
        ({"last": "2026-11-06T17:00:00"}, "until"),
    ],
)
def test_a_swap_that_could_not_be_is_refused(changed, path):
    assert [one for _, one in mistakes(HELD, *swap(**changed))] == [f"swaps.1.{path}"]


@pytest.mark.parametrize(
    ("other", "first", "overlap"),
    [
        ('["amina", "priya"]', "2026-11-06T22:59:00", True),
        ('["amina", "priya"]', "2026-11-06T23:00:00", False),
        ('["tom", "amina"]', "2026-11-06T12:00:00", True),
    ],
)
def test_swaps_that_share_a_person_and_a_time_are_refused(other, first, overlap):
    later = swap(between=other, first=first, last="2026-11-07T06:00:00")
    found = [path for _, path in mistakes(HELD, *swap(), *later)]
    assert len(found) == overlap
    again = [path for _, path in mistakes(HELD, *later, *swap())]
    assert len(again) == overlap


def test_swaps_of_other_people_may_be_at_the_same_time():
    file = (HELD, '[people.joan]\nname = "Joan"\nphone = "07700 900444"\nroles = ["officer"]')
    other = swap(between='["priya", "joan"]')
    assert mistakes(*file, *swap(), *other) == []


def test_what_was_over_before_today_is_a_record_and_only_doubted():
    report = read(*away(first="2026-10-01", last="2026-10-31"), *swap(last="2026-11-07"))
    assert report.mistakes == []
    assert [(one.path, one.mend) for one in report.warnings] == [
        ("away.1.until", "Take it out, unless it is kept as a record.")
    ]
    assert read(*away(first="2026-10-01", last="2026-11-01")).warnings == []


@pytest.mark.parametrize(
    ("first", "last", "path", "taken"),
    [
        ("2027-03-28T01:30:00", "2027-03-29", "from", "02:00 is taken."),
        ("2026-11-01", "2027-10-31T01:00:00", "until", "The first of the two is taken."),
    ],
)
def test_a_time_that_does_not_come_once_is_doubted(first, last, path, taken):
    report = read(*away(first=first, last=last))
    assert report.mistakes == []
    assert [one.path for one in report.warnings] == [f"away.1.{path}"]
    assert report.warnings[0].mend.startswith(taken)


def test_a_whole_day_is_clear_also_where_the_clock_is_set_at_midnight():
    report = read(*away(first="2027-04-30", last="2027-05-01"), timezone="Africa/Cairo")
    assert (report.mistakes, report.warnings) == ([], [])


def test_practices_may_be_regular():
    plan = PracticePlan(every_days=90, at=time(10), starts="priya")
    lines = (HELD, "[practice]", 'starts = "priya"')
    assert read(*lines).rota.practice == plan
    assert read(*lines, "every_days = 30", 'at = "14:30"').rota.practice == PracticePlan(
        every_days=30, at=time(14, 30), starts="priya"
    )


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ('starts = "sam"', "starts"),
        ('starts = "nobody"', "starts"),
        ("starts = 7", "starts"),
        ("", "starts"),
        ('starts = "priya"\nevery_days = 0', "every_days"),
        ('starts = "priya"\nevery_days = 367', "every_days"),
        ('starts = "priya"\nat = "noon"', "at"),
        ('starts = "priya"\nat = 10:00:00', "at"),
        ('starts = "priya"\nevery = 90', "every"),
    ],
)
def test_a_practice_that_could_not_be_started_is_refused(line, path):
    assert [one for _, one in mistakes(HELD, "[practice]", line)] == [f"practice.{path}"]


def test_somebody_may_be_told_on_their_page_alone_and_have_a_ladder_of_their_own():
    lines = ('[people.zoe]\nname = "Zoe"\nphone = "07700 900555"\nroles = ["staff"]',)
    rota = read(HELD, *lines, "page_only = true", 'ladder = "safeguarding"').rota
    assert (rota.people["zoe"].page_only, rota.people["zoe"].ladder) == (True, "safeguarding")
    assert (rota.people["sam"].page_only, rota.people["sam"].ladder) == (False, None)
    assert mistakes(HELD, *lines, 'ladder = "north"') == [(6, "people.zoe.ladder")]


@pytest.mark.parametrize("place", list(Place))
def test_a_line_may_be_one_that_every_site_should_have(place):
    lines = ("[[directory]]", 'name = "Duty team"', 'phone = "999"', "checked = 2026-10-01")
    rota = read(HELD, *lines, f'place = "{place}"').rota
    assert [entry.place for entry in rota.directory] == [None, place]


def test_another_place_is_refused_with_those_there_are():
    lines = (HELD, "[[directory]]", 'name = "A"', 'phone = "999"', "checked = 2026-10-01")
    said = the_mistake(*lines, 'place = "police"')
    assert '"designated_officer", "out_of_hours", "alternate"' in said


@pytest.mark.parametrize("key", ["away", "swaps"])
def test_an_unknown_key_is_refused_there_too(key):
    lines = away() if key == "away" else (HELD, *swap())
    assert [path for _, path in mistakes(*lines, "why = 7")] == [f"{key}.1.why"]


NAMED = [line for line in PEOPLE.split("\n") if line.startswith(("name", "role ", "organisation"))]


@pytest.mark.parametrize("line", NAMED)
@pytest.mark.parametrize("sign", ["<", ">"])
def test_a_name_with_markup_is_refused_wherever_there_is_one(line, sign):
    text = (PEOPLE + HELD).replace(line, line[:-2] + sign + '"', 1)
    [mistake] = read_rota(text, today=date(2026, 11, 1)).mistakes
    assert mistake.mend == "Leave that sign out."
    assert sign + '"' not in str(mistake)
