"""The calendar of the next eight weeks: a picture, and the same as a table."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from web.house import example_rota, number
from web.seen import seen
from web.test_contrast import contrast

from service.domain.absences import Span, Swap, TimeAway
from service.domain.people import NumberMarks
from service.domain.rota import LadderPlan, RungPlan
from service.domain.shifts import Shift, Turns


def wall(written):
    return datetime.fromisoformat(written)


@pytest.fixture
def proved(house):
    """A house with one ladder, whose officers' numbers are checked; it is Sunday 22 November."""
    checks(house)
    house.changes_rota(replace(example_rota(), ladders=example_rota().ladders[:1]))
    return house


def checks(house):
    with house.real_book.writing() as page:
        for last in (111, 112, 113):
            proved_at = house.clock.now() - timedelta(days=1)
            page.mark(number(last), NumberMarks(proved_at=proved_at))


def changed(house, *, rungs=None, **parts):
    with house.real_book.reading() as page:
        rota = page.rota()
    if rungs is not None:
        parts["ladders"] = (LadderPlan(name="safeguarding", rungs=tuple(rungs)),)
    house.changes_rota(replace(rota, **parts))


def page_of(house):
    return seen(house.browses("noor").get("/rota/calendar"))


def week(house, name):
    """The words of one week."""
    words = page_of(house).words
    assert f"Week of {name}" in words, words
    return words.split(f"Week of {name}", 1)[1].split("Week of", 1)[0]


def titles(house):
    """What each bar says to who points at it."""
    page = house.browses("noor").get("/rota/calendar").text
    return re.findall(r"<title>([^<]+)</title>\s*<rect", page)


def test_a_rota_that_never_changes_has_one_line_for_each_week(proved):
    page = page_of(proved)
    assert page.headings == ["The next eight weeks"]
    assert "Covered until at least Monday 18 January, 00:00. There is no gap" in page.words
    assert page.words.count("Week of") == 9  # From this week to that in which they end.
    words = week(proved, "30 November 2026")
    assert "When 1 Safeguarding officer 2 Deputy 3 Deputy All week Priya Tom Amina" in words


def test_turns_change_hands_in_the_table_and_in_the_picture(proved):
    turns = Turns(people=("priya", "tom"), begins=wall("2026-11-23T09:00"))
    changed(proved, rungs=[RungPlan(role="Officer", turns=turns)])
    assert (
        "Monday 30 November, 00:00 to 09:00 Priya"
        " Monday 30 November, 09:00 to Monday 7 December, 00:00 Tom"
        in week(proved, "30 November 2026")
    )
    assert "Tom: Monday 30 November, 09:00 to Monday 7 December, 09:00" in titles(proved)


def test_time_away_swaps_and_gaps_are_drawn_and_said(proved):
    changed(
        proved,
        away=(
            TimeAway("tom", Span(wall("2026-12-01T09:00"), wall("2026-12-02T09:00"))),
            TimeAway("amina", Span(wall("2026-12-01T12:00"), wall("2026-12-02T09:00"))),
        ),
        swaps=(Swap("priya", "jo", Span(wall("2026-12-04T00:00"), wall("2026-12-05T00:00"))),),
    )
    with proved.real_book.writing() as page:
        page.mark(number(124), NumberMarks(proved_at=proved.clock.now()))
    words = week(proved, "30 November 2026")
    span = "Tuesday 1 December, 12:00 to Wednesday 2 December, 09:00"
    assert f"Amina: away {span}." in words
    assert "Jo and Priya have swapped" in words or "Priya and Jo have swapped" in words
    assert f"One only, {span}: Only Priya can be rung." in words
    assert f"Only Priya can be rung. If they do not answer, nobody else is rung.: {span}" in titles(
        proved
    )
    assert "There is one time with one only in these weeks." in page_of(proved).words
    assert "away" not in week(proved, "7 December 2026")


def test_a_long_gap_is_said_in_each_week_by_what_falls_into_it(proved):
    changed(proved, rungs=[RungPlan(role="Officer")])
    assert "Gap, all week: Nobody is on the rota." in week(proved, "30 November 2026")
    assert "All week nobody" in week(proved, "30 November 2026")
    assert "Not covered now. There is one gap" in page_of(proved).words


NIGHT = Shift(
    weekdays=frozenset({5, 6}),
    starts=wall("2026-01-01T21:00").time(),
    ends=wall("2026-01-01T01:30").time(),
    person="tom",
)


@pytest.mark.parametrize(
    ("now", "monday", "said", "line"),
    [
        (
            "2026-10-20T12:00+00:00",
            "19 October 2026",
            "The clock is put back on Sunday 25 October 2026: 02:00 BST becomes 01:00 GMT.",
            "Saturday 24 October, 21:00 to Sunday 25 October, 01:30 BST Tom",
        ),
        (
            "2027-03-23T12:00+00:00",
            "22 March 2027",
            "The clock is put forward on Sunday 28 March 2027: 01:00 GMT becomes 02:00 BST.",
            "Saturday 27 March, 21:00 to Sunday 28 March, 02:00 BST Tom",
        ),
    ],
)
def test_both_nights_on_which_the_clock_is_set_are_marked(proved, now, monday, said, line):
    proved.clock.at = wall(now)
    checks(proved)
    changed(proved, rungs=[RungPlan(role="Officer", holder="priya", shifts=(NIGHT,))])
    words = week(proved, monday)
    assert said in words
    assert line in words
    assert ("BST to GMT" if "back" in said else "GMT to BST") in words


def test_a_bar_lies_where_its_time_does(proved):
    changed(
        proved,
        away=(TimeAway("tom", Span(wall("2026-12-02T12:00"), wall("2026-12-04T00:00"))),),
    )
    text = proved.browses("noor").get("/rota/calendar").text
    (found,) = re.findall(
        r'class="bar away">\s*<title>[^<]*</title>\s*<rect class="whole"'
        r' x="([\d.]+)" y="\d+" width="([\d.]+)"',
        text,
    )
    # Wednesday noon is two days and a half from Monday; each day is 124 wide, after 176.
    assert [float(one) for one in found] == [176 + 2.5 * 124 + 1, 1.5 * 124 - 2]


def test_names_with_markup_stay_words(proved):
    people = dict(example_rota().people)
    people["priya"] = replace(people["priya"], name="<script>alert(1)</script>")
    changed(proved, people=people)
    text = proved.browses("noor").get("/rota/calendar").text
    assert "<script>alert" not in text


def test_every_ladder_has_its_own_and_an_empty_rota_says_so(house):
    assert "Premises" in page_of(house).words
    changed(house, ladders=())
    assert "There is no ladder yet" in page_of(house).words


def test_it_is_for_admins_alone(house):
    for person, status in (("tom", 403), ("sam", 403), ("grace", 403)):
        assert house.browses(person).get("/rota/calendar").status_code == status


def test_every_colour_of_a_bar_leaves_its_words_readable(root):
    house = (root / "service/web/static/house.css").read_text()
    sheet = (root / "service/web/static/calendar.css").read_text()
    days = [
        re.findall(r"--([a-z-]+\d?): (#[0-9a-f]{6});", part)
        for text in (house, sheet)
        for part in re.split(r"@media \(prefers-color-scheme: dark\)", text)[:2]
    ]
    for first, second in ((0, 2), (1, 3)):
        colours = dict(days[first]) | dict(days[second])
        for look in (f"look-{one}" for one in range(6)):
            assert contrast(colours["ink"], colours[look]) >= 4.5
            assert contrast(colours["edge"], colours[look]) >= 3
