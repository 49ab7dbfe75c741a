"""An admin who is left out of a call-out cannot come to it in the name of somebody on its list."""

from dataclasses import replace

import pytest
from web.house import number
from web.keeping import changes_it
from web.test_sign_in_codes import HTML, enters

from service.domain.edits.house import rename_organisation
from service.domain.edits.people import replace_person
from service.domain.versions import Author

TOMS = 112
NOOR = Author("noor", "Noor Aziz")


def gets_number(house, person, last):
    def change(rota):
        return replace_person(rota, replace(rota.people[person], phone=number(last)))

    changes_it(house, change, NOOR)
    house.clock.passes(1)


@pytest.fixture
def open_one(any_house):
    escalation = any_house.raises()["id"]
    any_house.rings(escalation)
    any_house.clock.passes(60)
    return escalation


def comes_in(house, person, last=777):
    gets_number(house, person, last)
    browser = house.asks()
    assert enters(house, browser, last).status_code == 303
    return browser


def reaches(browser, escalation):
    """What of it can be reached, and by which page."""
    found = {
        "page": browser.get(f"/call-outs/{escalation}").status_code == 200,
        "api": browser.get(f"/api/v1/escalations/{escalation}").status_code == 200,
        "list": escalation in browser.get("/officer", headers=HTML).text,
        "list that follows": escalation in browser.get("/officer/now").text,
        "front": escalation in browser.get("/", headers=HTML).text,
    }
    return {name for name, so in found.items() if so}


def test_a_number_that_was_given_to_them_since_opens_nothing_of_it(any_house, open_one):
    browser = comes_in(any_house, "tom")
    assert reaches(browser, open_one) == set()
    assert browser.post(f"/call-outs/{open_one}/take").status_code == 404
    assert any_house.escalation(open_one).holder is None


def test_nor_does_it_once_they_have_their_own_again(any_house, open_one):
    browser = comes_in(any_house, "tom")
    gets_number(any_house, "tom", TOMS)
    assert reaches(browser, open_one) == set()


def test_nor_in_the_name_of_whoever_asked(any_house, open_one):
    browser = comes_in(any_house, "sam")
    assert reaches(browser, open_one) == set()
    assert browser.post(f"/call-outs/{open_one}/cancel").status_code == 404
    answer = browser.post(f"/api/v1/escalations/{open_one}/cancel")
    assert answer.status_code == 404
    assert any_house.escalation(open_one).holder is None


def test_a_device_from_before_the_press_goes_on(any_house):
    toms, sams = any_house.browses("tom"), any_house.browses("sam")
    any_house.clock.passes(1)
    escalation = any_house.raises()["id"]
    any_house.rings(escalation)
    any_house.clock.passes(60)
    gets_number(any_house, "tom", 777)
    gets_number(any_house, "sam", 778)
    officers = {"page", "api", "list", "list that follows"}
    assert reaches(toms, escalation) == officers
    assert reaches(sams, escalation) == {"page", "api", "front"}


def test_a_device_that_was_signed_in_since_is_shown_it_whatever_else_was_changed(
    any_house, open_one
):
    changes_it(any_house, lambda rota: rename_organisation(rota, "Harbour Two"))
    gets_number(any_house, "amina", 778)
    browser = any_house.asks()
    assert enters(any_house, browser, TOMS).status_code == 303
    assert reaches(browser, open_one) == {"page", "api", "list", "list that follows"}
    assert browser.post(f"/call-outs/{open_one}/take").status_code == 303
    assert any_house.escalation(open_one).holder.person == "tom"
