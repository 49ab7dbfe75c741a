"""The colleague's page: one button, the numbers, and the truth where a press fails."""

from datetime import time

import pytest
from web.house import NUMBERS, example_rota, number
from web.pressing import open_ones, pressed, the_button
from web.seen import seen

from service.desk import acting
from service.desk.acting import Step
from service.domain.directory import DirectoryEntry, Hours
from service.domain.people import Person, Role
from service.domain.rota import LadderPlan, RungPlan


def test_one_button_and_who_is_rung_and_where_they_ring_back(house):
    page = seen(house.browses("sam").get("/"))
    assert page.headings == ["Get help from the safeguarding team"]
    assert "We ring Priya, then Tom, then Amina Change who we ring" in page.words
    assert "They ring you on 07700 900123" in page.words
    assert "You do not need to type anything. We never ask what was said." in page.words
    before, _, _after = page.words.partition("Get help now")
    assert "Do not promise to keep it secret: some things must be shared." in before


def test_each_choice_has_its_own_way_to_change_it_and_none_is_needed(house):
    page = seen(house.browses("sam").get("/"))
    assert len(page.named("summary")) == 5  # whom, where, how, another site; and the policy
    after = page.words.partition("Get help now")[2]
    places = [after.index(f"Change {what}") for what in ("who we ring", "the number", "how we")]
    assert places == sorted(places)
    assert places[1] < after.index("You do not need to type anything")


def test_without_data_the_same_is_asked_by_a_call_or_a_text(house):
    page = seen(house.browses("sam").get("/"))
    assert "Ring us from your own phone, 07700 900123 , and press 1." in page.words
    assert page.links["Ring 020 7946 0000"] == "tel:+442079460000"
    assert page.links['Text "ring" to 020 7946 0000'] == "sms:+442079460000?body=ring"


def test_a_line_that_is_closed_comes_last_and_says_when_it_opens(house):
    always = Hours(frozenset(range(7)), time(0), time(0))
    by_day = Hours(frozenset(range(5)), time(9), time(17))
    lines = [
        DirectoryEntry(name="Shut", phone="020 7946 0001", dial="+442079460001", hours=(by_day,)),
        DirectoryEntry(name="Open", phone="020 7946 0002", dial="+442079460002", hours=(always,)),
        DirectoryEntry(name="Unsaid", phone="020 7946 0003", dial="+442079460003"),
        DirectoryEntry(name="Emergency services", phone="999", dial="999", hours=(always,)),
    ]
    house.changes_rota(example_rota(directory=tuple(lines)))
    page = seen(house.browses("sam").get("/"))
    order = ["Emergency services 999", "Priya Shah", "Amina Diallo", "Open 020", "Unsaid", "Shut"]
    numbers = page.words.rpartition("Ring someone yourself")[2]
    places = [numbers.index(name) for name in order]
    assert places == sorted(places)
    assert "Open 020 7946 0002 Open day and night." in page.words
    assert "Unsaid 020 7946 0003 Opening times not known." in page.words
    assert "Emergency services 999 Open day and night." in page.words
    assert "Shut 020 7946 0001 Closed now, opens Monday 09:00." in page.words


def test_nobody_doubts_that_999_is_open(house):
    words = seen(house.browses("sam").get("/")).words
    assert "Emergency services 999 Opening times not known." not in words


def test_danger_comes_first_and_every_number_can_be_rung(house):
    page = seen(house.browses("sam").get("/"))
    assert next(iter(page.links.items())) == ("Someone in danger now? Ring 999", "tel:999")
    assert page.links["Priya Shah Safeguarding officer 07700 900111"] == "tel:+447700900111"
    assert page.links["Helpline 020 7946 0999"] == "tel:+442079460999"
    assert all(one["phone"] in page.words for one in NUMBERS)


def test_the_panel_says_when_and_never_stands_in_the_way(house):
    before, button, after = seen(house.browses("sam").get("/")).words.partition("Get help now")
    assert button
    assert "When it must be shared" not in before
    assert "a threat to public safety or to the security of the state" in after
    assert "The law can require it too." in after
    assert "Ask the person to agree first, where asking is safe." in after
    assert "Encourage them to tell the authorities themselves" in after


