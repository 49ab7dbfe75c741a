"""The pages of the places on a ladder: who holds each, in turn or by shift, and how it is rung."""

from datetime import datetime, time, timedelta

import pytest
from web.house import example_rota
from web.keeping import changes_it, rota_of
from web.ordering import ONE, PLACE, form_at, goes_on
from web.seen import seen

from service.domain.edits.ladders import move_rung, set_role
from service.domain.ladder import Channel
from service.domain.rota import LadderPlan, RungPlan
from service.domain.shifts import Shift, Turns


def holders(house, number=0):
    return [rung.holder for rung in rota_of(house).ladders[number].rungs]


def changes_place(browser, path=PLACE, **chosen):
    """Send the form of a place as a browser would, whose lists this reader does not know."""
    form = form_at(browser, path, "Save")
    return browser.post(form.action, data=form.filled(**{"holder": "tom", **chosen}))


def test_the_places_stand_in_their_order_with_who_holds_them(house):
    page = seen(house.browses("noor").get(ONE))
    assert page.headings == ["The order: safeguarding"]
    assert "Safeguarding officer Priya. Down" in page.words
    assert "Changes apply to new call-outs only." in page.words


def test_somebody_is_moved_up_and_whoever_pressed_finds_the_button_again(house):
    browser = house.browses("noor")
    page = seen(browser.get(ONE))
    form = page.form("Up : person 3, Deputy")
    answer = browser.post(form.action, data=form.filled(way="up"))
    assert holders(house) == ["priya", "amina", "tom"]
    assert answer.headers["Location"] == "/rota/ladders/1?saved=2#up-2"
    ids = {one.get("id") for _, one in seen(browser.get("/rota/ladders/1?saved=2")).tags}
    assert {"up-1", "up-2", "down-2", "down-3"} <= ids, "both ends have the button that is left"


def test_somebody_is_moved_down_and_the_ends_are_the_ends(house):
    browser = house.browses("noor")
    for place, way in ((1, "down"), (3, "down"), (1, "up"), (2, "sideways")):
        version = seen(browser.get(ONE)).forms[0].one("version")
        data = {"version": version, "ladder": "safeguarding", "place": place, "way": way}
        assert browser.post(f"{ONE}/move", data=data).status_code == 303
    assert holders(house) == ["tom", "priya", "amina"]


@pytest.mark.parametrize("place", ["", "0", "4", "x"])
def test_a_place_that_there_is_not_is_not_moved(house, place):
    data = {"version": "0", "ladder": "safeguarding", "place": place, "way": "up"}
    page = seen(house.browses("noor").post(f"{ONE}/move", data=data), 422)
    assert "There is no such line any more." in page.words


def test_two_who_move_at_once_move_once(house):
    browser = house.browses("noor")
    form = form_at(browser, ONE, "Up : person 2, Deputy")
    changes_it(house, lambda rota: move_rung(rota, "safeguarding", 1, -1))
    page = seen(browser.post(form.action, data=form.filled(way="up")), 409)
    assert "Priya Shah changed the rota" in page.words
    assert holders(house) == ["tom", "priya", "amina"]


def test_a_place_is_added_at_the_end(house):
    browser = house.browses("noor")
    form = form_at(browser, ONE, "Add it")
    goes_on(browser, browser.post(form.action, data=form.filled(role="Night", holder="jo")))
    assert holders(house) == ["priya", "tom", "amina", "jo"]
    assert rota_of(house).ladders[0].rungs[3].role == "Night"


def test_a_place_is_taken_out(house):
    browser = house.browses("noor")
    form = form_at(browser, PLACE, "Take this place out")
    goes_on(browser, browser.post(form.action, data=form.filled()))
    assert holders(house) == ["priya", "amina"]


def test_the_only_place_stays(house):
    rungs = (RungPlan(role="Officer", holder="priya"),)
    house.changes_rota(example_rota(ladders=(LadderPlan(name="one", rungs=rungs),)))
    browser = house.browses("noor")
    page = seen(browser.get("/rota/ladders/1/places/1"))
    assert "Take this place out" not in [form.label for form in page.forms]
    data = page.form("Save").filled()
    page = seen(browser.post("/rota/ladders/1/places/1/remove", data=data), 422)
    assert "This is the only place on the ladder." in page.words


