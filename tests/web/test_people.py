"""The admins' pages of people: added, changed, left; each number shown back before it is saved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from web.house import example_rota, number
from web.seen import seen

from service.desk import keeping
from service.domain.edits.people import replace_person
from service.domain.people import NumberMarks, PhoneNumber, Role
from service.domain.versions import Author

NEW = {"name": "Joan Park", "phone": "07700 900 130", "roles": ["staff", "officer"], "texts": "on"}


def rota_of(house):
    with house.real_book.reading() as page:
        return page.rota()


def version_of(house):
    with house.real_book.reading() as page:
        return page.version()


def sends(browser, path, label, **form):
    """Fill in the form at *path*, and press its button."""
    found = seen(browser.get(path)).form(label)
    return browser.post(found.action, data=found.filled(**form))


def presses(browser, answer, label):
    """Press *label* on the page that was answered."""
    form = seen(answer, answer.status_code).form(label)
    return browser.post(form.action, data=form.filled())


def adds(house, **changed):
    """Add somebody as *changed*, up to where the number is shown back."""
    browser = house.browses("noor")
    return browser, sends(browser, "/people/new", "Add", **(NEW | changed))


# Adding.


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


def test_the_number_read_back_and_its_button_stand_before_the_form(house):
    _, answer = adds(house)
    form = answer.text[answer.text.index('action="/people/new"') :]
    assert 0 < form.index("Not saved yet") < form.index("Yes, save") < form.index('name="name"')


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


# Changing.


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


# Leaving.


def test_leaving_says_what_would_change_and_takes_them_out_with_their_devices(house):
    toms = house.browses("tom")
    assert toms.get("/officer").status_code == 200
    browser = house.browses("noor")
    words = seen(browser.get("/people/tom/leave")).words
    assert "Tom Reed (tom) is removed" in words
    saved = sends(browser, "/people/tom/leave", "Take Tom out")
    assert saved.status_code == 303
    assert "tom" not in rota_of(house).people
    assert "Tom Reed (tom) is removed" in seen(browser.get(saved.location)).words
    house.changes_rota(example_rota())
    assert toms.get("/officer", headers={"Accept": "text/html"}).status_code == 401


def test_the_last_officer_stays_with_the_reason_and_the_mend(house):
    people = example_rota().people
    tom, rest = people["tom"], {"tom", "noor", "sam"}
    ladders = tuple(
        replace(one, rungs=tuple(rung for rung in one.rungs if rung.holder == "tom"))
        for one in example_rota().ladders
    )
    kept = {key: people[key] for key in people if key in rest}
    house.changes_rota(example_rota(people=kept, ladders=ladders))
    browser = house.browses("noor")
    answer = sends(browser, "/people/tom/leave", "Take Tom out")
    page = seen(answer, 422)
    assert "Tom Reed is the last officer: without them nobody could be rung." in page.words
    assert "Add another officer first" in page.words
    roles = ["staff"]
    answer = sends(browser, "/people/tom", "Save", roles=roles)
    assert "the last officer" in seen(answer, 422).words
    assert rota_of(house).people["tom"] == tom


def test_the_last_admin_stays_and_anybody_else_may_go(house):
    people = dict(example_rota().people)
    people["priya"] = replace(people["priya"], roles=frozenset({Role.OFFICER}))
    house.changes_rota(example_rota(people=people))
    browser = house.browses("noor")
    page = seen(sends(browser, "/people/noor/leave", "Take Noor out"), 422)
    assert "Noor Aziz is the last admin: without them nobody could keep this rota." in page.words
    for key, first in (("priya", "Priya"), ("sam", "Sam"), ("grace", "Grace")):
        assert sends(browser, f"/people/{key}/leave", f"Take {first} out").status_code == 303
    assert {"priya", "sam", "grace"}.isdisjoint(rota_of(house).people)


def test_whoever_is_rung_just_now_may_leave_and_the_page_tells_nothing(house):
    words = seen(house.browses("noor").get("/people/tom/leave")).words
    house.has_a_ticker()
    raised = house.raises()
    house.rings(raised["id"])
    browser = house.browses("noor")
    assert seen(browser.get("/people/tom/leave")).words == words
    assert sends(browser, "/people/tom/leave", "Take Tom out").status_code == 303
    assert "tom" in house.escalation(raised["id"]).listed


def test_there_is_no_page_of_somebody_whom_there_is_not(house):
    browser = house.browses("noor")
    html = {"Accept": "text/html"}
    for path in ("/people/joan", "/people/joan/leave", "/people/joan/prove"):
        assert browser.get(path, headers=html).status_code == 404


# The list.


def test_the_list_says_who_can_be_reached_and_what_is_missing(house):
    now = house.clock.now()
    known = {
        111: NumberMarks(proved_at=now - timedelta(days=12)),
        112: NumberMarks(proved_at=now - timedelta(days=94)),
        113: NumberMarks(proved_at=now, prove_again=True),
        124: NumberMarks(proved_at=now, texts_off=True),
    }
    with house.real_book.writing() as page:
        for last, marks in known.items():
            page.mark(number(last), marks)
    words = seen(house.browses("noor").get("/people")).words
    for said in (
        "Priya Shah 07700 900111 · proved 12 days ago Admin, Officer · texts",
        "Tom Reed 07700 900112 Proved 94 days ago: to be proved again Officer",
        "Amina Diallo 07700 900113 To be proved again Officer",
        "Jo Hart 07700 900124 Texts are off: they wrote STOP Officer, Staff",
        "Noor Aziz 07700 900125 Not proved Admin",
    ):
        assert said in words


def test_two_admins_are_asked_for_one_of_them_no_officer(house):
    def asked(*admins):
        people = {
            key: replace(
                one, roles=one.roles - {Role.ADMIN} | ({Role.ADMIN} if key in admins else set())
            )
            for key, one in example_rota().people.items()
        }
        house.changes_rota(example_rota(people=people))
        browser = house.browses(admins[0])
        pages = [seen(browser.get(path)).words for path in ("/people", "/rota")]
        said = [
            next((one for one in words.split(".") if "Please ask" in one), "") for words in pages
        ]
        assert ["to be an admin" in one for one in said] in ([True, True], [False, False])
        return said[0]

    assert not asked("priya", "noor")
    assert "a second person to be an admin" in asked("noor")
    assert "a second person who is not an officer to be an admin" in asked("priya")
    assert "one more person who is not an officer to be an admin" in asked("priya", "tom")


def test_somebody_whose_number_is_of_another_country_may_be_changed_all_the_same(house):
    people = example_rota().people
    abroad = replace(people["tom"], phone=PhoneNumber("+33142685300"))
    house.changes_rota(example_rota(people=people | {"tom": abroad}))
    answer = sends(house.browses("noor"), "/people/tom", "Save", name="Tom Ready")
    assert answer.status_code == 303
    assert rota_of(house).people["tom"].phone == abroad.phone


def test_each_page_has_one_heading_a_label_for_every_field_and_nothing_inline(house):
    browser = house.browses("noor")
    for path in ("/people", "/people/new", "/people/tom", "/people/tom/leave", "/people/tom/prove"):
        answer = browser.get(path)
        page = seen(answer)
        assert len(page.headings) == 1, path
        labelled = {one.get("for") for one in page.named("label")}
        typed = [one for one in page.named("input") if one["type"] in {"text", "tel"}]
        assert {one["id"] for one in typed} <= labelled, path
        described = {one.get("aria-describedby") for one in page.named("input")} - {None}
        assert described <= {attributes.get("id") for _, attributes in page.tags}, path
        assert "style=" not in answer.text, path


def test_the_rota_says_for_how_long_each_phone_is_really_rung(house):
    now, mailbox = house.clock.now(), timedelta(seconds=25)
    with house.real_book.writing() as page:
        page.mark(number(111), NumberMarks(proved_at=now, measured_at=now, mailbox=mailbox))
    words = seen(house.browses("noor").get("/rota")).words
    assert "07700 900111: rung at 0:00 and 1:00, for 21 seconds each time" in words
    assert "07700 900112: rung at 1:45 and 2:45, for 22 seconds each time" in words