def test_one_press_raises_and_shows_its_page(house):
    browser = house.browses("sam")
    answer = pressed(browser, the_button(browser))
    assert answer.status_code == 303
    (raised,) = open_ones(house)
    assert answer.location == f"/call-outs/{raised.id}"
    assert [rung.person for rung in raised.rungs] == ["priya", "tom", "amina"]
    assert house.bell.rung == [raised.id]


def test_the_form_needs_nothing_typed_and_takes_nothing_else(house):
    form = the_button(house.browses("sam"))
    assert {name for name, _ in form.fields} == {
        "key",
        "offered",
        "ring",
        "callback",
        "texts",
    }


def test_five_presses_of_one_page_are_one_call_out(house):
    browser = house.browses("sam")
    form = the_button(browser)
    places = {pressed(browser, form).location for _ in range(5)}
    assert len(places) == len(open_ones(house)) == 1


def test_a_tab_can_tell_whose_press_it_keeps_and_nobody_can_tell_from_that_who_it_is(house):
    marks = {
        person: seen(house.browses(person).get(path)).named("form")[0]["data-whose"]
        for person, path in (("sam", "/"), ("jo", "/"))
    }
    assert len(set(marks.values())) == 2
    kept = seen(house.browses("sam").get("/offline")).named("form")[0]
    assert kept["data-whose"] == marks["sam"]
    assert not {"sam", "jo"} & set(marks.values())


def test_the_names_are_joined_as_the_catalogue_joins_them(house):
    marked = seen(house.browses("sam").get("/")).named("strong")
    (order,) = [one for one in marked if one.get("id") == "order"]
    assert order["data-joined"] == "{names}, then {name}"


def test_a_press_from_another_tab_shows_what_is_open(house):
    browser = house.browses("sam")
    first, second = the_button(browser), the_button(browser)
    assert first.one("key") != second.one("key")
    assert pressed(browser, first).location == pressed(browser, second).location
    assert len(open_ones(house)) == 1


def test_what_is_open_is_shown_before_another_press(house):
    browser = house.browses("sam")
    where = pressed(browser, the_button(browser)).location
    (raised,) = open_ones(house)
    way = f"See what is happening with your call-out {raised.reference} , from 03:00"
    assert seen(browser.get("/")).links[way] == where


def test_something_else_is_a_second_call_out_and_asks_once(house):
    browser = house.browses("sam")
    first = pressed(browser, the_button(browser)).location
    link = seen(browser.get(first)).links["Start a second call-out"]
    form = the_button(browser, link)
    places = {first, *(pressed(browser, form).location for _ in range(3))}
    assert len(places) == len(open_ones(house)) == 2


def test_whoever_is_not_ticked_is_not_rung(house):
    browser = house.browses("sam")
    pressed(browser, the_button(browser), ring=["tom", "amina"])
    (raised,) = open_ones(house)
    assert [rung.person for rung in raised.rungs] == ["tom", "amina"]
    assert raised.listed == {"tom", "amina"}


def test_a_list_without_what_was_offered_is_kept_to(house):
    house.browses("sam").post("/call-outs", data={"key": "k", "ring": "tom"})
    (raised,) = open_ones(house)
    assert raised.listed == {"tom"}


def test_all_ticked_means_everybody_on_duty_at_the_press(house):
    browser = house.browses("sam")
    form = the_button(browser)
    rungs = (RungPlan(role="Deputy", holder="amina"),)
    house.changes_rota(example_rota(ladders=(LadderPlan(name="safeguarding", rungs=rungs),)))
    assert pressed(browser, form).status_code == 303
    (raised,) = open_ones(house)
    assert raised.listed == {"amina"}


def test_nobody_ticked_is_told_and_the_drawer_stands_open(house):
    browser = house.browses("sam")
    page = seen(pressed(browser, the_button(browser), ring=[]), 422)
    assert "Nothing was started. Tick at least one person to ring" in page.words
    assert "open" in page.named("details")[0]
    assert open_ones(house) == []


def test_who_has_left_the_rota_meanwhile_is_told_of(house):
    answer = house.browses("sam").post("/call-outs", data={"key": "k", "ring": "grace"})
    assert "The rota has changed since this page was opened." in seen(answer, 422).words