def test_another_person_holds_it_under_another_name(house):
    browser = house.browses("noor")
    goes_on(browser, changes_place(browser, role="Second", holder="jo"))
    rung = rota_of(house).ladders[0].rungs[1]
    assert (rung.role, rung.holder) == ("Second", "jo")
    goes_on(browser, changes_place(browser, holder=""))
    assert holders(house)[1] is None
    assert "Second Nobody. It is skipped at once." in seen(browser.get(ONE)).words


def test_several_take_turns_by_the_week(house):
    browser = house.browses("noor")
    page = goes_on(
        browser,
        changes_place(
            browser,
            turn=["tom", "", "jo"],
            days="7",
            begins_day="2026-11-27",
            begins_time="18:00",
        ),
    )
    turns = rota_of(house).ladders[0].rungs[1].turns
    assert turns == Turns(people=("tom", "jo"), begins=datetime.fromisoformat("2026-11-27 18:00"))
    assert "In turn: Tom, then Jo. Handover every Friday at 18:00. Otherwise Tom." in page.words
    form = form_at(browser, PLACE, "Save")
    assert dict(form.fields)["begins_day"] == "2026-11-27"


def test_or_by_the_day(house):
    browser = house.browses("noor")
    begins = {"begins_day": "2026-11-27", "begins_time": "18:00"}
    page = goes_on(browser, changes_place(browser, turn=["tom", "jo"], days="1", **begins))
    assert rota_of(house).ladders[0].rungs[1].turns.days == 1
    assert "Handover every day at 18:00." in page.words


def test_shifts_by_weekday_go_before_whoever_holds_it_else(house):
    browser = house.browses("noor")
    page = goes_on(
        browser,
        changes_place(
            browser,
            shift_0_person="jo",
            shift_0_days=["0", "1", "2", "3"],
            shift_0_starts="21:00",
            shift_0_ends="09:00",
            shift_1_person="amina",
            shift_1_days=["5", "6"],
            shift_1_starts="00:00",
            shift_1_ends="00:00",
        ),
    )
    assert rota_of(house).ladders[0].rungs[1].shifts == (
        Shift(weekdays=frozenset(range(4)), starts=time(21), ends=time(9), person="jo"),
        Shift(weekdays=frozenset({5, 6}), starts=time(), ends=time(), person="amina"),
    )
    assert (
        "Monday to Thursday, 21:00 to 09:00: Jo. Saturday and Sunday, all day: Amina." in page.words
    )
    assert "Otherwise Tom." in page.words
    kept = form_at(browser, PLACE, "Save").fields
    assert [value for name, value in kept if name == "shift_1_days"] == ["5", "6"]
    assert ("shift_2_starts", "") in kept, "there is room for another"


def test_how_they_are_rung_is_changed(house):
    browser = house.browses("noor")
    form = form_at(browser, PLACE, "Save")
    sent = form.filled(holder="tom", tries="3", ring_seconds="18", seconds_before_next="200")
    sent.poplist("text")
    goes_on(browser, browser.post(form.action, data=sent))
    pace = rota_of(house).ladders[0].rungs[1].pace
    assert (pace.tries, pace.ring) == (3, timedelta(seconds=18))
    assert pace.before_next == timedelta(seconds=200)
    assert pace.channels == {Channel.CALL}


def test_what_was_not_touched_stays_as_it_was(house):
    before = rota_of(house)
    browser = house.browses("noor")
    page = goes_on(browser, changes_place(browser))
    assert rota_of(house) == before
    assert "Nothing was changed: it stood so already." in page.words


SHIFT = {
    "shift_0_person": "",
    "shift_0_days": ["0"],
    "shift_0_starts": "09:00",
    "shift_0_ends": "17:00",
}
TURNS = {"begins_day": "2026-11-27", "begins_time": "18:00"}


