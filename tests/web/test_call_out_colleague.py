"""One call-out, as the colleague who raised it sees it."""

from datetime import time

import pytest
from web.call_out import buttons, page_of, presses, raised
from web.climbing import climbs, does, look
from web.house import DIRECTORY, NUMBERS, example_rota

from service.domain.attempt import Failure
from service.domain.directory import DirectoryEntry, Hours
from service.ports import NotPlaced, Refused


def test_the_page_says_what_is_happening_and_that_they_may_ring_themselves(house):
    page = page_of(house, raised(house))
    assert page.headings == ["Ringing Priya."]
    assert "Started 03:00" in page.words
    assert "You can ring someone yourself at any time." in page.words
    assert all(one["phone"] in page.words for one in NUMBERS)
    assert next(iter(page.links.values())) == "tel:999"


def test_a_landline_that_is_to_be_rung_is_said_to_get_no_texts(house):
    said = "No texts go to 020 7946 0321 , which is not a mobile. This page says what happens."
    escalation_id = raised(house, callback="020 7946 0321", texts=True)
    assert said in page_of(house, escalation_id).words
    does(house, "acknowledge", escalation_id, "priya")
    assert said in page_of(house, escalation_id).words
    does(house, "confirm", escalation_id, "sam")
    assert "No texts go to" not in page_of(house, escalation_id).words


def test_nothing_is_said_of_texts_where_they_go_to_a_mobile(house):
    assert "No texts go to" not in page_of(house, raised(house)).words


def test_only_who_is_rung_is_shown_with_a_number(house):
    words = page_of(house, raised(house, ring=["tom"])).words
    assert "07700 900112" in words
    assert "Priya" not in words
    assert "07700 900111" not in words


def test_the_climb_is_told_person_by_person(house):
    page = page_of(house, raised(house))
    assert "Priya Shah Safeguarding officer being rung now" in page.words
    assert "Tom Reed Deputy next Amina Diallo Deputy later" in page.words


def test_the_history_is_told_in_plain_words_newest_first(house):
    escalation_id = raised(house)
    climbs(house, escalation_id, 120)
    told = page_of(house, escalation_id).words.partition("newest first")[2]
    lines = [
        "You pressed the button.",
        "Trying Priya.",
        "Priya's phone is ringing.",
        "Priya did not answer.",
        "Going on to Tom.",
    ]
    places = [told.rfind(line) for line in lines]
    assert all(place >= 0 for place in places)
    assert places == sorted(places, reverse=True)


def test_once_the_ladder_has_run_out_the_numbers_come_first(house):
    escalation_id = raised(house)
    assert "Ring one of these now" not in page_of(house, escalation_id).words
    climbs(house, escalation_id, 330)
    page = page_of(house, escalation_id)
    assert "Nobody has taken it yet. Ring one of these now." in page.words
    assert page.words.count("Helpline") == 1
    places = [
        page.words.index(one) for one in ("Helpline", "Priya Shah", "Ring again from the top")
    ]
    assert places == sorted(places)
    assert "If nobody takes it, we start again from the top." in page.words


def test_a_line_that_is_closed_comes_last(house):
    escalation_id = raised(house)
    by_day = DirectoryEntry(
        name="By day",
        phone="020 7946 0998",
        dial="+442079460998",
        hours=(Hours(weekdays=frozenset(range(7)), opens=time(9), closes=time(17)),),
    )
    house.changes_rota(example_rota(directory=(by_day, *DIRECTORY)))
    climbs(house, escalation_id, 330)
    words = page_of(house, escalation_id).words
    order = ["Helpline 020", "Amina Diallo Deputy 07700", "By day 020"]
    places = [words.index(one) for one in order]
    assert places == sorted(places)


def test_the_page_says_how_it_goes_on_if_nobody_answers(house):
    escalation_id = raised(house)
    assert (
        "If Priya does not answer, we ring Tom, then Amina, then everyone at once, "
        "and we do not stop by ourselves."
    ) in page_of(house, escalation_id).words
    does(house, "acknowledge", escalation_id, "priya")
    assert "does not answer" not in page_of(house, escalation_id).words


def test_the_latest_of_the_history_is_seen_and_the_rest_is_in_a_drawer(house):
    escalation_id = raised(house)
    climbs(house, escalation_id, 120)
    told = page_of(house, escalation_id).words.partition("newest first")[2]
    latest, _, earlier = told.partition("Before that")
    assert "Going on to Tom." in latest
    assert "You pressed the button." not in latest
    assert "You pressed the button." in earlier


