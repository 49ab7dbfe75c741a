"""The page of time away: officers enter their own, admins anybody's."""

import pytest
from web.house import example_rota, number
from web.keeping import away, changes_it, latest, rota_of, somebody_else_saves
from web.seen import seen

from service.domain.edits.absences import add_away
from service.domain.people import NumberMarks

HTML = {"Accept": "text/html"}
FRIDAY = {"first": "2026-11-27", "last": "2026-11-29"}
#: The same, as the rota keeps it.
TOM_AWAY = away("tom", "2026-11-27 00:00", "2026-11-30 00:00")
#: How a form names it.
MARK = "tom 2026-11-27T00:00:00 2026-11-30T00:00:00"


def form_of(browser):
    return seen(browser.get("/rota/away")).form("Save")


def sends(browser, **chosen):
    """Fill in the form and press; return the answer."""
    form = form_of(browser)
    return browser.post(form.action, data=form.filled(**chosen))


def goes_on(browser, answer):
    assert answer.status_code == 303, answer.text
    return seen(browser.get(answer.headers["Location"]))


def test_an_admin_enters_anybodys_days(house):
    browser = house.browses("noor")
    page = goes_on(browser, sends(browser, person="tom", **FRIDAY))
    assert rota_of(house).away == (TOM_AWAY,)
    assert "Saved." in page.words
    assert "Tom Reed Friday 27 November to Sunday 29 November 2026" in page.words
    assert latest(house).author.name == "Noor Aziz"


def test_an_officer_enters_their_own_without_being_asked_whose(house):
    browser = house.browses("tom")
    assert form_of(browser).fields == [
        ("version", "0"), ("first", ""), ("last", ""), ("starts", ""), ("ends", ""),
    ]  # fmt: skip
    goes_on(browser, sends(browser, **FRIDAY))
    assert rota_of(house).away == (TOM_AWAY,)


def test_an_officer_who_is_an_admin_is_chosen_beforehand(house):
    assert form_of(house.browses("priya")).one("person") == "priya"
    assert "person" not in dict(form_of(house.browses("noor")).fields)


def test_one_day_needs_no_last_day(house):
    browser = house.browses("tom")
    page = goes_on(browser, sends(browser, first="2026-11-27"))
    assert rota_of(house).away == (away("tom", "2026-11-27 00:00", "2026-11-28 00:00"),)
    assert "Tom Reed Friday 27 November 2026" in page.words


def test_part_of_a_day_is_entered_with_its_times(house):
    browser = house.browses("tom")
    sent = sends(browser, first="2026-11-27", starts="18:00", last="2026-11-28", ends="09:00")
    page = goes_on(browser, sent)
    assert rota_of(house).away == (away("tom", "2026-11-27 18:00", "2026-11-28 09:00"),)
    assert "Friday 27 November, 18:00 to Saturday 28 November 2026, 09:00" in page.words


def test_an_officer_may_not_touch_anybody_elses(house):
    browser = house.browses("amina")
    changes_it(house, lambda rota: add_away(rota, TOM_AWAY, house.clock.now()))
    for person in ("tom", "amina"):
        for path in ("/rota/away", "/rota/away/1", "/rota/away/1/remove"):
            data = {"version": "2", "person": person, "was": MARK, **FRIDAY}
            if (person, path) != ("amina", "/rota/away"):
                assert (
                    "Only the people it is about" in seen(browser.post(path, data=data), 403).words
                )
    assert rota_of(house).away == (TOM_AWAY,)


def test_officers_see_who_is_away_on_their_ladder_and_nobody_elses(house):
    people = ("tom", "priya", "jo")
    house.changes_rota(
        example_rota(away=tuple(away(key, "2026-11-27", "2026-11-28") for key in people))
    )
    page = seen(house.browses("tom").get("/rota/away"))
    assert "Priya Shah" in page.words
    assert "Jo Hart" not in page.words
    assert [name for name in page.links if name.startswith("Change")] == [
        "Change the time away of Tom Reed, Friday 27 November 2026"
    ]
    everybody = seen(house.browses("noor").get("/rota/away")).links
    assert len([name for name in everybody if name.startswith("Change")]) == 3


