"""The page that adds somebody: the number is shown back before it is saved."""

from dataclasses import replace

import pytest
from web.filling import presses, sends
from web.house import example_rota, number
from web.keeping import rota_of
from web.seen import seen

from service.domain.people import PhoneNumber, Role

NEW = {"name": "Joan Park", "phone": "07700 900 130", "roles": ["staff", "officer"], "texts": "on"}


def adds(house, **changed):
    """Add somebody as *changed*, up to where the number is shown back."""
    browser = house.browses("noor")
    return browser, sends(browser, "/people/new", "Add", **(NEW | changed))


@pytest.mark.parametrize("typed", ["07700 900 130", "+44 (0)7700 900130", "0044-7700-900130"])
def test_a_number_typed_in_any_form_is_shown_back_and_then_saved(house, typed):
    browser, answer = adds(house, phone=typed)
    page = seen(answer)
    assert "We read the number as 07700 900130 . Is it right?" in page.words
    assert "joan" not in rota_of(house).people
    saved = presses(browser, answer, "Yes, save")
    assert (saved.status_code, saved.location) == (303, "/people/joan?saved=2")
    joan = rota_of(house).people["joan"]
    assert (joan.name, joan.phone) == ("Joan Park", PhoneNumber("+447700900130"))
    assert joan.roles == {Role.STAFF, Role.OFFICER}
    assert joan.texts
    words = seen(browser.get(saved.location)).words
    assert "Joan Park (joan) is added" in words
    assert "Not proved" in words
    assert "Joan has no place in the order yet, so nobody rings them." in words
    assert "It is rung" not in words


def test_another_number_than_the_one_shown_back_is_shown_back_as_well(house):
    browser, answer = adds(house)
    form = seen(answer).form("Yes, save")
    again = browser.post(form.action, data=form.filled(phone="07700 900131"))
    assert "We read the number as 07700 900131" in seen(again).words
    assert "joan" not in rota_of(house).people


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("999", "an emergency or public line"),
        ("118500", "is a short one"),
        ("0909 8790123", "costs a premium"),
        ("٠٧٧٠٠٩٠٠١٣٠", "something other than the digits 0 to 9"),
        ("07700 9OO130", "something other than the digits 0 to 9"),
        ("07700 900 13", "a digit may be missing or wrong"),
        ("+33 1 42 68 53 00", "belongs to a country"),
        ("", "There is no phone number."),
    ],
)
def test_a_number_that_nobody_may_be_rung_on_is_refused_beside_its_field(house, phone, said):
    _, answer = adds(house, phone=phone)
    page = seen(answer, 422)
    assert page.form("Add").one("phone") == phone
    assert page.form("Add").one("name") == "Joan Park"
    assert page.words.count(said) == 2  # in the summary, and beside the field
    assert any(one.get("id") == "phone-wrong" for one in page.named("p"))
    assert next(one for one in page.named("input") if one.get("id") == "phone")["aria-invalid"]
    assert not phone or phone not in page.words.replace("Ring 999", "")


@pytest.mark.parametrize("name", ["", "Jo<b>an", "Jo\u202ean", "J" * 61, "Jo\x07an"])
def test_a_name_that_is_none_is_refused_beside_its_field(house, name):
    _, answer = adds(house, name=name)
    page = seen(answer, 422)
    assert [one for one in page.named("p") if one.get("id") == "name-wrong"]
    assert len(rota_of(house).people) == len(example_rota().people)


def test_a_name_is_shown_as_it_is_written(house):
    browser, answer = adds(house, name="Joan “Jo” O'Brien & Sons")
    presses(browser, answer, "Yes, save")
    assert "Joan “Jo” O'Brien & Sons" in seen(browser.get("/people")).words


def test_a_landline_is_saved_with_a_second_thought_and_never_texted(house):
    browser, answer = adds(house, phone="020 7946 0123")
    assert "It is no mobile: it is never texted" in seen(answer).words
    presses(browser, answer, "Save anyway")
    assert not rota_of(house).people["joan"].texts


def test_a_number_that_somebody_has_is_saved_with_a_second_thought(house):
    browser, answer = adds(house, phone="07700 900112")
    assert "Tom Reed has this number too: one phone rings for all." in seen(answer).words
    presses(browser, answer, "Save anyway")
    assert rota_of(house).people["joan"].phone == number(112)


def test_nobody_is_added_without_a_role(house):
    browser = house.browses("noor")
    form = seen(browser.get("/people/new")).form("Add")
    answer = browser.post(form.action, data=form.filled(**(NEW | {"roles": []})))
    assert "Without a role nobody can do anything here." in seen(answer, 422).words


def test_a_ladder_of_their_own_may_be_chosen(house):
    browser, answer = adds(house, ladder="premises")
    presses(browser, answer, "Yes, save")
    assert rota_of(house).people["joan"].ladder == "premises"
    answer = adds(house, phone="07700 900135", shown="07700 900135", ladder="nothing")[1]
    assert "There is no ladder of that name." in seen(answer, 422).words


def test_a_name_with_markup_from_elsewhere_is_shown_as_it_is_written(house):
    people = example_rota().people
    house.changes_rota(
        example_rota(people=people | {"tom": replace(people["tom"], name="<b>Tom</b> Reed")})
    )
    browser = house.browses("noor")
    for path in ("/people", "/people/tom", "/people/tom/leave", "/people/tom/prove"):
        answer = browser.get(path)
        assert "<b>Tom</b>" in seen(answer).words, path
        assert "<b>Tom" not in answer.text, path
    assert "<b>Tom" not in house.browses("tom").get("/me").text


def test_the_number_read_back_and_its_button_stand_before_the_form(house):
    _, answer = adds(house)
    form = answer.text[answer.text.index('action="/people/new"') :]
    assert 0 < form.index("Not saved yet") < form.index("Yes, save") < form.index('name="name"')