@pytest.mark.parametrize(
    ("chosen", "field", "said"),
    [
        ({"role": " "}, "role", "The role is empty."),
        ({"role": "<b>x</b>"}, "role", "The role holds a < or a >."),
        ({"role": "a\u202eb"}, "role", "The role holds a line break or a sign that cannot"),
        ({"role": "x" * 61}, "role", "The role is too long. Write at most 60 letters"),
        ({"holder": "sam"}, "holder", "Somebody was chosen who is not an officer."),
        ({"turn": ["tom"], **TURNS}, "turns", "One person alone cannot take turns."),
        ({"turn": ["tom", "jo", "tom"], **TURNS}, "turns", "Somebody stands twice among those"),
        ({"turn": ["tom", "jo"], "begins_day": ""}, "begins_day", "It does not say when the first"),
        ({"turn": ["tom", "jo"], **TURNS, "begins_day": "x"}, "begins_day", "not a day of the"),
        ({"turn": ["tom", "jo"], **TURNS, "begins_time": "x"}, "begins_time", "not a time of day"),
        (SHIFT, "shift_0_person", "It does not say whose shift this is."),
        ({**SHIFT, "shift_0_person": "jo", "shift_0_ends": ""}, "shift_0_starts", "lacks the time"),
        ({**SHIFT, "shift_0_person": "jo", "shift_0_starts": "x"}, "shift_0_starts", "not a time"),
        ({**SHIFT, "shift_0_person": "jo", "shift_0_days": []}, "shifts", "has no day of the week"),
        (
            {f"shift_1_{name[8:]}": value for name, value in SHIFT.items()}
            | {**SHIFT, "shift_0_person": "jo", "shift_1_person": "tom"},
            "shifts",
            "Two shifts of this place overlap.",
        ),
        ({"tries": "0"}, "tries", "Write one from 1 to 10."),
        ({"ring_seconds": "61"}, "ring_seconds", "Write one from 1 to 60."),
        ({"seconds_before_next": "1.5"}, "seconds_before_next", "That is not a whole number"),
        ({"seconds_between_tries": "\u0661"}, "seconds_between_tries", "not a whole number"),
        ({"call": [], "text": []}, "call", "This place is neither rung nor texted."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_with_the_mend(house, chosen, field, said):
    before = rota_of(house)
    answer = changes_place(house.browses("noor"), **chosen)
    page = seen(answer, 422)
    assert page.words.count(said) == 2, "once in the summary, and once beside the field"
    assert any(one.get("id") == f"{field}-wrong" for _, one in page.tags)
    assert any(one.get("id") == field for _, one in page.tags), "the summary leads there"
    assert "<b>x" not in answer.text
    assert rota_of(house) == before


def test_all_that_was_chosen_stays_where_it_was_refused(house):
    chosen = {
        "role": "Second",
        "turn": ["tom", "jo"],
        **TURNS,
        "shift_5_person": "amina",
        "shift_5_days": ["0", "2"],
        "shift_5_starts": "09:00",
        "shift_5_ends": "17:00",
        "tries": "0",
        "seconds_before_next": "200",
    }
    page = seen(changes_place(house.browses("noor"), **chosen), 422)
    kept = page.form("Save").fields
    assert dict(kept)["role"] == "Second"
    assert dict(kept)["seconds_before_next"] == "200"
    assert [value for name, value in kept if name == "shift_5_days"] == ["0", "2"]
    assert len([one for one in page.named("option") if "selected" in one]) >= 4
    assert len([one for one in page.named("details") if "open" in one]) == 3


def test_of_two_who_save_one_place_the_second_is_shown_the_first_and_loses_nothing(house):
    browser = house.browses("noor")
    form = form_at(browser, PLACE, "Save")
    changes_it(house, lambda rota: set_role(rota, "safeguarding", 1, "Night deputy"))
    sent = form.filled(holder="jo", role="Second")
    page = seen(browser.post(form.action, data=sent), 409)
    assert "is now called Night deputy; it was Deputy." in page.words
    again = page.form("Save")
    assert again.one("role") == "Second"
    goes_on(browser, browser.post(again.action, data=again.filled(holder="jo")))
    rung = rota_of(house).ladders[0].rungs[1]
    assert (rung.role, rung.holder) == ("Second", "jo")


def test_a_place_that_somebody_moved_meanwhile_is_found_again(house):
    browser = house.browses("noor")
    form = form_at(browser, PLACE, "Save")
    changes_it(house, lambda rota: move_rung(rota, "safeguarding", 1, -1))
    page = seen(browser.post(form.action, data=form.filled(holder="jo")), 409)
    assert page.headings == ["Person 1 of safeguarding"]
    again = page.form("Save")
    goes_on(browser, browser.post(again.action, data=again.filled(holder="jo")))
    assert holders(house) == ["jo", "priya", "amina"]
