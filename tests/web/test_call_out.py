"""One call-out, as the colleague who raised it and the officers on its list see it."""

from dataclasses import replace

import pytest
from web.climbing import climbs, does, look
from web.house import NUMBERS
from web.seen import seen

from service.domain.attempt import Failure
from service.ports import NotPlaced, Refused

HTML = {"Accept": "text/html"}


def raised(house, **body):
    one = house.raises(**body)
    look(house, one["id"])
    return one["id"]


def page_of(house, escalation_id, person="sam"):
    return seen(house.browses(person).get(f"/call-outs/{escalation_id}"))


def buttons(page):
    return [form.label for form in page.forms if form.action.startswith("/call-outs")]


def presses(house, escalation_id, person, label):
    """Press a button of that page; return the page that follows."""
    browser = house.browses(person)
    form = seen(browser.get(f"/call-outs/{escalation_id}")).form(label)
    answer = browser.post(form.action, data=form.filled())
    assert answer.status_code == 303
    return seen(browser.get(answer.location))


# The colleague.


def test_the_page_says_what_is_happening_and_that_they_may_ring_themselves(house):
    page = page_of(house, raised(house))
    assert page.headings == ["Ringing Priya."]
    assert "Started 03:00" in page.words
    assert "You can ring someone yourself at any time." in page.words
    assert all(one["phone"] in page.words for one in NUMBERS)
    assert next(iter(page.links.values())) == "tel:999"


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
        "Ringing Priya.",
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
    assert page.words.index("Helpline") < page.words.index("Ring again from the top")


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


def test_who_has_it_is_named_with_what_to_do_if_they_do_not_ring(house):
    escalation_id = raised(house)
    does(house, "acknowledge", escalation_id, "tom")
    page = page_of(house, escalation_id)
    assert page.headings == ["Tom has your call-out and will ring you on 07700 900123."]
    assert 'If Tom has not rung you by 03:06 , press "I still need someone", or ring them' in (
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
    assert "what was said in their words, when, where. Ask no leading questions." in page.words
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


# The officers on its list.


def test_an_officer_sees_no_name_and_no_number_before_they_took_it(house):
    escalation_id = raised(house)
    climbs(house, escalation_id, 330)  # The colleague has been texted by now.
    answer = house.browses("priya").get(f"/call-outs/{escalation_id}")
    page = seen(answer)
    assert page.headings == ["A colleague needs an officer now."]
    assert "Sam" not in answer.text
    assert "900123" not in answer.text
    assert "Sent a text to the colleague." in page.words


def test_who_takes_it_gets_one_thing_the_name_and_the_number(house):
    escalation_id = raised(house)
    page = presses(house, escalation_id, "priya", "Take it")
    assert page.headings == ["Ring Sam Lee now."]
    assert page.links["Ring Sam Lee 07700 900123"] == "tel:+447700900123"
    assert buttons(page) == ["We have spoken", "I cannot do it after all"]


def test_whoever_comes_second_reads_who_has_it_and_nothing_of_the_colleague(house):
    escalation_id = raised(house)
    browser = house.browses("tom")
    form = seen(browser.get(f"/call-outs/{escalation_id}")).form("Take it")
    does(house, "acknowledge", escalation_id, "priya")
    answer = browser.get(browser.post(form.action).location)
    page = seen(answer)
    assert page.headings == ["Priya has taken it."]
    assert "You do not need to do anything." in page.words
    assert "Sam" not in answer.text
    assert buttons(page) == []


def test_passing_it_on_is_confirmed_and_the_next_phone_rings(house):
    escalation_id = raised(house)
    page = presses(house, escalation_id, "priya", "Pass it on")
    assert page.headings == ["You passed it on."]
    assert buttons(page) == ["Take it"]
    look(house, escalation_id)
    assert page_of(house, escalation_id).headings == ["Ringing Tom."]


def test_who_was_not_tried_yet_may_take_it_but_has_nothing_to_pass_on(house):
    assert buttons(page_of(house, raised(house), "amina")) == ["Take it"]


def test_handing_back_hides_the_colleague_again_and_rings_on(house):
    escalation_id = raised(house)
    presses(house, escalation_id, "priya", "Take it")
    page = presses(house, escalation_id, "priya", "I cannot do it after all")
    assert "Sam" not in page.words
    assert "We have spoken" in buttons(page)
    look(house, escalation_id)
    assert page_of(house, escalation_id).headings == ["Ringing Tom."]


def test_either_of_the_two_confirms_and_only_they_get_the_stamp(house):
    escalation_id = raised(house)
    presses(house, escalation_id, "priya", "Take it")
    page = presses(house, escalation_id, "priya", "We have spoken")
    assert page.headings == ["Done. You have spoken."]
    assert "by S Lee" in page.words
    other = house.browses("tom").get(f"/call-outs/{escalation_id}")
    assert seen(other).headings == ["This call-out is over."]
    assert "Lee" not in other.text


def test_who_had_it_when_it_was_called_off_is_asked_to_check(house):
    escalation_id = raised(house)
    does(house, "acknowledge", escalation_id, "priya")
    does(house, "cancel", escalation_id, "sam")
    page = page_of(house, escalation_id, "priya")
    assert page.headings == ["Sam Lee has called it off."]
    assert page.links["Ring Sam Lee 07700 900123"] == "tel:+447700900123"
    assert page_of(house, escalation_id, "tom").headings == ["This call-out was called off."]


# Everybody else, and what the fragment is.


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


@pytest.mark.parametrize(
    ("outage", "said"),
    [(Refused(), "could not be reached"), (NotPlaced(), "the call failed, trying again")],
    ids=[Failure.PERSON, Failure.CARRIER],
)
def test_a_call_that_fails_is_told_of(house, outage, said):
    house.telephone.fails_next(outage)
    assert f"Priya Shah Safeguarding officer {said}" in page_of(house, raised(house)).words


def test_a_drill_is_marked(house):
    escalation_id = raised(house)
    with house.real_book.writing() as page:
        page.save(replace(page.escalation(escalation_id), drill=True))
    for person in ("sam", "priya"):
        assert (
            "This is a practice. Nothing has happened."
            in page_of(house, escalation_id, person).words
        )