def test_no_button_ends_the_call_out_where_another_one_was(house):
    escalation_id = raised(house)
    before = buttons(page_of(house, escalation_id))
    does(house, "acknowledge", escalation_id, "priya")
    after = buttons(page_of(house, escalation_id))
    assert before.index("We have spoken") == after.index("We have spoken")


def test_a_house_with_nobody_awake_says_so(house):
    escalation_id = raised(house)
    house.clock.passes(11)
    page = page_of(house, escalation_id)
    assert page.headings == [
        "Our system is not ringing anybody at the moment. Ring someone yourself."
    ]
    assert "Ring one of these now." in page.words


def test_a_carrier_that_takes_no_calls_is_told_of(house):
    for _ in range(60):
        house.telephone.fails_next(NotPlaced())
    page = page_of(house, raised(house))
    assert page.headings == [
        "We cannot make calls at the moment. We keep trying. Ring someone yourself."
    ]
    assert "Ring one of these now." in page.words
    assert "Calls are failing. We keep trying." in page.words


@pytest.mark.parametrize(
    ("outage", "said"),
    [(Refused(), "could not be reached"), (NotPlaced(), "the call failed, trying again")],
    ids=[Failure.PERSON, Failure.CARRIER],
)
def test_a_call_that_fails_is_told_of(house, outage, said):
    house.telephone.fails_next(outage)
    assert f"Priya Shah Safeguarding officer {said}" in page_of(house, raised(house)).words


def test_who_has_it_is_named_with_what_to_do_if_they_do_not_ring(house):
    escalation_id = raised(house)
    does(house, "acknowledge", escalation_id, "tom")
    page = page_of(house, escalation_id)
    assert page.headings == ["Tom has your call-out and will ring you on 07700 900123."]
    assert "If Tom has not rung by 03:15, we start ringing again." in page.words
    assert "When you have spoken, say so." in page.words
    assert 'If Tom does not ring, press "I still need someone", or ring them: 07700 900112' in (
        page.words
    )
    assert buttons(page) == ["We have spoken", "I still need someone", "Yes, call it off"]
    assert "Tom took it on the page." in page.words


def test_i_still_need_someone_rings_the_next_person(house):
    escalation_id = raised(house)
    does(house, "acknowledge", escalation_id, "priya")
    presses(house, escalation_id, "sam", "I still need someone")
    look(house, escalation_id)
    assert page_of(house, escalation_id).headings == ["Ringing Tom."]


def test_ring_again_starts_from_the_top(house):
    escalation_id = raised(house)
    climbs(house, escalation_id, 120)
    presses(house, escalation_id, "sam", "Ring again from the top")
    look(house, escalation_id)
    assert "Priya" in page_of(house, escalation_id).headings[0]


def test_a_mistake_is_called_off_in_two_steps(house):
    escalation_id = raised(house)
    page = page_of(house, escalation_id)
    drawer = page.words.partition("It was a mistake")[2]
    assert drawer.startswith(" Nobody more is rung.")
    after = presses(house, escalation_id, "sam", "Yes, call it off")
    assert after.headings == ["Cancelled. Nobody is being rung."]
    assert buttons(after) == []


def test_the_end_asks_for_notes_and_gives_a_stamp_without_content(house):
    escalation_id = raised(house)
    house.clock.passes(60)
    does(house, "acknowledge", escalation_id, "priya")
    house.clock.passes(180)
    page = presses(house, escalation_id, "sam", "We have spoken")
    assert page.headings == ["Done. You have spoken."]
    assert "Write what was said in their words, when and where." in page.words
    assert "Ask no leading questions." in page.words
    assert "Keep your notes in your secure record, not here." in page.words
    reference = house.escalation(escalation_id).reference
    stamp = (
        f"{reference}: raised 22 Nov 2026 03:00 by S Lee; rung from 03:00; "
        "P Shah accepted 03:01; spoke 03:04"
    )
    assert stamp in page.words
    assert page.links["Start a new call-out"] == "/"


def test_the_stamp_names_the_day_where_it_is_another_one(house):
    house.clock.passes(20 * 3600 + 59 * 60)
    escalation_id = raised(house)
    house.clock.passes(120)
    does(house, "confirm", escalation_id, "sam")
    assert "raised 22 Nov 2026 23:59" in page_of(house, escalation_id).words
    assert "spoke 23 Nov 2026 00:01" in page_of(house, escalation_id).words


def test_times_are_those_of_the_organisations_clocks(house):
    house.clock.passes(-180 * 24 * 3600)  # In May the clocks are an hour ahead.
    assert "Started 04:00" in page_of(house, raised(house)).words
