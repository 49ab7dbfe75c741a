"""Staff choose another site: its people are shown, and rung, by the same form."""

from dataclasses import replace

import pytest
from web.house import example_rota
from web.seen import seen

from service.domain.rota import LadderPlan, RungPlan

HTML = {"Accept": "text/html"}


def rung_by(house, answer):
    where = answer.headers["Location"].rpartition("/")[2]
    escalation = house.escalation(where)
    return escalation.ladder, [rung.person for rung in escalation.rungs]


def chosen(form, name):
    return [value for key, value in form.fields if key == name]


def test_another_site_shows_its_people_and_rings_them(house):
    browser = house.browses("sam")
    front = seen(browser.get("/"))
    page = seen(browser.get(front.links["premises"]))
    assert "For premises we ring Tom, then Amina Change" in page.words
    form = page.form("Get help now")
    assert chosen(form, "ring") == ["tom", "amina"]
    answer = browser.post(form.action, data=form.filled())
    assert rung_by(house, answer) == ("premises", ["tom", "amina"])


def test_without_a_choice_ones_own_site_is_rung(house):
    people = example_rota().people
    people["sam"] = replace(people["sam"], ladder="premises")
    house.changes_rota(example_rota(people=people))
    browser = house.browses("sam")
    page = seen(browser.get("/"))
    assert "We ring Tom, then Amina Change" in page.words
    assert "safeguarding" in page.links
    form = page.form("Get help now")
    assert not chosen(form, "ladder")
    assert rung_by(house, browser.post(form.action, data=form.filled()))[0] == "premises"


def test_some_of_another_site_may_be_left_out(house):
    browser = house.browses("sam")
    form = seen(browser.get("/?site=2")).form("Get help now")
    answer = browser.post(form.action, data=form.filled(ring=["amina"]))
    assert rung_by(house, answer) == ("premises", ["amina"])


def test_the_only_site_offers_no_other(house):
    house.changes_rota(example_rota(ladders=example_rota().ladders[:1]))
    assert "Another site" not in seen(house.browses("sam").get("/")).words


def test_a_site_with_nobody_still_leads_to_the_others(house):
    empty = LadderPlan(name="barn", rungs=(RungPlan(role="Officer"),))
    house.changes_rota(example_rota(ladders=(*example_rota().ladders, empty)))
    page = seen(house.browses("sam").get("/?site=3"))
    assert "Nobody can be rung at the moment." in page.words
    assert {"safeguarding", "premises"} <= set(page.links)


@pytest.mark.parametrize("site", ["0", "3", "-1", "x", "9" * 30])
def test_a_site_that_there_is_not_is_ones_own(house, site):
    page = seen(house.browses("sam").get(f"/?site={site}"))
    assert "We ring Priya, then Tom, then Amina Change" in page.words


def test_what_was_chosen_stays_where_something_else_was_refused(house):
    browser = house.browses("sam")
    form = seen(browser.get("/?site=2")).form("Get help now")
    page = seen(browser.post(form.action, data=form.filled(callback="12")), 422)
    again = page.form("Get help now")
    assert chosen(again, "ladder") == ["premises"]
    assert chosen(again, "ring") == ["tom", "amina"]


def test_a_site_that_is_gone_says_which_there_are(house):
    browser = house.browses("sam")
    form = seen(browser.get("/?site=2")).form("Get help now")
    house.changes_rota(example_rota(ladders=example_rota().ladders[:1]))
    page = seen(browser.post(form.action, data=form.filled()), 422)
    assert "There is no ladder of that name. Choose from: safeguarding." in page.words
    assert "We ring Priya" in page.words


def test_with_the_book_away_the_site_goes_with_the_next_try(house):
    browser = house.browses("sam")
    form = seen(browser.get("/?site=2")).form("Get help now")
    house.book.works_for = 0
    page = seen(browser.post(form.action, data=form.filled(), headers=HTML), 503)
    again = page.form("Try again")
    house.book.works_for = None
    assert rung_by(house, browser.post(again.action, data=again.filled()))[0] == "premises"


def test_a_second_call_out_may_be_for_another_site(house):
    browser = house.browses("sam")
    page = seen(browser.get("/?another=1"))
    form = seen(browser.get(page.links["premises"])).form("Get help now")
    assert chosen(form, "another") == ["1"]
