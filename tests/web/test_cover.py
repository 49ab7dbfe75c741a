"""Until when each ladder is covered, and how each officer's phone stands, on the rota page."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from web.climbing import climbs, does
from web.house import example_rota, number
from web.seen import seen

from service.desk import drilling
from service.domain.absences import Span, TimeAway
from service.domain.people import NumberMarks
from service.domain.rota import LadderPlan, PracticePlan, RungPlan


def wall(written):
    return datetime.fromisoformat(written)


def page_of(house):
    return seen(house.browses("noor").get("/rota"))


def section(house, start, end):
    """The words of the page between two others."""
    words = page_of(house).words
    assert start in words, words
    return words.split(start, 1)[1].split(end, 1)[0]


@pytest.fixture
def proved(house):
    """A house whose officers' numbers were all checked twelve days ago."""
    proves(house, {111, 112, 113, 124}, days=12)
    house.changes_rota(replace(example_rota(), ladders=example_rota().ladders[:1]))
    return house


def proves(house, numbers, days):
    with house.real_book.writing() as page:
        for last in numbers:
            proved_at = house.clock.now() - timedelta(days=days)
            page.mark(number(last), NumberMarks(proved_at=proved_at))


def away(*those):
    return tuple(TimeAway(key, Span(wall(start), wall(end))) for key, start, end in those)


def changed(house, **parts):
    with house.real_book.reading() as page:
        rota = page.rota()
    house.changes_rota(replace(rota, **parts))


def test_with_everybody_there_it_is_covered_for_eight_weeks(proved):
    words = page_of(proved).words
    assert "Covered until at least Sunday 17 January, 03:00." in words
    assert "Gap." not in words
    assert "One only." not in words


def test_time_away_that_leaves_one_is_named_with_its_mend(proved):
    night = ("2026-11-27T18:00", "2026-11-28T09:00")
    changed(proved, away=away(("tom", *night), ("amina", *night)))
    page = page_of(proved)
    assert "Covered until Friday 27 November, 18:00." in page.words
    assert (
        "One only. Friday 27 November, 18:00 to Saturday 28 November, 09:00: Only Priya can be"
        " rung. If they do not answer, nobody else is rung." in page.words
    )
    assert any(label.startswith("Fix this: Friday 27 November") for label in page.links)


def test_where_everybody_is_away_it_says_that_they_are_rung_all_the_same(proved):
    span = ("2026-12-24T00:00", "2026-12-27T00:00")
    changed(proved, away=away(*((key, *span) for key in ("priya", "tom", "amina"))))
    assert (
        "Gap. Thursday 24 December, 00:00 to Sunday 27 December, 00:00: Everybody is away. We"
        " would ring Priya, Tom and Amina all the same." in page_of(proved).words
    )


def test_an_empty_ladder_is_a_gap_for_all_the_time(proved):
    changed(proved, ladders=(LadderPlan(name="safeguarding", rungs=(RungPlan(role="Officer"),)),))
    words = page_of(proved).words
    assert "Not covered now." in words
    assert "Gap. For all of the next eight weeks: Nobody is on the rota." in words


def test_numbers_that_nobody_checked_are_rung_and_do_not_count(house):
    words = page_of(house).words
    assert "Not covered now. safeguarding" in words
    assert "Priya, Tom and Amina would be rung, and no number of theirs is checked." in words
    proves(house, {111}, days=1)
    assert (
        "Only Priya can be relied on. Tom and Amina would be rung, and no number of theirs is"
        " checked." in page_of(house).words
    )
    fixes = [one for one in page_of(house).named("a") if one.get("class") == "target"]
    assert "/people" in [one["href"] for one in fixes]


def test_two_who_share_a_phone_are_one(proved):
    people = dict(example_rota().people)
    people["tom"] = replace(people["tom"], phone=number(111))
    rungs = example_rota().ladders[0].rungs[:2]
    changed(proved, people=people, ladders=(LadderPlan(name="safeguarding", rungs=rungs),))
    assert "Priya and Tom share one phone." in page_of(proved).words


def test_what_holds_now_says_until_when(proved):
    changed(
        proved,
        away=away(("tom", "2026-11-20", "2026-11-24"), ("amina", "2026-11-20", "2026-11-25")),
    )
    words = page_of(proved).words
    assert "Not covered now." in words
    assert "From now to Tuesday 24 November, 00:00: Only Priya can be rung." in words


