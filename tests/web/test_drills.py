"""The admins' page of practices."""

from dataclasses import replace
from datetime import time

import pytest
from web.climbing import climbs, does, look
from web.house import example_rota
from web.seen import Seen, seen

from service.domain.rota import PracticePlan

HTML = {"Accept": "text/html"}


@pytest.fixture
def practising(any_house):
    """A house whose officers have agreed to be rung at any hour: it is three in the morning."""
    rota = example_rota()
    people = {key: replace(one, night_drills=True) for key, one in rota.people.items()}
    any_house.changes_rota(replace(rota, people=people))
    return any_house


def page_of(house, person="noor"):
    return seen(house.browses(person).get("/drills"))


def starts(house, person="noor"):
    form = page_of(house, person).form("Ring them for practice")
    return house.browses(person).post(form.action, data=form.filled(), headers=HTML)


def drills(house):
    with house.real_book.reading() as page:
        return page.drills(house.clock.now().replace(year=2020))


def test_what_it_is_and_who_would_be_rung(practising):
    page = page_of(practising)
    assert page.headings == ["Practice"]
    assert "We would ring Priya, then Tom" in page.words
    assert "There was none in the last year." in page.words
    assert "is running now" not in page.words
    # Two taps: the button stands in a drawer, which is closed.
    assert "open" not in page.named("details")[0]


def test_it_is_started_and_shown_with_what_it_costs(practising):
    answer = starts(practising)
    assert (answer.status_code, answer.location) == (303, "/drills")
    assert "A practice is running now." in page_of(practising).words
    (drill,) = drills(practising)
    assert (drill.drill, drill.raiser.person) == (True, "noor")
    words = page_of(practising).words
    assert "Under way now." in words
    assert "it cost 0 calls and 0 texts" in words
    assert page_of(practising).links[drill.reference] == f"/call-outs/{drill.id}"


def test_a_second_one_is_refused_with_the_mend(practising):
    starts(practising)
    answer = starts(practising)
    assert answer.status_code == 409
    words = Seen(answer.get_data(as_text=True)).words
    assert "Nothing was started. A practice is under way already." in words
    assert len(drills(practising)) == 1


def test_by_night_with_nobody_who_agreed_there_is_no_button(house):
    page = page_of(house)
    assert "From 21:00 to 08:00 only officers who have agreed are rung" in page.words
    assert "Ring them for practice" not in [one.label for one in page.forms]


def test_an_admin_who_is_not_on_it_reads_the_report_and_does_not_open_its_page(practising):
    starts(practising)
    (drill,) = drills(practising)
    with practising.real_book.writing() as page:
        page.save(replace(page.escalation(drill.id), raiser=replace(drill.raiser, person="jo")))
    assert drill.reference in page_of(practising).words
    assert drill.reference not in page_of(practising).links


def test_a_press_is_not_told_of_and_keeps_no_practice_from_being_started(practising):
    before = page_of(practising).words
    practising.raises()
    assert page_of(practising).words == before
    assert starts(practising).status_code == 303


@pytest.mark.parametrize("person", ["noor", "priya", "tom"])
def test_one_that_ended_by_itself_says_no_more_than_that(practising, person):
    never = replace(practising.parts.desk, draw=lambda odds: odds - 1)
    practising.parts = replace(practising.parts, desk=never)
    starts(practising)
    (drill,) = drills(practising)
    climbs(practising, drill.id, 900)
    words = seen(practising.browses(person).get(f"/call-outs/{drill.id}")).words
    assert "Practice. Nothing has happened. This practice is over." in words
    assert "The practice ended." in words
    assert "called" not in words
    assert "by voice" not in words


def test_its_own_page_and_the_officers_say_so_and_give_no_line_for_the_record(practising):
    starts(practising)
    (drill,) = drills(practising)
    never = replace(practising.parts.desk, draw=lambda odds: odds - 1)
    practising.parts = replace(practising.parts, desk=never)
    look(practising, drill.id)
    for path in (f"/call-outs/{drill.id}", "/officer"):
        words = seen(practising.browses("priya").get(path)).words
        assert "Practice. Nothing has happened." in words
    does(practising, "acknowledge", drill.id, "priya")
    does(practising, "confirm", drill.id, "priya")
    for person in ("priya", "noor"):
        words = seen(practising.browses(person).get(f"/call-outs/{drill.id}")).words
        assert "For your record" not in words


# Regular practices.


def plans(house, person="noor", label="Start regular practices", **changes):
    form = page_of(house, person).form(label)
    sent = form.filled(**({"starts": "noor"} | changes))
    return house.browses(person).post("/drills/plan", data=sent, headers=HTML)


def plan_of(house):
    with house.real_book.reading() as page:
        return page.rota().practice


def test_regular_practices_are_set_shown_changed_and_stopped(any_house):
    assert plans(any_house, every="30", at="10:30").status_code == 303
    assert plan_of(any_house) == PracticePlan(every_days=30, at=time(10, 30), starts="noor")
    form = page_of(any_house).form("Stop regular practices")
    assert (form.one("every"), form.one("at")) == ("30", "10:30")
    assert plans(any_house, label="Stop regular practices", stop="1").status_code == 303
    assert plan_of(any_house) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"every": "0"}, "The days between two practices are out of range."),
        ({"every": "²"}, "The days between two practices are out of range."),
        ({"every": "99999999"}, "The days between two practices are out of range."),
        ({"at": "03:00"}, "Regular practices begin by day. Choose a time from 08:00 to 19:00."),
        ({"at": "noon"}, "That is not a time of day."),
        ({"starts": "sam"}, "Choose an admin or an officer."),
        ({"starts": "<b>nobody</b>"}, "Choose an admin or an officer."),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused_with_the_mend(house, changes, said):
    answer = plans(house, **changes)
    page = seen(answer, 422)
    assert said in page.words
    assert plan_of(house) is None
    assert "<b>nobody" not in answer.text
    form = page.form("Start regular practices")
    assert form.one("at") == changes.get("at", "11:00")  # What was chosen stays.


def test_two_who_plan_at_once_lose_nothing(house):
    form = page_of(house).form("Start regular practices")
    plans(house, every="30")
    answer = house.browses("noor").post("/drills/plan", data=form.filled(starts="noor"))
    assert answer.status_code == 409
    assert plan_of(house).every_days == 30


def test_it_shows_each_officer_and_when_the_last_practice_was(practising):
    words = page_of(practising).words
    assert "No practice in the last year." in words
    assert "Priya Shah" in words
    starts(practising)
    assert "Last practice today." in page_of(practising).words
