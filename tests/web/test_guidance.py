"""What to do where nobody need be rung at once: open to everybody, with numbers, and a way back."""

import pytest
from web.seen import seen

PAGES = {
    "/guidance/not-urgent": "If it is not urgent",
    "/guidance/in-the-past": "If it is about abuse in the past",
}
#: What the policy asks for, on both.
ASKED = (
    "Ask no leading questions.",
    "Do not promise to keep it secret.",
    "Encourage them to see somebody trained for it",
    "It is best if they",
    "in your organisation's secure record",
)


@pytest.mark.parametrize(("path", "title"), PAGES.items())
@pytest.mark.parametrize("person", [None, "sam", "grace"])
def test_everybody_may_read_it_and_finds_numbers_and_the_way_to_the_button(
    house, path, title, person
):
    browser = house.browses(person) if person else house.asks()
    page = seen(browser.get(path))
    assert page.headings == [title]
    assert all(words in page.words for words in ASKED)
    assert "020 7946 0999" in page.words
    assert "07700 900111" not in page.words  # An officer's own number is for staff.
    assert page.links["To the button"] == "/"


@pytest.mark.parametrize("path", PAGES)
def test_it_can_be_read_while_the_book_is_away(house, path):
    house.asks().get(path)
    house.book.works_for = 0
    page = seen(house.asks().get(path))
    assert "020 7946 0999" in page.words
    assert page.headings == [PAGES[path]]


@pytest.mark.parametrize("person", [None, "sam"])
def test_the_front_page_leads_to_both(house, person):
    browser = house.browses(person) if person else house.asks()
    links = seen(browser.get("/", headers={"Accept": "text/html"})).links
    assert {links[title] for title in PAGES.values()} == set(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_can_be_entered(house, path):
    page = seen(house.asks().get(path))
    assert page.forms == []
