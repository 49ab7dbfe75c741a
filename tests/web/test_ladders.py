"""The pages of the ladders: added, renamed, in another order, and how long each waits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from web.house import example_rota
from web.keeping import changes_it, rota_of
from web.ordering import ONE, PLACE, form_at, goes_on
from web.seen import seen

HTML = {"Accept": "text/html"}


def test_the_only_ladder_is_shown_at_once(house):
    house.changes_rota(example_rota(ladders=example_rota().ladders[:1]))
    browser = house.browses("noor")
    assert browser.get("/rota/ladders").headers["Location"] == ONE
    page = seen(browser.get(ONE))
    assert page.headings == ["The order"]
    assert (
        "Add a ladder"
        in seen(browser.get(page.links["Add another ladder, for another site"])).words
    )


def test_a_ladder_is_added_as_another_one_stands(house):
    browser = house.browses("noor")
    form = form_at(browser, "/rota/ladders", "Add it")
    goes_on(browser, browser.post(form.action, data=form.filled(name="Annexe", like="premises")))
    goes_on(browser, browser.post(form.action, data=form.filled(name="Barn", like="", version="2")))
    annexe, barn = rota_of(house).ladders[2:]
    assert [rung.holder for rung in annexe.rungs] == ["tom", "amina"]
    assert [rung.holder for rung in barn.rungs] == [None]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"name": "premises"}, "Another ladder has this name already."),
        ({"name": ""}, "The name is empty."),
        ({"name": "<i>"}, "The name holds a < or a >."),
        ({"name": "Barn", "like": "no such"}, "There is no ladder of that name."),
    ],
)
def test_a_ladder_that_cannot_be_is_refused(house, chosen, said):
    browser = house.browses("noor")
    form = form_at(browser, "/rota/ladders", "Add it")
    page = seen(browser.post(form.action, data=form.filled(**chosen)), 422)
    assert said in page.words
    assert page.form("Add it").one("name") == chosen["name"]
    assert len(rota_of(house).ladders) == 2


def test_a_ladder_is_renamed_made_the_default_and_taken_out(house):
    browser = house.browses("noor")
    rename = form_at(browser, "/rota/ladders/2", "Rename it")
    goes_on(browser, browser.post(rename.action, data=rename.filled(name="Site")))
    assert [plan.name for plan in rota_of(house).ladders] == ["safeguarding", "Site"]
    first = form_at(browser, "/rota/ladders/2", "Make it the default")
    goes_on(browser, browser.post(first.action, data=first.filled()))
    assert [plan.name for plan in rota_of(house).ladders] == ["Site", "safeguarding"]
    out = form_at(browser, "/rota/ladders/1", "Take this ladder out")
    goes_on(browser, browser.post(out.action, data=out.filled()))
    assert [plan.name for plan in rota_of(house).ladders] == ["safeguarding"]


def test_a_ladder_is_not_renamed_to_what_another_is_called(house):
    browser = house.browses("noor")
    form = form_at(browser, ONE, "Rename it")
    page = seen(browser.post(form.action, data=form.filled(name="premises")), 422)
    assert page.words.count("Another ladder has this name already.") == 2
    assert page.form("Rename it").one("name") == "premises"


def test_the_only_ladder_is_not_taken_out(house):
    house.changes_rota(example_rota(ladders=example_rota().ladders[:1]))
    data = {"version": "0", "ladder": "safeguarding"}
    page = seen(house.browses("noor").post(f"{ONE}/remove", data=data), 422)
    assert "This is the only ladder: without it nobody could be rung." in page.words


def test_the_waits_of_a_ladder_are_changed(house):
    browser = house.browses("noor")
    form = form_at(browser, ONE, "Save the waits")
    sent = form.filled(seconds_between_rounds="400", spoken_limit_seconds="1000")
    sent.poplist("everyone_after")
    goes_on(browser, browser.post(form.action, data=sent))
    pace = rota_of(house).ladders[0].pace
    assert pace.between_rounds == timedelta(seconds=400)
    assert pace.spoken_limit == timedelta(seconds=1000)
    assert not pace.everyone_after
    refused = browser.post(form.action, data=form.filled(version="2", spoken_limit_seconds="0"))
    assert "That is not a whole number" in seen(refused, 422).words


def test_a_ladder_that_was_put_elsewhere_meanwhile_is_the_one_that_is_shown(house):
    browser = house.browses("noor")
    form = form_at(browser, ONE, "Rename it")
    rota = rota_of(house)
    changes_it(house, lambda _: replace(rota, ladders=rota.ladders[::-1]))
    page = seen(browser.post(form.action, data=form.filled(name="Site")), 409)
    assert page.headings == ["The order: safeguarding"]
    again = page.form("Rename it")
    goes_on(browser, browser.post(again.action, data=again.filled()))
    assert [plan.name for plan in rota_of(house).ladders] == ["premises", "Site"]


def test_a_ladder_that_is_gone_says_so(house):
    browser = house.browses("noor")
    form = form_at(browser, ONE, "Rename it")
    house.changes_rota(example_rota(ladders=example_rota().ladders[1:]))
    page = seen(browser.post(form.action, data=form.filled(name="Site")), 422)
    assert "There is no ladder of that name." in page.words


@pytest.mark.parametrize("path", ["/rota/ladders/0", "/rota/ladders/9", f"{ONE}/places/9"])
def test_what_there_is_not_is_not_shown(house, path):
    assert house.browses("noor").get(path, headers=HTML).status_code == 404


def test_others_are_turned_away(house):
    for person in ("sam", "tom", "grace"):
        for path in ("/rota/ladders", ONE, PLACE):
            assert house.browses(person).get(path, headers=HTML).status_code == 403
