"""The admins' page of changes: every version, and how each is undone."""

from dataclasses import replace

import pytest
from web.climbing import look
from web.house import example_rota
from web.seen import seen

from service.desk import keeping
from service.domain.audit import Audited, Deed
from service.domain.edits.house import rename_organisation
from service.domain.edits.ladders import move_rung, set_role
from service.domain.versions import Author, Source

HTML = {"Accept": "text/html"}
NOOR = Author("noor", "Noor Aziz")


def changes_it(house, how, author=NOOR):
    now = keeping.standing(house.parts.desk)
    return keeping.change(house.parts.desk, author, now.version, how)


def by_file(house, rota):
    with house.real_book.writing() as page:
        author = Author("", "the command line")
        keeping.keep(house.parts.desk, page, rota, author, Source.FILE)


def rota_of(house):
    return keeping.standing(house.parts.desk).rota


@pytest.fixture
def twice(house):
    """Two changes: version 2 has the deputy called Second, version 3 moves her up."""
    changes_it(house, lambda rota: set_role(rota, "safeguarding", 1, "Second"))
    house.clock.passes(3600)
    changes_it(house, lambda rota: move_rung(rota, "safeguarding", 1, -1), Author("priya", "Priya"))
    return house


def test_nothing_was_changed_yet(house):
    assert "Nobody has changed anything yet." in seen(house.browses("noor").get("/changes")).words


def test_each_change_says_who_when_from_where_and_what_it_was_before(twice):
    by_file(twice, replace(rota_of(twice), organisation="Harbour House"))
    words = seen(twice.browses("noor").get("/changes")).words
    assert "Sunday 22 November 2026, 04:00 GMT Change 3, by Priya, on the pages" in words
    assert "Change 2, by Noor Aziz, on the pages Person 2 of safeguarding" in words
    assert "is now called Second; it was Deputy." in words
    assert "by the command line, from a rota file The organisation is now called" in words
    assert words.index("Change 4") < words.index("Change 3") < words.index("Change 2")


def test_summer_time_is_named_as_such(house):
    house.clock.passes(-60 * 24 * 3600)
    changes_it(house, lambda rota: set_role(rota, "safeguarding", 1, "Second"))
    words = seen(house.browses("noor").get("/changes")).words
    assert "Wednesday 23 September 2026, 04:00 BST" in words


def test_the_latest_change_is_undone_after_a_look_at_what_that_changes(twice):
    browser = twice.browses("noor")
    page = seen(browser.get("/changes"))
    asked = seen(browser.get(page.links["Undo change 3"]))
    assert asked.headings == ["Undo this change?"]
    form = asked.form("Undo it")
    assert browser.post(form.action, data=form.filled()).headers["Location"] == "/changes"
    ladder = rota_of(twice).ladders[0]
    assert [rung.role for rung in ladder.rungs][:2] == ["Safeguarding officer", "Second"]
    assert "Change 4, by Noor Aziz" in seen(browser.get("/changes")).words


def test_an_undo_is_a_change_that_can_be_undone(twice):
    before = rota_of(twice)
    browser = twice.browses("noor")
    for number in (3, 4):
        form = seen(browser.get(f"/changes/{number}/undo")).form("Undo it")
        browser.post(form.action, data=form.filled())
    assert rota_of(twice) == before


def test_going_back_before_an_older_change_undoes_what_came_after_it(twice):
    browser = twice.browses("noor")
    page = seen(browser.get("/changes"))
    asked = seen(browser.get(page.links["Go back to before this , change 2"]))
    assert "One change was made after it, which is undone with it." in asked.words
    form = asked.form("Go back to before it")
    browser.post(form.action, data=form.filled())
    assert rota_of(twice) == example_rota()


def test_an_undo_over_somebody_elses_change_shows_it_and_saves_nothing(twice):
    browser = twice.browses("noor")
    form = seen(browser.get("/changes/3/undo")).form("Undo it")
    changes_it(twice, lambda rota: rename_organisation(rota, "Harbour Two"), Author("p", "Priya S"))
    page = seen(browser.post(form.action, data=form.filled()), 409)
    assert "Priya S changed the rota at 04:00 while this page was open" in page.words
    assert "Priya S, Sunday 22 November 2026, 04:00 GMT: The organisation is now" in page.words
    assert rota_of(twice).organisation == "Harbour Two"
    again = page.form("Go back to before it")
    assert browser.post(again.action, data=again.filled()).status_code == 303
    assert rota_of(twice).organisation == "Harbour Lane"


@pytest.mark.parametrize("number", [0, 1, 9, 999999999999])
def test_there_is_nothing_before_the_first_and_nothing_after_the_last(twice, number):
    browser = twice.browses("noor")
    page = seen(browser.get(f"/changes/{number}/undo"), 404)
    assert "There is no such version of the rota." in page.words
    assert "Undo it" not in page.words
    answer = browser.post(f"/changes/{number}/undo", data={"version": "3"})
    assert seen(answer, 404)


@pytest.mark.parametrize("version", [None, "", "x", "-1", "9" * 20])
def test_a_form_without_its_version_is_refused_with_the_mend(twice, version):
    data = {} if version is None else {"version": version}
    page = seen(twice.browses("noor").post("/changes/3/undo", data=data), 422)
    assert "This page was not sent whole, so nothing was saved." in page.words


def test_a_long_list_has_more_pages(house):
    for number in range(25):
        changes_it(house, lambda rota, n=number: set_role(rota, "safeguarding", 1, f"Deputy {n}"))
    browser = house.browses("noor")
    page = seen(browser.get("/changes"))
    assert "Change 7," in page.words
    assert "Change 6," not in page.words
    older = seen(browser.get(page.links["Older changes"]))
    assert "Change 6," in older.words
    assert "How it was as this list began." in older.words
    assert "Older changes" not in older.links
    assert "Older changes" not in seen(browser.get("/changes?before=2")).links
    assert "There is nothing older." in seen(browser.get("/changes?before=1")).words


@pytest.mark.parametrize("deed", Deed)
def test_what_was_done_to_the_ways_in_stands_beside_it(house, deed):
    at = house.clock.now()
    with house.real_book.writing() as page:
        page.audit(Audited(at=at, author=NOOR, deed=deed, person="tom", name="Tom Reed"))
    words = seen(house.browses("noor").get("/changes")).words
    assert "Tom Reed" in words.partition("Ways in")[2]
    assert "Sunday 22 November 2026, 03:00 GMT, by Noor Aziz" in words


def test_no_call_out_leaves_a_trace_on_it(twice):
    calm = seen(twice.browses("noor").get("/changes")).words
    look(twice, twice.raises()["id"])
    assert seen(twice.browses("noor").get("/changes")).words == calm


def test_others_are_turned_away(twice):
    for person in ("sam", "tom", "grace"):
        for path in ("/changes", "/changes/3/undo"):
            assert twice.browses(person).get(path, headers=HTML).status_code == 403