def test_what_is_over_is_not_listed_and_what_is_now_says_so(house):
    gone = away("priya", "2026-11-20", "2026-11-22 03:00")
    house.changes_rota(example_rota(away=(gone, away("tom", "2026-11-22", "2026-11-23"))))
    page = seen(house.browses("noor").get("/rota/away"))
    assert "Tom Reed Sunday 22 November 2026 Away now" in page.words
    assert "November 2026" not in page.words.partition("Priya Shah")[2].partition("Tom")[0]


def test_time_away_is_changed(house):
    house.changes_rota(example_rota(away=(TOM_AWAY,)))
    browser = house.browses("tom")
    page = seen(browser.get("/rota/away/1"))
    form = page.form("Save")
    assert (form.one("first"), form.one("last")) == ("2026-11-27", "2026-11-29")
    goes_on(browser, browser.post(form.action, data=form.filled(last="2026-11-28")))
    assert rota_of(house).away == (away("tom", "2026-11-27", "2026-11-29"),)


def test_time_away_is_taken_out(house):
    other = away("priya", "2026-12-24", "2026-12-27")
    house.changes_rota(example_rota(away=(other, TOM_AWAY)))
    browser = house.browses("noor")
    form = seen(browser.get("/rota/away/2")).form("Take it out")
    page = goes_on(browser, browser.post(form.action, data=form.filled()))
    assert rota_of(house).away == (other,)
    assert "Undo it" in page.links


def test_a_change_of_what_is_gone_says_so(house):
    house.changes_rota(example_rota(away=(TOM_AWAY,)))
    browser = house.browses("noor")
    form = seen(browser.get("/rota/away/1")).form("Save")
    house.changes_rota(example_rota())
    page = seen(browser.post(form.action, data=form.filled()), 422)
    assert "There is no such line any more." in page.words
    assert seen(browser.get("/rota/away/1"), 422)


def test_of_two_who_save_at_once_the_second_is_shown_the_first_and_loses_nothing(house):
    browser = house.browses("noor")
    form = form_of(browser)
    somebody_else_saves(house)
    page = seen(browser.post(form.action, data=form.filled(person="tom", **FRIDAY)), 409)
    assert "Priya Shah changed the rota at 03:00 while this page was open" in page.words
    assert "The organisation is now called Harbour Two" in page.words
    assert rota_of(house).away == ()
    again = page.form("Save")
    assert {**dict(again.fields), "version": ""} == {
        "version": "", "person": "tom", **FRIDAY, "starts": "", "ends": "",
    }  # fmt: skip
    goes_on(browser, browser.post(again.action, data=again.filled()))
    assert rota_of(house).away == (TOM_AWAY,)
    assert rota_of(house).organisation == "Harbour Two"


def test_a_change_that_comes_second_finds_its_line_where_it_moved_to(house):
    house.changes_rota(example_rota(away=(away("priya", "2026-12-24", "2026-12-27"), TOM_AWAY)))
    browser = house.browses("noor")
    form = seen(browser.get("/rota/away/2")).form("Save")
    first = seen(browser.get("/rota/away/1")).form("Take it out")
    browser.post(first.action, data=first.filled())
    again = seen(browser.post(form.action, data=form.filled(last="2026-11-28")), 409).form("Save")
    goes_on(browser, browser.post(again.action, data=again.filled()))
    assert rota_of(house).away == (away("tom", "2026-11-27", "2026-11-29"),)