def test_another_number_to_ring_back_on(house):
    browser = house.browses("sam")
    pressed(browser, the_button(browser), callback=" 07700 900456 ")
    (raised,) = open_ones(house)
    assert raised.raiser.phone == number(456)


@pytest.mark.parametrize("typed", ["0770O 900456", "999", "07700", "<b>7</b>"])
def test_a_number_that_cannot_be_rung_is_told_of_and_not_repeated(house, typed):
    browser = house.browses("sam")
    answer = pressed(browser, the_button(browser), callback=typed)
    page = seen(answer, 422)
    assert "Nothing was started. The phone number" in page.words
    assert "open" in page.named("details")[1]
    assert f'"{typed}"' not in answer.text
    assert "<b>7" not in answer.text
    assert all(one["phone"] in page.words for one in NUMBERS)
    assert open_ones(house) == []


def test_a_used_page_whose_call_out_is_over_leads_to_a_new_one(house):
    browser = house.browses("sam")
    form = the_button(browser)
    where = pressed(browser, form).location
    acting.cancel(house.parts.desk, Step(escalation=where.split("/")[-1], person="sam"))
    again = seen(browser.get(pressed(browser, form).location))
    assert again.links["Start a new call-out"] == "/"


def test_an_officer_on_the_ladder_is_not_rung_about_their_own_press(house):
    people = example_rota().people
    priya = Person(
        key="priya",
        name="Priya Shah",
        phone=number(111),
        roles=frozenset({Role.OFFICER, Role.STAFF}),
    )
    house.changes_rota(example_rota(people=people | {"priya": priya}))
    page = seen(house.browses("priya").get("/"))
    assert "We ring Tom, then Amina Change" in page.words


def test_nobody_to_ring_shows_the_numbers_and_no_button(house):
    house.changes_rota(example_rota(ladders=()))
    browser = house.browses("sam")
    page = seen(browser.get("/"))
    assert "Nobody can be rung at the moment." in page.words
    assert "Get help now" not in [form.label for form in page.forms]
    assert "020 7946 0999" in page.words
    again = seen(browser.post("/call-outs", data={"key": "k"}), 503)
    assert "Nothing was started. Nobody can be rung at the moment" in again.words
    assert again.words.count("Nobody can be rung") == 1


def test_a_rota_with_nobody_and_nothing_still_has_999(house):
    house.changes_rota(example_rota(ladders=(), directory=()))
    assert seen(house.browses("sam").get("/")).links["Someone in danger now? Ring 999"] == "tel:999"


def test_a_house_that_cannot_ring_says_so_before_the_press(house):
    assert "Our calls may not get through" in seen(house.browses("sam").get("/")).words
    house.has_a_ticker()
    assert "Our calls may not get through" not in seen(house.browses("sam").get("/")).words


# Who is not staff, and who is nobody.


@pytest.mark.parametrize("person", ["noor", "grace", "tom"])
def test_others_see_outside_numbers_only(house, person):
    page = seen(house.browses(person).get("/"))
    assert page.headings == ["Ring someone yourself"]
    assert "020 7946 0999" in page.words
    assert "07700 900111" not in page.words
    assert 'takes the role "staff"' in page.words


def test_without_a_sign_in_there_are_numbers_and_the_way_in(house):
    page = seen(house.asks().get("/", headers={"Accept": "text/html"}))
    assert "020 7946 0999" in page.words
    assert "07700 900111" not in page.words
    assert "This is where people of Harbour Lane ask an officer to ring them." in page.words
    assert page.links["Ring 020 7946 0000"] == "tel:+442079460000"
    assert page.form("Sign in with a code").action == "/sign-in"
    assert next(iter(page.links.values())) == "tel:999"


def test_a_press_without_a_sign_in_gets_the_numbers(house):
    answer = house.asks().post("/call-outs", data={}, headers={"Accept": "text/html"})
    page = seen(answer, 401)
    assert page.headings == ["Nothing was started: you are not signed in here"]
    assert "How to sign in" in page.words
    assert "020 7946 0999" in page.words