def test_on_the_night_of_two_half_past_ones_it_says_which(proved):
    proved.clock.at = proved.clock.at.replace(month=10, day=20)
    proves(proved, {111, 112, 113}, days=1)
    changed(
        proved,
        away=away(*((key, "2026-10-24T21:00", "2026-10-25T01:30") for key in ("tom", "amina"))),
    )
    assert "Saturday 24 October, 21:00 to Sunday 25 October, 01:30 BST" in page_of(proved).words


def test_more_gaps_than_are_named_are_counted(proved):
    days = [
        (key, f"2026-12-{day:02}", f"2026-12-{day + 1:02}")
        for day in range(1, 13, 2)
        for key in ("tom", "amina")
    ]
    changed(proved, away=away(*days))
    words = page_of(proved).words
    assert words.count("One only.") == 4
    assert "And 2 more" in words


# Phones and practices.


def phones(house):
    return section(house, "Phones ", "Run a practice")


def test_each_officer_is_shown_with_what_is_to_mend(proved):
    with proved.real_book.writing() as page:
        page.mark(number(112), replace(page.marks(number(112)), texts_off=True))
        page.mark(number(113), NumberMarks())
    words = phones(proved)
    assert "Priya Shah Checked 12 days ago; answered no practice in the last year" in words
    assert "Texts are off. We still ring." in words
    assert "Amina Diallo To be checked. We ring them, and they do not count as cover yet." in words
    assert "Jo Hart Has no place in the order, so is not rung. Checked" in words
    assert "Sam Lee" not in words  # Who is never rung.


def test_a_check_that_ran_out_is_said(proved):
    with proved.real_book.writing() as page:
        long_ago = proved.clock.now() - timedelta(days=97)
        page.mark(number(113), NumberMarks(proved_at=long_ago))
    assert "Amina Diallo The check ran out 7 days ago. We ring them" in phones(proved)


def practises(house, *, answered, days_ago, hour=12):
    """A practice that began so many days ago, at that hour, and that these answered."""
    rota = example_rota()
    house.changes_rota(
        replace(
            rota,
            people={key: replace(one, night_drills=True) for key, one in rota.people.items()},
            ladders=rota.ladders[:1],
        )
    )
    now = house.clock.at
    house.clock.at = (now - timedelta(days=days_ago)).replace(hour=hour)
    never = replace(house.parts.desk, draw=lambda odds: odds - 1)
    house.parts = replace(house.parts, desk=never)
    drill = drilling.start(never, "noor")
    climbs(house, drill.id, 30)
    if answered:
        does(house, "acknowledge", drill.id, answered)
        does(house, "confirm", drill.id, answered)
    else:
        climbs(house, drill.id, 900)
    house.clock.at = now
    return drill


def test_a_practice_that_somebody_answered_is_told_by_its_day(proved):
    practises(proved, answered="priya", days_ago=9)
    words = phones(proved)
    assert "Priya Shah Checked 12 days ago; answered a practice 9 days ago;" in words
    assert "Tom Reed Checked 12 days ago; answered no practice in the last year" in words
    assert "Last practice 9 days ago." in words


def test_one_by_night_tells_whether_the_phone_rings_through(proved):
    practises(proved, answered="priya", days_ago=40, hour=2)
    assert "rang through at night 40 days ago" in phones(proved)
    assert "no practice at night yet" in phones(proved)  # Tom was not rung.


def test_a_late_practice_is_marked_by_the_plan_where_there_is_one(proved):
    practises(proved, answered=None, days_ago=94)
    late = [one for one in page_of(proved).named("p") if one.get("class") == "note care"]
    assert "Last practice 94 days ago." in phones(proved)
    assert late
    plan = PracticePlan(every_days=91, at=datetime(2026, 1, 1, 11).time(), starts="noor")  # noqa: DTZ001
    changed(proved, practice=plan)
    assert not [one for one in page_of(proved).named("p") if one.get("class") == "note care"]


def test_a_real_call_out_leaves_no_trace_there(proved):
    before = phones(proved)
    raised = proved.raises()
    proved.rings(raised["id"])
    does(proved, "acknowledge", raised["id"], "priya")
    assert phones(proved) == before