@pytest.mark.parametrize(
    ("chosen", "field", "said"),
    [
        ({"first": ""}, "first", "That is not a day of the calendar. Choose a day"),
        ({"first": "2026-02-30"}, "first", "That is not a day of the calendar."),
        ({"first": "<b>2026"}, "first", "That is not a day of the calendar."),
        ({"last": "2026-11-31"}, "last", "That is not a day of the calendar."),
        ({"last": "2026-11-26"}, "last", "The end is not after the start. Choose a later end"),
        ({"first": "2026-11-01", "last": "2026-11-02"}, "last", "This lies in the past"),
        ({"starts": "25:00"}, "starts", "That is not a time of day. Write it such as 09:00"),
        ({"ends": "soon"}, "ends", "That is not a time of day."),
        (
            {"first": "2027-03-28", "last": "2027-03-29", "starts": "01:30", "ends": "09:00"},
            "starts",
            "01:30 on Sunday 28 March never comes: the clock is put forward then.",
        ),
        (
            {"first": "2027-10-30", "last": "2027-10-31", "starts": "09:00", "ends": "01:30"},
            "ends",
            "01:30 on Sunday 31 October comes twice: the clock is put back then.",
        ),
        ({"person": "sam"}, "person", "Somebody was chosen who is not an officer."),
        ({"person": "nobody"}, "person", "Somebody was chosen who is not an officer."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_with_the_mend(house, chosen, field, said):
    browser = house.browses("noor")
    answer = sends(browser, **{"person": "tom", **FRIDAY, **chosen})
    page = seen(answer, 422)
    assert page.words.count(said) == 2, "once in the summary, and once beside the field"
    assert any(one.get("aria-describedby") == f"{field}-wrong" for _, one in page.tags)
    assert any(one.get("href") == f"#{field}" for one in page.named("a"))
    assert "<b>" not in answer.text
    assert not rota_of(house).away
    kept = dict(page.form("Save").fields)
    assert kept["first"] == (chosen.get("first", FRIDAY["first"]).removeprefix("<b>2026"))


def test_a_gap_that_it_makes_is_said_at_once_with_the_way_to_mend_it(house):
    ladders = example_rota().ladders[1:]  # Tom, then Amina
    house.changes_rota(example_rota(ladders=ladders))
    browser = house.browses("noor")
    page = goes_on(browser, sends(browser, person="tom", **FRIDAY))
    assert "Friday 27 November, 00:00 to Monday 30 November, 00:00: Only Amina can be rung." in (
        page.words
    )
    assert page.links["Add another person?"] == "/rota/ladders"


def test_an_officer_who_makes_a_gap_is_shown_the_swaps(house):
    house.changes_rota(example_rota(ladders=example_rota().ladders[1:]))
    browser = house.browses("tom")
    page = goes_on(browser, sends(browser, **FRIDAY))
    assert page.links["Swap with somebody?"] == "/rota/swaps"
    assert "Undo it" not in page.links


def test_a_gap_by_the_numbers_that_are_proved_is_said_as_well(house):
    with house.real_book.writing() as page:
        for last in (111, 112):
            page.mark(number(last), NumberMarks(proved_at=house.clock.now()))
    browser = house.browses("noor")
    page = goes_on(browser, sends(browser, person="tom", **FRIDAY))
    assert "Only Priya can be relied on." in page.words


def test_nothing_is_said_of_gaps_where_none_is_made(house):
    browser = house.browses("noor")
    page = goes_on(browser, sends(browser, person="jo", **FRIDAY))
    assert "can be rung" not in page.words
    assert "relied on" not in page.words


def test_what_was_saved_is_told_once_and_to_nobody_else(house):
    browser = house.browses("noor")
    address = sends(browser, person="tom", **FRIDAY).headers["Location"]
    assert "Saved." not in seen(house.browses("amina").get(address)).words
    somebody_else_saves(house)
    assert "Saved." not in seen(browser.get(address)).words
    for odd in ("x", "-1", "99", ""):
        assert "Saved." not in seen(browser.get(f"/rota/away?saved={odd}")).words


def test_staff_and_trustees_are_turned_away(house):
    house.changes_rota(example_rota(away=(TOM_AWAY,)))
    for person in ("sam", "grace"):
        for path in ("/rota/away", "/rota/away/1"):
            assert house.browses(person).get(path, headers=HTML).status_code == 403


def test_an_officer_is_turned_away_from_anothers_time_away(house):
    house.changes_rota(example_rota(away=(TOM_AWAY,)))
    assert house.browses("amina").get("/rota/away/1", headers=HTML).status_code == 403
