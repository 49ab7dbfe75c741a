"""Everybody takes out what is kept of themselves, and of nobody else."""

import json
from datetime import timedelta

import pytest
from web.house import PEOPLE
from web.seen import seen
from web.test_sign_in_codes import HTML, background, code_of

from service.desk.exporting import of_person
from service.domain.devices import FRESH

FILE = "/me/held.json"


@pytest.mark.parametrize("key", ["sam", "priya", "amina"])
def test_it_holds_what_is_written_out_by_the_command(any_house, key):
    any_house.rings(any_house.raises()["id"])
    answer = any_house.browses(key).get(FILE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kept-of-me.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    held = json.loads(answer.text)
    assert held == of_person(any_house.parts.desk, key)
    assert (held["key"], held["person"]["name"]) == (key, PEOPLE[key][0])
    assert held["call_outs"]


def test_it_names_nobody_else_and_nobody_may_ask_for_another(house):
    house.rings(house.raises()["id"])
    browser = house.browses("priya")
    held = browser.get(f"{FILE}?person=sam&key=sam").text
    others = [name for key, (name, *__) in PEOPLE.items() if key != "priya"]
    assert "Priya Shah" in held
    assert not [name for name in others if name in held]
    assert not [key for key in PEOPLE if f'"{key}"' in held and key != "priya"]


def test_its_button_asks_first_who_is_there_where_that_is_long_ago(house):
    now = house.clock.at
    house.clock.at = now - FRESH - timedelta(minutes=1)
    browser = house.browses("sam")
    house.clock.at = now
    page = seen(browser.get("/me", headers=HTML))
    assert "All of it as a file" in page.words
    assert f'href="{FILE}"' in browser.get("/me", headers=HTML).text
    asked = browser.get(FILE, headers=HTML)
    assert (asked.status_code, asked.headers.get("Content-Disposition")) == (403, None)
    sent = {"_then": FILE, "_method": "GET", "_by": "text"}
    browser.post("/prove", data=sent, headers=HTML)
    background(house).settle()
    proved = browser.post("/prove", data=sent | {"_code": code_of(house)}, headers=HTML)
    assert (proved.status_code, proved.headers["Location"]) == (303, FILE)
    assert json.loads(browser.get(FILE, headers=HTML).text)["key"] == "sam"
