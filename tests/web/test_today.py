"""The page that takes the place of a hidden one."""

from web.call_out import raised
from web.seen import seen


def test_it_says_the_day_and_nothing_of_what_we_are_for(house):
    raised(house)
    answer = house.browses("sam").get("/today")
    page = seen(answer)
    assert "<title>Harbour Lane</title>" in answer.text
    assert page.words == "For trying out only. Harbour Lane Sunday 22 November Start page"
    assert page.links == {"Start page": "/"}


def test_a_real_house_has_nothing_to_say_of_itself_there(house):
    house.has_real_phones()
    words = seen(house.asks().get("/today")).words
    assert words == "Harbour Lane Sunday 22 November Start page"


def test_it_opens_for_anybody_also_with_the_book_away(house):
    house.browses("sam").get("/")
    house.book.works_for = 0
    assert seen(house.asks().get("/today")).headings == ["Sunday 22 November"]


def test_a_call_out_is_hidden_by_a_link_and_found_again_on_the_start_page(house):
    escalation_id = raised(house)
    browser = house.browses("sam")
    where = f"/call-outs/{escalation_id}"
    assert seen(browser.get(where)).links["Hide this page"] == "/today"
    front = seen(browser.get(seen(browser.get("/today")).links["Start page"]))
    assert where in front.links.values()
    assert seen(browser.get(where)).headings == ["Ringing Priya."]
