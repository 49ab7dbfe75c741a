"""One call-out's address: who gets nothing there, and what everybody gets who may see it."""

from dataclasses import replace

import pytest
from web.call_out import page_of, raised
from web.climbing import does
from web.seen import seen

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("path", ["", "/now"])
def test_whoever_is_not_on_it_reads_what_they_would_read_of_none(house, path):
    escalation_id = raised(house, ring=["tom"])
    none = f"/call-outs/{'0' * 32}{path}"
    for person in ("priya", "jo", "noor", "grace"):
        browser = house.browses(person)
        theirs = browser.get(f"/call-outs/{escalation_id}{path}", headers=HTML)
        assert theirs.status_code == 404
        assert theirs.text == browser.get(none, headers=HTML).text
        assert theirs.text == browser.get("/call-outs/what%00ever", headers=HTML).text


@pytest.mark.parametrize("verb", ["cancel", "spoken", "ring-again", "take", "pass-on", "hand-back"])
def test_nor_can_they_do_anything_to_it(house, verb):
    escalation_id = raised(house, ring=["tom"])
    before = house.escalation(escalation_id)
    browser = house.browses("priya")
    theirs = browser.post(f"/call-outs/{escalation_id}/{verb}", headers=HTML)
    none = browser.post(f"/call-outs/{'0' * 32}/{verb}", headers=HTML)
    odd = browser.post(f"/call-outs/{escalation_id}/explode", headers=HTML)
    assert (theirs.status_code, theirs.text) == (none.status_code, none.text) == (404, odd.text)
    assert house.escalation(escalation_id) == before


@pytest.mark.parametrize(
    ("person", "verb"),
    [("priya", "cancel"), ("priya", "ring-again"), ("priya", "spoken"), ("sam", "take")],
)
def test_a_step_that_is_the_other_ones_is_refused_in_plain_words(house, person, verb):
    escalation_id = raised(house)
    answer = house.browses(person).post(f"/call-outs/{escalation_id}/{verb}", headers=HTML)
    page = seen(answer, 403)
    assert page.headings == ["That is not open to you"]
    assert "Only " in page.words


def test_what_came_too_late_shows_what_holds_instead(house):
    escalation_id = raised(house)
    does(house, "confirm", escalation_id, "sam")
    browser = house.browses("sam")
    answer = browser.post(f"/call-outs/{escalation_id}/cancel")
    assert answer.location == f"/call-outs/{escalation_id}"
    assert seen(browser.get(answer.location)).headings == ["Done. You have spoken."]


def test_the_fragment_has_the_parts_of_the_page_and_nothing_around_them(house):
    escalation_id = raised(house)
    for person in ("sam", "priya"):
        browser = house.browses(person)
        whole = seen(browser.get(f"/call-outs/{escalation_id}"))
        part = seen(browser.get(f"/call-outs/{escalation_id}/now"))
        names = [one["data-part"] for _, one in part.tags if "data-part" in one]
        assert names
        assert names == [one["data-part"] for _, one in whole.tags if "data-part" in one]
        assert part.headings == whole.headings
        assert "html" not in [tag for tag, _ in part.tags]


def test_following_ends_with_the_call_out(house):
    escalation_id = raised(house)
    browser = house.browses("sam")
    whole = browser.get(f"/call-outs/{escalation_id}").text
    assert "data-follow" in whole
    assert 'http-equiv="refresh"' in whole
    assert "data-over" not in browser.get(f"/call-outs/{escalation_id}/now").text
    does(house, "cancel", escalation_id, "sam")
    assert "data-over" in browser.get(f"/call-outs/{escalation_id}/now").text
    whole = browser.get(f"/call-outs/{escalation_id}").text
    assert "data-follow" not in whole
    assert 'http-equiv="refresh"' not in whole


def test_a_drill_is_marked(house):
    escalation_id = raised(house)
    with house.real_book.writing() as page:
        page.save(replace(page.escalation(escalation_id), drill=True))
    for person in ("sam", "priya"):
        assert "Practice. Nothing has happened." in page_of(house, escalation_id, person).words
