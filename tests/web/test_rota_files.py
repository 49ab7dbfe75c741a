"""The rota as a file: taken out as ``escalate rota export`` prints it, and brought in."""

import base64
from dataclasses import replace

import pytest
from web.house import example_rota
from web.keeping import away, changes_it, latest, rota_of, somebody_else_saves
from web.seen import seen

from service.domain.edits.absences import add_away
from service.domain.versions import Source
from service.rota_file import write_rota

HTML = {"Accept": "text/html"}
WHERE = "/rota/file"
FILE = write_rota(replace(example_rota(), organisation="Harbour House"))


@pytest.fixture
def browser(house):
    house.changes_rota(example_rota(directory=()))
    return house.browses("noor")


def uploads(browser, content, name="mine.toml"):
    """Send it as a browser does; the client's own way leaves a file open where it is long."""
    raw = content.encode() if isinstance(content, str) else content
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + raw + b"\r\n--b--\r\n"
    return browser.post(WHERE, data=body, content_type="multipart/form-data; boundary=b")


def brings_in(browser, checked):
    form = checked.form("Put it in place of the rota")
    return browser.post(form.action, data=form.filled())


def test_what_is_taken_out_changes_nothing_when_it_is_brought_in(browser, house):
    answer = browser.get("/rota/export.toml")
    assert answer.text == write_rota(rota_of(house))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rota-0.toml"'
    page = seen(uploads(browser, answer.data))
    assert "Nothing would change" in page.words
    assert "Put it in place of the rota" not in [form.label for form in page.forms]


def test_what_a_file_would_change_is_shown_before_it_is_saved(browser, house):
    page = seen(uploads(browser, FILE))
    assert "The organisation is now called Harbour House" in page.words
    assert rota_of(house).organisation == "Harbour Lane"
    answer = brings_in(browser, page)
    assert "Saved." in seen(browser.get(answer.headers["Location"])).words
    assert rota_of(house).organisation == "Harbour House"
    assert (latest(house).source, latest(house).author.key) == (Source.FILE, "noor")


def test_every_mistake_is_listed_with_its_line_and_its_mend(browser, house):
    before = rota_of(house)
    text = FILE.replace("holder = ", "holdr = ").replace('timezone = "', 'timezone = "X')
    page = seen(uploads(browser, text), 422)
    assert "8 to mend in the file, and nothing was saved" in page.words
    assert "line 2, timezone: This time zone is not known." in page.words
    assert "ladders.1.rungs.1.holdr" in page.words
    assert "Put it in place of the rota" not in [form.label for form in page.forms]
    assert rota_of(house) == before


def test_a_file_that_leaves_no_admin_is_refused_with_the_mend(browser, house):
    rota = rota_of(house)
    people = {key: replace(one, roles=one.roles - {"admin"}) for key, one in rota.people.items()}
    page = seen(uploads(browser, write_rota(replace(rota, people=people))), 422)
    assert "Priya Shah is the last admin" in page.words
    assert "Put it in place of the rota" not in [form.label for form in page.forms]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "No file was chosen. Choose a rota file"),
        (b"\xff\xfe\x00", "That file is no text in UTF-8."),
        (b"#" * 1_000_001, "That file is too large for a rota."),
        (b"organisation = <b>", "It cannot be brought in"),
    ],
)
def test_what_is_no_rota_is_refused_with_the_mend(browser, content, said):
    answer = uploads(browser, content)
    assert said in seen(answer, 422).words
    assert "<b>" not in answer.text


def test_a_film_is_refused_before_it_is_read(browser):
    kind = "multipart/form-data; boundary=film"
    answer = browser.post(WHERE, data=b"#" * 2_000_001, content_type=kind)
    assert "That file is too large for a rota." in seen(answer, 422).words


def test_a_thousand_people_are_refused_with_one_sentence(browser, house):
    person = '[people.p{0}]\nname = "P {0}"\nphone = "07700 900{1:03}"\nroles = ["staff"]\n'
    many = "".join(person.format(number, number % 1000) for number in range(1000))
    page = seen(uploads(browser, f"{FILE}\n{many}"), 422)
    assert "There are 1007 people in this file, and a rota holds at most 500." in page.words


def test_four_hundred_people_are_brought_in(browser, house):
    person = '[people.p{0}]\nname = "P {0}"\nphone = "07700 900{0:03}"\nroles = ["staff"]\n'
    many = "".join(person.format(number) for number in range(200, 600))
    page = seen(uploads(browser, f"{FILE}\n{many}"))
    assert brings_in(browser, page).status_code == 303
    assert len(rota_of(house).people) == 407


def test_a_file_from_before_the_latest_changes_says_which_it_does_not_hold(browser, house):
    taken = browser.get("/rota/export.toml")
    gone = away("tom", "2026-11-27", "2026-11-28")
    changes_it(house, lambda rota: add_away(rota, gone, house.clock.now()))
    page = seen(uploads(browser, taken.data.replace(b"Harbour Lane", b"Harbour House")))
    assert "This file may be older than these changes." in page.words
    assert "Priya Shah, Sunday 22 November 2026, 03:00 GMT: Tom Reed" in page.words
    fresh = browser.get("/rota/export.toml")
    named = fresh.headers["Content-Disposition"].partition('"')[2].strip('"')
    changed = fresh.data.replace(b"Harbour Lane", b"Harbour House")
    page = seen(uploads(browser, changed, named.replace(".toml", " (1).toml")))
    assert "may be older" not in page.words
    somebody_else_saves(house)
    page = seen(uploads(browser, changed, named))
    assert page.words.count("is now called Harbour Two") == 1
    assert page.words.count("is now called Harbour House") == 1
    assert "Tom Reed" not in page.words


def test_of_two_who_save_at_once_the_second_is_shown_the_first_and_loses_nothing(browser, house):
    page = seen(uploads(browser, FILE))
    somebody_else_saves(house)
    form = page.form("Put it in place of the rota")
    moved = seen(browser.post(form.action, data=form.filled()), 409)
    assert "Priya Shah changed the rota at 03:00 while this page was open" in moved.words
    assert rota_of(house).organisation == "Harbour Two"
    assert brings_in(browser, moved).status_code == 303
    assert rota_of(house).organisation == "Harbour House"


@pytest.mark.parametrize("content", ["", "%%%", base64.b64encode(b"\xff").decode(), "b3I="])
def test_what_was_not_shown_before_is_not_brought_in(browser, house, content):
    before = rota_of(house)
    data = {"version": "0", "content": content}
    page = seen(browser.post("/rota/file/bring-in", data=data), 422)
    assert "This page was not sent whole, so nothing was saved." in page.words
    assert rota_of(house) == before


def test_others_are_turned_away(house):
    for person in ("sam", "tom", "grace"):
        for path in (WHERE, "/rota/export.toml"):
            assert house.browses(person).get(path, headers=HTML).status_code == 403
