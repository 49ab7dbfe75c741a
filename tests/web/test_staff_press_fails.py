"""Where the press fails: nothing is claimed, and the numbers stand there."""

from web.pressing import open_ones, pressed, the_button
from web.seen import seen

from service.ports import BookUncertain


def test_with_the_book_away_nothing_is_claimed_and_the_key_is_kept(house):
    browser = house.browses("sam")
    form = the_button(browser)
    house.book.works_for = 0
    page = seen(pressed(browser, form), 503)
    assert page.headings == ["Nothing was started"]
    assert page.form("Try again").fields == [
        one for name in ("key", "texts", "ring", "offered") for one in form.fields if one[0] == name
    ]
    assert "020 7946 0999" in page.words
    assert next(iter(page.links.values())) == "tel:999"
    house.book.works_for = None
    retry = page.form("Try again")
    assert pressed(browser, retry).location == pressed(browser, retry).location
    assert len(open_ones(house)) == 1


def test_the_book_may_go_after_the_page_was_shown(house):
    browser = house.browses("sam")
    form = the_button(browser)
    house.book.works_for = 0
    assert seen(pressed(browser, form), 503).headings == ["Nothing was started"]


def test_a_lost_answer_is_called_uncertain_and_the_same_key_settles_it(house):
    browser = house.browses("sam")
    form = the_button(browser)
    house.book.works_for, house.book.outage = 0, BookUncertain()
    page = seen(pressed(browser, form), 503)
    assert page.headings == ["We are not certain that this was started"]
    assert page.form("Try again").one("key") == form.one("key")
    assert "it will not start twice" in page.words


def test_nothing_that_our_page_could_not_have_sent_is_repeated(house):
    browser = house.browses("sam")
    house.book.works_for = 0
    odd = {"key": "<i>", "callback": "a secret", "ring": "<b>", "note": "a secret"}
    answer = browser.post("/call-outs", data=odd)
    assert seen(answer, 503).form("Try again").fields == []
    assert "secret" not in answer.text
