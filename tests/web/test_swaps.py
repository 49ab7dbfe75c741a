"""The page of swaps: two officers stand in each other's places for a while."""

import pytest
from web.house import example_rota
from web.keeping import latest, rota_of, somebody_else_saves, swap
from web.seen import seen

HTML = {"Accept": "text/html"}
NIGHT = {"first": "2026-11-27", "starts": "18:00", "last": "2026-11-28", "ends": "09:00"}
PRIYA_TOM = swap("priya", "tom", "2026-11-27 18:00", "2026-11-28 09:00")
BACK = {"back_first": "2026-12-04", "back_starts": "18:00", "back_last": "2026-12-05"}
BACK |= {"back_ends": "09:00"}


def sends(browser, **chosen):
    form = seen(browser.get("/rota/swaps")).form("Save the swap")
    return browser.post(form.action, data=form.filled(**chosen))


def goes_on(browser, answer):
    assert answer.status_code == 303, answer.text
    return seen(browser.get(answer.headers["Location"]))


def test_an_admin_enters_a_swap_between_any_two(house):
    browser = house.browses("noor")
    page = goes_on(browser, sends(browser, one="priya", other="tom", **NIGHT))
    assert rota_of(house).swaps == (PRIYA_TOM,)
    assert "Saved." in page.words
    assert "Priya Shah and Tom Reed Friday 27 November, 18:00 to Saturday 28 Nov" in page.words


def test_an_officer_swaps_with_another_without_being_asked_who_they_are(house):
    browser = house.browses("priya")
    goes_on(browser, sends(browser, one="priya", other="tom", **NIGHT))
    browser = house.browses("amina")
    page = goes_on(browser, sends(browser, other="jo", **NIGHT))
    assert rota_of(house).swaps[1] == swap("amina", "jo", "2026-11-27 18:00", "2026-11-28 09:00")
    assert "Undo it" not in page.links


def test_what_comes_in_return_is_saved_with_it_as_one_change(house):
    browser = house.browses("noor")
    goes_on(browser, sends(browser, one="priya", other="tom", **NIGHT, **BACK))
    assert rota_of(house).swaps == (
        PRIYA_TOM,
        swap("priya", "tom", "2026-12-04 18:00", "2026-12-05 09:00"),
    )
    assert latest(house).number == 2


def test_both_see_it_and_either_may_take_it_out(house):
    for person in ("priya", "tom"):
        house.changes_rota(example_rota(swaps=(PRIYA_TOM,)))
        browser = house.browses(person)
        page = seen(browser.get("/rota/swaps"))
        form = next(one for one in page.forms if one.label.startswith("Take it out"))
        goes_on(browser, browser.post(form.action, data=form.filled()))
        assert rota_of(house).swaps == ()


def test_nobody_else_may_take_it_out_or_enter_it(house):
    house.changes_rota(example_rota(swaps=(PRIYA_TOM,)))
    browser = house.browses("amina")
    page = seen(browser.get("/rota/swaps"))
    assert not [one for one in page.forms if one.label.startswith("Take it out")]
    mark = "priya tom 2026-11-27T18:00:00 2026-11-28T09:00:00"
    data = {"version": "0", "was": mark, "one": "priya", "other": "tom", **NIGHT}
    for path in ("/rota/swaps/remove", "/rota/swaps"):
        assert seen(browser.post(path, data=data), 403)
    assert rota_of(house).swaps == (PRIYA_TOM,)


def test_officers_see_swaps_of_their_ladder_and_of_nobody_else(house):
    house.changes_rota(
        example_rota(
            ladders=example_rota().ladders[1:],  # Tom, then Amina
            swaps=(PRIYA_TOM, swap("priya", "jo", "2026-12-04", "2026-12-05")),
        )
    )
    words = seen(house.browses("amina").get("/rota/swaps")).words
    assert "Priya Shah and Tom Reed" in words
    assert "Priya Shah and Jo Hart" not in words


def test_a_swap_that_is_over_is_not_listed(house):
    over = swap("priya", "tom", "2026-11-20", "2026-11-22 03:00")
    house.changes_rota(example_rota(swaps=(over,)))
    assert "There is no swap." in seen(house.browses("noor").get("/rota/swaps")).words


def test_of_two_who_save_at_once_the_second_loses_nothing(house):
    browser = house.browses("noor")
    form = seen(browser.get("/rota/swaps")).form("Save the swap")
    somebody_else_saves(house)
    chosen = {"one": "priya", "other": "tom", **NIGHT, **BACK}
    page = seen(browser.post(form.action, data=form.filled(**chosen)), 409)
    assert "Priya Shah changed the rota at 03:00 while this page was open" in page.words
    again = page.form("Save the swap").filled(**chosen)
    kept = {one["name"]: one["value"] for one in page.named("input") if one["type"] != "hidden"}
    assert kept == {**NIGHT, **BACK}
    assert {"value": "tom", "selected": ""} in page.named("option")
    goes_on(browser, browser.post(form.action, data=again))
    assert len(rota_of(house).swaps) == 2


@pytest.mark.parametrize(
    ("chosen", "field", "said"),
    [
        ({"other": "priya"}, "other", "Somebody was to swap with themselves."),
        ({"other": ""}, "other", "Somebody was chosen who is not an officer."),
        ({"other": "sam"}, "other", "Somebody was chosen who is not an officer."),
        ({"first": ""}, "first", "That is not a day of the calendar."),
        ({"last": "2026-11-26"}, "last", "The end is not after the start."),
        ({"first": "2026-11-01", "last": "2026-11-02"}, "last", "This lies in the past"),
        (
            {"first": "2027-03-28", "last": "2027-03-29", "starts": "01:30"},
            "starts",
            "01:30 on Sunday 28 March never comes: the clock is put forward then.",
        ),
        (
            {"first": "2027-10-30", "last": "2027-10-31", "ends": "01:30"},
            "ends",
            "01:30 on Sunday 31 October comes twice: the clock is put back then.",
        ),
        ({"other": "amina"}, "first", "One of the two has another swap at that time."),
        ({**BACK, "back_last": "2026-12-03"}, "back_last", "The end is not after the start."),
        ({**BACK, "back_first": "2026-02-30"}, "back_first", "That is not a day"),
        ({"back_starts": "18:00"}, "back_first", "That is not a day of the calendar."),
        (
            {**BACK, "back_first": "2027-03-28", "back_last": "", "back_starts": "01:30"},
            "back_starts",
            "never comes",
        ),
        (
            {"back_first": "2026-11-27", "back_last": "2026-11-28"},
            "back_first",
            "One of the two has another swap at that time.",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_with_the_mend(house, chosen, field, said):
    taken = swap("amina", "jo", "2026-11-20", "2026-12-20")
    house.changes_rota(example_rota(swaps=(taken,)))
    browser = house.browses("noor")
    page = seen(sends(browser, **{"one": "priya", "other": "tom", **NIGHT, **chosen}), 422)
    assert page.words.count(said) == 2, "once in the summary, and once beside the field"
    assert any(one.get("aria-describedby") == f"{field}-wrong" for _, one in page.tags)
    assert rota_of(house).swaps == (taken,)


def test_a_swap_with_somebody_off_the_ladder_brings_them_onto_it(house):
    browser = house.browses("noor")
    goes_on(browser, sends(browser, one="priya", other="jo", first="2026-11-22"))
    assert "Jo Tom Amina Jo and Priya have swapped." in seen(browser.get("/rota")).words


def test_staff_and_trustees_are_turned_away(house):
    for person in ("sam", "grace"):
        assert house.browses(person).get("/rota/swaps", headers=HTML).status_code == 403
