"""An admin who is left out of a call-out cannot come to it in the name of somebody on its list."""

from dataclasses import replace
from datetime import timedelta

import pytest
from web.house import number
from web.keeping import changes_it, rota_of
from web.test_sign_in_codes import HTML, enters

from service.domain.edits.house import rename_organisation
from service.domain.edits.people import replace_person
from service.domain.passkeys import Passkey
from service.domain.standing import TokenKind
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
        "file": escalation in browser.get("/me/held.json").text,
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
    officers = {"page", "api", "list", "list that follows", "file"}
    assert reaches(toms, escalation) == officers
    assert reaches(sams, escalation) == {"page", "api", "front", "file"}


def test_a_device_that_was_signed_in_since_is_shown_it_whatever_else_was_changed(
    any_house, open_one
):
    changes_it(any_house, lambda rota: rename_organisation(rota, "Harbour Two"))
    gets_number(any_house, "amina", 778)
    browser = any_house.asks()
    assert enters(any_house, browser, TOMS).status_code == 303
    assert reaches(browser, open_one) == {"page", "api", "list", "list that follows", "file"}
    assert browser.post(f"/call-outs/{open_one}/take").status_code == 303
    assert any_house.escalation(open_one).holder.person == "tom"


# Prepared: what they made while it was theirs ends when the number is given back.


def opens(browser):
    return browser.get("/api/v1/ladders").status_code == 200


def test_a_device_that_was_signed_in_by_that_number_ends_with_it(any_house):
    toms = any_house.browses("tom")
    any_house.clock.passes(1)
    browser = comes_in(any_house, "tom")
    assert opens(browser)
    gets_number(any_house, "tom", TOMS)
    assert (opens(browser), opens(toms)) == (False, True)
    escalation = any_house.raises()["id"]
    any_house.rings(escalation)
    assert reaches(browser, escalation) == set()
    assert reaches(toms, escalation) != set()


def test_nor_is_it_kept_by_giving_a_third_one_first(any_house):
    browser = comes_in(any_house, "tom")
    gets_number(any_house, "tom", 778)
    assert not opens(browser)


def test_nor_by_signing_in_with_what_was_made_meanwhile(any_house):
    comes_in(any_house, "tom")
    keys, now = any_house.parts.keys, any_house.clock.now()
    made = {kind: keys.issue("tom", kind) for kind in TokenKind if kind is not TokenKind.SIGN_IN}
    link = keys.issue("tom", TokenKind.SIGN_IN)
    passkey = Passkey(
        id="made", person="tom", public_key="k", sign_count=0, name="My phone", created_at=now
    )
    with any_house.real_book.writing() as page:
        page.add_passkey(passkey)
        page.add_passkey(replace(passkey, id="before", created_at=now - timedelta(days=1)))
    gets_number(any_house, "tom", TOMS)
    assert {kind: keys.holder(one, kind) for kind, one in made.items()} == dict.fromkeys(made)
    assert keys.trade(link) is None
    with any_house.real_book.reading() as page:
        assert [one.id for one in page.passkeys_of("tom")] == ["before"]


def test_nor_by_adding_somebody_with_it_in_the_first_place(any_house):
    ada = replace(rota_of(any_house).people["tom"], key="ada", name="Ada Bell", phone=number(777))
    changes_it(any_house, lambda rota: replace(rota, people=rota.people | {"ada": ada}), NOOR)
    browser = any_house.asks()
    assert enters(any_house, browser, 777).status_code == 303
    gets_number(any_house, "ada", 778)
    assert not opens(browser)


def test_nor_by_taking_them_out_and_in_again(any_house):
    tom = rota_of(any_house).people["tom"]
    away = {key: one for key, one in rota_of(any_house).people.items() if key != "tom"}
    changes_it(any_house, lambda rota: replace(rota, people=away, ladders=()), NOOR)
    back = away | {"tom": replace(tom, phone=number(777))}
    changes_it(any_house, lambda rota: replace(rota, people=back), NOOR)
    browser = any_house.asks()
    assert enters(any_house, browser, 777).status_code == 303
    gets_number(any_house, "tom", TOMS)
    assert not opens(browser)


@pytest.mark.parametrize(("days", "goes_on"), [(89, False), (90, True)])
def test_a_number_that_was_theirs_for_ninety_days_is_theirs(any_house, days, goes_on):
    gets_number(any_house, "tom", 777)
    any_house.clock.passes(timedelta(days=days).total_seconds())
    browser = any_house.asks()
    assert enters(any_house, browser, 777).status_code == 303
    gets_number(any_house, "tom", 778)
    assert opens(browser) is goes_on


def test_whoever_keeps_their_number_keeps_all(any_house):
    toms = any_house.browses("tom")
    gets_number(any_house, "sam", 777)
    gets_number(any_house, "sam", 123)
    changes_it(any_house, lambda rota: rename_organisation(rota, "Harbour Two"))
    assert opens(toms)
