"""The admins' page of outside numbers."""

from dataclasses import replace
from datetime import date, time

import pytest
from web.house import example_rota
from web.seen import seen

from service.domain.directory import DirectoryEntry, Hours, Place

FULL = {
    "name": "Duty team",
    "phone": "020 7946 0100 ext. 12",
    "hours": "Mon-Fri 09:00-17:00",
    "area": "the county",
    "owner": "Noor",
    "note": "out of hours",
    "place": "out_of_hours",
}


def page_of(house):
    return seen(house.browses("noor").get("/directory"))


def version_of(house):
    return page_of(house).form("Add it").one("version")


def posts(house, path="", **sent):
    sent = {"version": version_of(house)} | sent
    return house.browses("noor").post(f"/directory{path}", data=sent)


def directory(house):
    with house.real_book.reading() as page:
        return page.rota().directory


def test_a_line_is_added_with_all_that_belongs_to_it_and_is_to_be_checked(any_house):
    assert posts(any_house, **FULL).status_code == 303
    assert directory(any_house)[-1] == DirectoryEntry(
        name="Duty team",
        phone="020 7946 0100 ext. 12",
        dial="+442079460100",
        note="out of hours",
        area="the county",
        owner="Noor",
        hours=(Hours(frozenset(range(5)), time(9), time(17)),),
        to_be_checked=True,
        place=Place.OUT_OF_HOURS,
    )
    words = page_of(any_house).words
    assert "Not checked: staff are not shown it." in words
    assert "Closed now, opens Monday 09:00." in words  # Three on a Sunday morning.


def test_what_nobody_has_checked_is_shown_to_no_staff(house):
    posts(house, **FULL)
    assert "Duty team" not in seen(house.browses("sam").get("/")).words
    assert "Duty team" not in seen(house.asks().get("/", headers={"Accept": "text/html"})).words
    raised = house.raises()
    assert "Duty team" not in [one["name"] for one in raised["numbers"]]
    assert "Duty team" not in seen(house.browses("sam").get(f"/call-outs/{raised['id']}")).words
    assert posts(house, "/3/checked").status_code == 303
    assert "Duty team" in seen(house.browses("sam").get("/")).words


def test_one_that_was_rung_today_says_so(house):
    posts(house, **FULL)
    posts(house, "/3/checked")
    assert directory(house)[-1].checked == date(2026, 11, 22)
    assert "Checked today." in page_of(house).words


def test_a_line_is_changed_moved_and_removed(house):
    posts(house, **FULL)
    posts(house, "/3/checked")
    form = seen(house.browses("noor").get("/directory/3")).form("Save")
    assert form.one("hours") == "Mon-Fri 09:00-17:00"
    sent = FULL | {"name": "Night team", "version": form.one("version")}
    assert house.browses("noor").post(form.action, data=sent).status_code == 303
    assert (directory(house)[2].name, directory(house)[2].to_be_checked) == ("Night team", False)
    posts(house, "/3/up")
    posts(house, "/2/up")
    assert next(one.name for one in directory(house)) == "Night team"
    posts(house, "/1/down")
    assert [one.name for one in directory(house)][1] == "Night team"
    posts(house, "/2/remove")
    assert "Night team" not in [one.name for one in directory(house)]


def test_another_number_is_to_be_checked_anew(house):
    posts(house, **FULL)
    posts(house, "/3/checked")
    posts(house, "/3", **(FULL | {"phone": "020 7946 0101"}))
    assert (directory(house)[2].checked, directory(house)[2].to_be_checked) == (None, True)


def test_the_lines_that_every_site_should_have_are_asked_for_until_they_are_there(house):
    words = page_of(house).words
    for asked in ("designated officer (LADO)", "by night and at weekends", "lead trustee"):
        assert f"{asked}" in words.split("Still missing here:")[1].split("Add each")[0]
    posts(house, **FULL)
    missing = page_of(house).words.split("Still missing here:")[1].split("Add each")[0]
    assert "by night and at weekends" not in missing
    entries = tuple(
        DirectoryEntry(name=place.value, phone="999", dial="999", place=place) for place in Place
    )
    house.changes_rota(replace(example_rota(), directory=entries))
    assert "Still missing here:" not in page_of(house).words


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("phone", "ring the office", "number"),
        ("phone", "", "number"),
        ("hours", "whenever", "The opening hours cannot be read."),
        ("name", "", "name"),
        ("name", "\u202eevil", "name"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_mend_and_stays_in_the_form(
    house, field, typed, said
):
    answer = posts(house, **(FULL | {field: typed}))
    page = seen(answer, 422)
    assert said in page.words
    assert next(one for one in page.named("input") if one.get("aria-invalid"))["name"] == field
    form = page.form("Add it")
    assert form.one("area") == "the county"
    assert len(directory(house)) == 2


def test_markup_stays_words(house):
    posts(house, **(FULL | {"name": "<b>x</b>"}))
    assert "<b>x</b>" not in house.browses("noor").get("/directory").text


def test_two_who_save_at_once_lose_nothing(house):
    version = version_of(house)
    posts(house, **FULL)
    answer = posts(house, **(FULL | {"name": "Another", "version": version}))
    page = seen(answer, 409)
    assert "Noor Aziz" in page.words
    assert page.form("Add it").one("name") == "Another"
    assert len(directory(house)) == 3


def test_a_place_that_is_not_there_is_none(house):
    for path in ("/9/checked", "/9/up", "/9/remove", "/0/remove", "/1/burn"):
        assert posts(house, path).status_code in {404, 422}
    assert house.browses("noor").get("/directory/9").status_code in {404, 422}
    assert len(directory(house)) == 2
