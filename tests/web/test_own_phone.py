"""Everybody's own page: what is to be mended about their phone, their choices, and the PIN."""

from dataclasses import replace
from datetime import timedelta

import pytest
from web.house import example_rota, number
from web.seen import seen

from service.desk.own_phone import too_simple
from service.domain.people import NumberMarks, PhoneNumber
from service.pins import Pins

PAGE, PIN = "/me", "/officer/phone/pin"
SIMPLE = ["0000", "9999", "1212", "1122", "1234", "7890", "4321", "0987"]


def marks(house, last, **marked):
    with house.real_book.writing() as page:
        page.mark(number(last), NumberMarks(**marked))


def pin_of(house, person="priya"):
    with house.real_book.reading() as page:
        return page.pin(person)


def fits(house, digits):
    return Pins(house.parts.settings.secret_key.get_secret_value()).fits(digits, pin_of(house))


def sets(house, first, again=None, label="Set a PIN"):
    browser = house.browses("priya")
    form = seen(browser.get(PAGE)).form(label)
    sent = form.filled(pin=first, again=first if again is None else again)
    return browser.post(form.action, data=sent)


def test_all_well_says_how_we_reach_them_and_nothing_else(house):
    page = seen(house.browses("priya").get(PAGE))
    assert "We ring 07700 900111 , and text it" in page.words
    assert "text STOP to 020 7946 0000" in page.words
    assert "It is not proved." in page.words
    assert "proved again" not in page.words
    assert "Texts to you are off" not in page.words
    assert "You have no PIN" in page.words


@pytest.mark.parametrize("path", ["/officer", PAGE])
def test_texts_that_are_off_come_with_the_way_to_turn_them_on(house, path):
    marks(house, 111, texts_off=True)
    words = seen(house.browses("priya").get(path)).words
    assert "Texts to you are off. We still ring you." in words
    assert "text START to 020 7946 0000" in words
    assert "Texts to you are off" not in seen(house.browses("tom").get(path)).words


@pytest.mark.parametrize("path", ["/officer", PAGE])
def test_a_number_to_be_proved_again_is_told_to_its_owner(house, path):
    marks(house, 111, prove_again=True)
    words = seen(house.browses("priya").get(path)).words
    assert "Your number, 07700 900111 , is to be proved again." in words


def test_a_pin_is_set_changed_and_removed(house):
    answer = sets(house, "4827")
    assert answer.status_code == 303
    assert fits(house, "4827")
    assert "4827" not in pin_of(house).split("$")  # within a hash it may stand by chance
    sets(house, "7351", label="Change the PIN")
    assert fits(house, "7351")
    browser = house.browses("priya")
    page = seen(browser.get(PAGE))
    assert "You have a PIN." in page.words
    browser.post(page.form("Remove the PIN").action)
    assert pin_of(house) is None


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("482", "482", "four digits from 0 to 9"),
        ("48271", "48271", "four digits from 0 to 9"),
        ("48a7", "48a7", "four digits from 0 to 9"),
        ("٤٨٢٧", "٤٨٢٧", "four digits from 0 to 9"),
        ("", "", "four digits from 0 to 9"),
        ("4827", "4826", "The two are not the same"),
        ("4827", "", "The two are not the same"),
        ("0111", "0111", "not your own number"),
        ("1234", "1234", "too easy to guess"),
    ],
)
def test_what_is_no_good_pin_is_refused_with_the_mend_and_never_repeated(house, first, again, said):
    answer = sets(house, first, again)
    page = seen(answer, 422)
    assert said in page.words
    assert "nothing was changed" in page.words
    assert not first or f'"{first}"' not in answer.text
    assert [value for name, value in page.form("Set a PIN").fields] == ["", ""]
    assert pin_of(house) is None


def test_the_pin_before_stays_where_another_is_refused(house):
    sets(house, "4827")
    sets(house, "0000", label="Change the PIN")
    assert fits(house, "4827")


@pytest.mark.parametrize("digits", SIMPLE)
def test_what_everybody_tries_first_is_too_simple(digits):
    assert too_simple(digits)


@pytest.mark.parametrize("digits", ["4827", "1357", "1243", "1223"])
def test_other_pins_are_not(digits):
    assert not too_simple(digits)


def test_another_site_cannot_set_a_pin(house):
    browser = house.browses("priya")
    answer = browser.post(
        PIN,
        data={"pin": "4827", "again": "4827"},
        headers={"Origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 403
    assert pin_of(house) is None


def test_a_landline_is_said_never_to_be_texted(house):
    people = example_rota().people
    priya = people["priya"]
    landline = type(priya.phone)("+442079460123")
    changed = type(priya)(
        key="priya", name=priya.name, phone=landline, texts=True, roles=priya.roles
    )
    house.changes_rota(example_rota(people=people | {"priya": changed}))
    words = seen(house.browses("priya").get(PAGE)).words
    assert "It is no mobile, so we never text it" in words
    assert "text STOP" not in words


def kept(house, person="sam"):
    with house.real_book.reading() as page:
        return page.rota().people[person]


def chooses(house, person="sam", **form):
    browser = house.browses(person)
    sent = seen(browser.get(PAGE)).form("Save your choices")
    return browser.post(sent.action, data=sent.filled(**form))


@pytest.mark.parametrize("person", ["sam", "tom", "noor", "grace"])
def test_everybody_sees_what_we_hold_about_them(house, person):
    page = seen(house.browses(person).get(PAGE))
    assert kept(house, person).name in page.words
    assert kept(house, person).phone.national() in page.words
    others = set(example_rota().people) - {person}
    assert not [one for one in others if kept(house, one).phone.national() in page.words]


def test_ones_own_choices_need_no_admin(house):
    assert kept(house).texts
    assert chooses(house, page_only="on").status_code == 303
    assert kept(house).texts
    assert kept(house).page_only
    browser = house.browses("sam")
    form = seen(browser.get(PAGE)).form("Save your choices")
    browser.post(form.action, data={})
    assert not kept(house).texts
    assert not kept(house).page_only
    assert "Saved." in seen(browser.get(f"{PAGE}?saved=1")).words


def test_they_are_a_change_of_the_rota_by_whoever_chose(house):
    chooses(house, page_only="on")
    with house.real_book.reading() as page:
        (version,) = page.versions(1)
    assert version.author.key == "sam"


def test_only_officers_agree_to_practice_by_night(house):
    chooses(house, "tom", night_drills="on")
    assert kept(house, "tom").night_drills
    chooses(house, "sam", night_drills="on")
    assert not kept(house, "sam").night_drills
    assert "for practice" not in seen(house.browses("sam").get(PAGE)).words


def test_a_landline_cannot_be_told_to_take_texts(house):
    people = example_rota().people
    landline = replace(people["sam"], phone=PhoneNumber("+442079460123"), texts=False)
    house.changes_rota(example_rota(people=people | {"sam": landline}))
    chooses(house, texts="on")
    assert not kept(house).texts


def test_staff_have_no_pin_and_the_old_address_shows_the_same_to_officers(house):
    assert "PIN" not in seen(house.browses("sam").get(PAGE)).words
    old = seen(house.browses("tom").get("/officer/phone")).words
    assert old == seen(house.browses("tom").get(PAGE)).words


def test_how_long_their_phone_is_rung_is_told_once_it_is_proved(house):
    now = house.clock.now()
    marks(house, 112, proved_at=now, measured_at=now, mailbox=timedelta(seconds=25))
    words = seen(house.browses("tom").get(PAGE)).words
    assert "It was proved today." in words
    assert "Its mailbox answers after 25 seconds: it is rung for 21." in words
