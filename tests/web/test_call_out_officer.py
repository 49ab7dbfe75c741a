"""One call-out, as the officers on its list see it."""

from web.call_out import buttons, page_of, presses, raised
from web.climbing import climbs, does, look
from web.seen import seen


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
