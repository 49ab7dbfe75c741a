"""The officer's page: what is asked of them now, and calm where it is nothing."""

from web.climbing import does, look
from web.seen import seen

HTML = {"Accept": "text/html"}


def page_of(house, person):
    return seen(house.browses(person).get("/officer"))


def test_nothing_asked_is_said_calmly(house):
    page = page_of(house, "priya")
    assert page.headings == ["Call-outs for you"]
    assert "Nothing is asked of you." in page.words
    assert "Save our number, 020 7946 0000" in page.words
    assert "020 7946 0999" in page.words


def test_what_is_asked_can_be_taken_at_once(house):
    one = house.raises()
    look(house, one["id"])
    browser = house.browses("priya")
    page = seen(browser.get("/officer"))
    assert "A colleague needs an officer now." in page.words
    assert one["reference"] in page.words
    taken = browser.post(page.form("Take it").action)
    assert seen(browser.get(taken.location)).headings == ["Ring Sam Lee now."]
    assert "Ring Sam Lee now." in seen(browser.get("/officer")).words


def test_no_name_and_no_number_stands_here_before_it_is_taken(house):
    look(house, house.raises()["id"])
    answer = house.browses("priya").get("/officer")
    assert "Sam" not in answer.text
    assert "900123" not in answer.text


def test_two_at_once_are_both_shown_the_oldest_first(house):
    first = house.raises("sam")
    house.clock.passes(1)
    second = house.raises("jo")
    words = page_of(house, "priya").words
    assert words.index(first["reference"]) < words.index(second["reference"])


def test_what_others_were_chosen_for_does_not_exist_here(house):
    calm = house.browses("priya").get("/officer").text
    escalation = house.raises(ring=["tom"])
    look(house, escalation["id"])
    assert house.browses("priya").get("/officer").text == calm
    does(house, "acknowledge", escalation["id"], "tom")
    assert house.browses("priya").get("/officer").text == calm


def called_off(house, **body):
    one = house.raises(**body)
    look(house, one["id"])
    does(house, "cancel", one["id"], "sam")
    return one


def test_what_was_called_off_is_said_for_half_an_hour_to_who_was_on_its_list(house):
    one = called_off(house, ring=["priya", "amina"])
    said = f"Call-out {one['reference']} was called off at 03:00. You do not need to do anything."
    for person in ("priya", "amina"):
        page = page_of(house, person)
        assert said in page.words
        assert "Nothing is asked of you." in page.words
        assert "Take it" not in [form.label for form in page.forms]
    assert one["reference"] not in page_of(house, "tom").words
    house.clock.passes(29 * 60)
    assert said in page_of(house, "priya").words
    house.clock.passes(61)
    assert one["reference"] not in page_of(house, "priya").words


def test_who_had_taken_it_is_led_to_what_is_left_to_do(house):
    one = house.raises()
    look(house, one["id"])
    does(house, "acknowledge", one["id"], "priya")
    does(house, "cancel", one["id"], "sam")
    page = page_of(house, "priya")
    assert "Check with your colleague by voice that all is well." in page.words
    assert "You do not need to do anything." not in page.words
    assert page.links["See more"] == f"/call-outs/{one['id']}"
    assert "Sam" not in page.words


def test_a_slip_of_which_no_phone_rang_is_no_news(house):
    one = house.raises()
    does(house, "cancel", one["id"], "sam")
    assert one["reference"] not in page_of(house, "priya").words


def test_what_is_over_is_gone(house):
    one = house.raises()
    does(house, "cancel", one["id"], "sam")
    assert "Nothing is asked of you." in page_of(house, "priya").words


def test_a_taken_one_does_not_bother_the_others(house):
    one = house.raises()
    does(house, "acknowledge", one["id"], "priya")
    page = page_of(house, "tom")
    assert "Priya has taken it." in page.words
    assert "Take it" not in [form.label for form in page.forms]


def test_passing_it_on_is_confirmed_here_too(house):
    one = house.raises()
    look(house, one["id"])
    browser = house.browses("priya")
    browser.post(seen(browser.get("/officer")).form("Pass it on").action)
    page = seen(browser.get("/officer"))
    assert "You passed it on." in page.words
    assert "Pass it on" not in [form.label for form in page.forms]


def test_the_fragment_is_what_changes(house):
    house.raises()
    browser = house.browses("priya")
    part, whole = seen(browser.get("/officer/now")), seen(browser.get("/officer"))
    assert "A colleague needs an officer now." in part.words
    assert part.words in whole.words
    assert whole.named("main")[0]["data-follow"] == "/officer/now"


def test_others_are_turned_away(house):
    for person in ("sam", "noor", "grace"):
        page = seen(house.browses(person).get("/officer", headers=HTML), 403)
        assert "020 7946 0999" in page.words
