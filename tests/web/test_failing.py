"""Where something did not work: plain words, 999 and the directory, and never an echo."""

import pytest
from web.seen import seen

HTML = {"Accept": "text/html"}


def breaks():
    raise ZeroDivisionError("zQmark")


def breaks_inside(house, browser):
    house.app.view_functions["sign_in.ask"] = breaks
    return browser.get("/sign-in?zQmark", headers=HTML)


def without_the_book(house, browser):
    house.book.works_for = 0
    return browser.get("/?zQmark", headers=HTML)


#: What ends with each status; every address and field has a mark in it.
FAILS = {
    401: lambda house, _: house.asks().get("/call-outs/zQmark?zQmark=zQmark", headers=HTML),
    403: lambda _, browser: browser.get("/rota?zQmark", headers=HTML),
    404: lambda _, browser: browser.get("/zQmark//zQmark?zQmark", headers=HTML),
    405: lambda _, browser: browser.post("/rota?zQmark", headers=HTML),
    413: lambda _, browser: browser.post("/call-outs", data={"key": "zQmark" * 4000}, headers=HTML),
    500: breaks_inside,
    503: without_the_book,
}


def fails(house, status):
    return FAILS[status](house, house.browses("sam"))


@pytest.mark.parametrize("status", FAILS)
def test_every_failure_has_the_numbers_and_repeats_nothing(house, status):
    seen(house.browses("sam").get("/"))  # The directory was read once.
    answer = fails(house, status)
    page = seen(answer, status)
    assert next(iter(page.links.values())) == "tel:999"
    assert page.links["Helpline 020 7946 0999"] == "tel:+442079460999"
    assert len(page.headings) == 1
    assert "zQmark" not in answer.text
    assert "07700" not in answer.text


def test_before_the_book_was_ever_read_there_is_still_999(house):
    page = seen(fails(house, 503), 503)
    assert page.links["Emergency services 999"] == "tel:999"


def test_with_the_book_away_nobody_is_told_that_it_was_done(house):
    page = seen(fails(house, 503), 503)
    assert "Do not rely on the last thing you pressed." in page.words
