"""What a device may keep: the page, the worker, the manifest, and how long files are good."""

import json
from datetime import time

import pytest
from web.house import DIRECTORY, example_rota
from web.seen import seen

from service.domain.devices import REMEMBERED
from service.domain.directory import DirectoryEntry, Hours
from service.web.kept_files import DIGESTS

HTML = {"Accept": "text/html"}
OFFICERS = ("07700 900111", "07700 900112", "07700 900113")
SAFEGUARDING = ("safeguard", "help", "officer", "abuse", "escalat", "emergency")


def own_left_out(text):
    """What is left once the worker has taken out whatever stands between the marks."""
    first, *rest = text.split("<!--own-->")
    return first + "".join(part.partition("<!--/own-->")[2] for part in rest)


def test_staff_keep_whom_they_would_ring_and_the_button(house):
    page = seen(house.browses("sam").get("/offline"))
    for number in (*OFFICERS, "020 7946 0000", "020 7946 0999"):
        assert number in page.words
    assert "Numbers as of Sunday 22 November, 03:00 ." in page.words
    assert page.form("Get help now").one("key") == ""


def test_the_kept_button_rings_whoever_is_on_duty_when_it_gets_through(house):
    browser = house.browses("sam")
    form = seen(browser.get("/offline")).form("Get help now")
    answer = browser.post(form.action, data=form.filled(key="k" * 32))
    again = browser.post(form.action, data=form.filled(key="k" * 32))
    assert answer.location == again.location
    escalation = house.escalation(answer.location.rpartition("/")[2])
    assert [rung.person for rung in escalation.rungs] == ["priya", "tom", "amina"]


@pytest.mark.parametrize("path", ["/offline", "/officer"])
def test_without_data_or_a_sign_in_one_asks_by_a_call_or_a_text(house, path):
    answer = house.asks().get(path, headers=HTML)
    page = seen(answer, answer.status_code)
    said = 'Ring us from the phone that is on our list, and press 1. Or text us the word "ring".'
    assert said in page.words
    assert page.links['Text "ring" to 020 7946 0000'] == "sms:+442079460000?body=ring"


@pytest.mark.parametrize("person", [None, "noor", "tom", "grace"])
def test_others_keep_what_everybody_may_know(house, person):
    browser = house.browses(person) if person else house.asks()
    page = seen(browser.get("/offline"))
    assert "07700" not in page.words
    assert {"Ring 020 7946 0000", "Helpline 020 7946 0999"} <= set(page.links)
    assert not page.forms


def test_a_device_that_is_remembered_no_more_keeps_no_officer(house):
    browser = house.browses("sam")
    house.clock.at += REMEMBERED * 1.1
    assert "07700" not in browser.get("/offline").text


def test_what_is_kept_names_neither_who_asks_nor_what_was_raised(house):
    raised = house.raises()
    text = house.browses("sam").get("/offline").text
    for private in ("Sam", "900123", raised["id"], raised["reference"], "Signed in"):
        assert private not in text


def test_what_signing_out_takes_away_is_every_name_and_the_button(house):
    left = own_left_out(house.browses("sam").get("/offline").text)
    for own in ("07700", "Priya", "Tom", "Amina", "<form"):
        assert own not in left
    assert "020 7946 0999" in left
    assert "</html>" in left


def test_a_line_is_kept_with_its_hours_and_never_as_open_now(house):
    weekdays = Hours(frozenset(range(5)), time(9), time(17))
    always = Hours(frozenset(range(7)), time(), time())
    lines = [
        DirectoryEntry(name=name, phone="020 7946 0999", dial="+442079460999", hours=(hours,))
        for name, hours in (("Day line", weekdays), ("Night line", always))
    ]
    house.changes_rota(example_rota(directory=(*lines, *DIRECTORY)))
    words = seen(house.browses("sam").get("/offline")).words
    assert "Open Mon-Fri 09:00-17:00." in words
    assert "Open day and night." in words
    assert "now," not in words.replace("Get help now", "")


def test_with_the_book_away_the_device_keeps_what_it_has(house):
    browser = house.browses("sam")
    house.book.works_for = 0
    assert browser.get("/offline", headers=HTML).status_code == 503


def test_the_worker_is_at_the_top_and_is_asked_for_anew(house):
    answer = house.asks().get("/sw.js")
    assert answer.status_code == 200
    assert answer.mimetype in {"text/javascript", "application/javascript"}
    assert answer.headers["Cache-Control"] == "no-cache"
    assert len(answer.data) < 6000
    answer.close()


def test_the_manifest_has_the_houses_name_and_nothing_of_what_it_is_for(house):
    answer = house.asks().get("/app.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.text)
    assert (manifest["name"], manifest["short_name"]) == ("Harbour Lane", "Harbour Lane")
    assert (manifest["start_url"], manifest["scope"]) == ("/", "/")
    assert not [word for word in SAFEGUARDING if word in answer.text.lower()]
    for icon in manifest["icons"]:
        picture = house.asks().get(icon["src"])
        assert picture.mimetype == icon["type"]
        picture.close()


def test_a_long_name_is_cut_at_a_word_under_the_icon(house):
    house.changes_rota(example_rota(organisation="Saint Barnabas Youth Trust"))
    assert json.loads(house.asks().get("/app.webmanifest").text)["short_name"] == "Saint"


def test_pages_link_the_manifest(house):
    linked = [one["href"] for one in seen(house.asks().get("/")).named("link")]
    assert "/app.webmanifest" in linked


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_a_file_is_kept_for_ever_under_its_contents_own_address_alone(house, name):
    for digest, kept in ((DIGESTS[name], True), ("0" * 12, False), ("", False)):
        answer = house.asks().get(f"/static/{name}", query_string={"v": digest} if digest else {})
        assert answer.status_code == 200
        assert ("immutable" in answer.headers["Cache-Control"]) is kept
        answer.close()


def test_a_press_by_somebody_signed_out_says_that_nothing_was_started(house):
    page = seen(house.asks().post("/call-outs", headers=HTML), 401)
    assert page.headings == ["Nothing was started: you are not signed in here"]
    assert "Ring 020 7946 0000" in page.links
    assert "07700" not in page.words
