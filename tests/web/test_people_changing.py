"""The page that changes somebody, also where somebody else was faster."""

from dataclasses import replace

from web.filling import presses, sends
from web.house import example_rota, number
from web.keeping import rota_of
from web.seen import seen

from service.desk import keeping
from service.domain.edits.people import replace_person
from service.domain.people import NumberMarks, PhoneNumber
from service.domain.versions import Author


def version_of(house):
    with house.real_book.reading() as page:
        return page.version()


def test_a_change_that_leaves_the_number_needs_one_press(house):
    browser = house.browses("noor")
    answer = sends(browser, "/people/tom", "Save", name="Tom Ready", night_drills="on")
    assert answer.status_code == 303
    tom = rota_of(house).people["tom"]
    assert (tom.name, tom.phone, tom.night_drills) == ("Tom Ready", number(112), True)


def test_a_new_number_is_shown_back_and_is_to_be_proved_anew(house):
    with house.real_book.writing() as page:
        page.mark(number(130), NumberMarks(proved_at=house.clock.now()))
    browser = house.browses("noor")
    answer = sends(browser, "/people/tom", "Save", phone="07700 900130")
    assert rota_of(house).people["tom"].phone == number(112)
    saved = presses(browser, answer, "Yes, save")
    assert rota_of(house).people["tom"].phone == number(130)
    assert "Not proved" in seen(browser.get(saved.location)).words


def test_who_saves_second_is_shown_what_the_first_changed_and_loses_nothing(house):
    browser = house.browses("noor")
    form = seen(browser.get("/people/tom")).form("Save")
    author, seen_version = Author("priya", "Priya Shah"), version_of(house)
    amina = replace(rota_of(house).people["amina"], name="Amina D")
    keeping.change(house.parts.desk, author, seen_version, lambda rota: replace_person(rota, amina))
    answer = browser.post(form.action, data=form.filled(name="Tom Ready"))
    page = seen(answer, 409)
    assert "Priya Shah changed the rota" in page.words
    assert "Amina Diallo (amina) is now called Amina D." in page.words
    assert page.form("Save").one("name") == "Tom Ready"
    assert rota_of(house).people["tom"].name == "Tom Reed"
    assert presses(browser, answer, "Save").status_code == 303
    assert rota_of(house).people["tom"].name == "Tom Ready"
    assert rota_of(house).people["amina"].name == "Amina D"


def test_a_form_that_does_not_say_what_it_was_made_from_saves_nothing(house):
    browser = house.browses("noor")
    form = seen(browser.get("/people/tom")).form("Save")
    for version in ("", "x", "-1"):
        answer = browser.post(form.action, data=form.filled(name="Tom Ready", version=version))
        assert seen(answer, 422)
    assert rota_of(house).people["tom"].name == "Tom Reed"


def test_somebody_whose_number_is_of_another_country_may_be_changed_all_the_same(house):
    people = example_rota().people
    abroad = replace(people["tom"], phone=PhoneNumber("+33142685300"))
    house.changes_rota(example_rota(people=people | {"tom": abroad}))
    answer = sends(house.browses("noor"), "/people/tom", "Save", name="Tom Ready")
    assert answer.status_code == 303
    assert rota_of(house).people["tom"].phone == abroad.phone
