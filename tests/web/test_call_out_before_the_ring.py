"""The pause between the press and the first ring, in which a mistake is taken back unheard."""

from dataclasses import replace
from datetime import timedelta

import pytest
from web.call_out import buttons, page_of, presses
from web.climbing import does, look
from web.seen import seen

PAUSE = 5
MISTAKE = "It was a mistake: ring nobody"


@pytest.fixture
def waiting(house):
    """A call-out whose first phone rings five seconds from now."""
    house.has_a_ticker()
    escalation_id = house.raises()["id"]
    with house.real_book.writing() as page:
        later = house.clock.now() + timedelta(seconds=PAUSE)
        page.save(replace(page.escalation(escalation_id), due_at=later), ())
    return escalation_id


def test_the_page_says_who_will_be_rung_and_has_one_big_button(house, waiting):
    page = page_of(house, waiting)
    assert page.headings == ["We are about to ring Priya."]
    assert "If Priya does not answer, we ring Tom, then Amina" in page.words
    assert buttons(page) == [MISTAKE]


def test_a_mistake_is_taken_back_and_nobody_hears_of_it(house, waiting):
    page = presses(house, waiting, "sam", MISTAKE)
    assert page.headings == ["Cancelled. Nobody was rung."]
    assert "Make your notes" not in page.words
    house.clock.passes(PAUSE)
    look(house, waiting)
    assert not house.telephone.calls
    assert not house.telephone.texts


def test_no_officer_is_shown_it_before_their_phone_could_ring(house, waiting):
    browser = house.browses("priya")
    assert "Nothing is asked of you." in seen(browser.get("/officer")).words
    house.clock.passes(PAUSE)
    look(house, waiting)
    assert "A colleague needs an officer now." in seen(browser.get("/officer")).words


def test_when_the_pause_is_over_the_page_goes_on(house, waiting):
    house.clock.passes(PAUSE)
    assert page_of(house, waiting).headings == ["Trying Priya."]
    look(house, waiting, rings=False)
    page = page_of(house, waiting)
    assert page.headings == ["Trying Priya."]
    assert "Priya Shah Safeguarding officer being tried now" in page.words
    assert MISTAKE not in buttons(page)
    look(house, waiting)
    page = page_of(house, waiting)
    assert page.headings == ["Ringing Priya."]
    assert "Priya Shah Safeguarding officer being rung now" in page.words


def test_without_scripts_the_page_comes_again_with_the_first_ring(house, waiting):
    browser = house.browses("sam")
    where = f"/call-outs/{waiting}"
    assert f'http-equiv="refresh" content="{PAUSE + 1}"' in browser.get(where).text
    does(house, "ring_again", waiting, "sam")
    assert 'http-equiv="refresh" content="10"' in browser.get(where).text


def test_with_nobody_awake_the_numbers_come_first_and_nothing_is_promised(house, waiting):
    house.clock.passes(-30)
    house.has_a_ticker()
    house.clock.passes(30)
    page = page_of(house, waiting)
    assert page.headings[0].startswith("Our system is not ringing anybody at the moment.")
    assert "If Priya does not answer" not in page.words
    assert MISTAKE not in buttons(page)
