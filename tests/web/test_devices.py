"""Where somebody is signed in: seen, ended by themselves, or by an admin, and never by others."""

from datetime import timedelta

import pytest
from web.house import PEOPLE, example_rota
from web.seen import seen

from service.desk.keeping import keep
from service.domain.audit import Deed
from service.domain.devices import REMEMBERED
from service.domain.standing import TokenKind
from service.domain.versions import Author, Source

HTML = {"Accept": "text/html"}
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0"


def enters(house, person, agent):
    browser = house.asks()
    link = house.parts.keys.issue(person, TokenKind.SIGN_IN)
    assert browser.get(f"/sign-in/{link}", headers={"User-Agent": agent}).status_code == 303
    return browser


@pytest.fixture
def phone(house):
    return enters(house, "sam", PHONE)


@pytest.fixture
def desk(house, phone):
    return enters(house, "sam", DESK)


def opens(browser):
    return browser.get("/api/v1/ladders").status_code == 200


def test_each_is_named_coarsely_and_this_one_is_marked(phone, desk):
    page = seen(phone.get("/me/devices", headers=HTML))
    assert "Safari on iPhone This device." in page.words
    assert "Edge on Windows First used 22 Nov 2026" in page.words
    assert "18.0" not in page.words
    assert len([one for one in page.forms if one.label == "Sign out there"]) == 1


def test_one_is_ended_from_another(phone, desk):
    form = seen(phone.get("/me/devices", headers=HTML)).form("Sign out there")
    assert phone.post(form.action, data=form.filled()).status_code == 303
    assert (opens(phone), opens(desk)) == (True, False)
    assert desk.post("/call-outs").status_code == 401


def test_all_others_are_ended_at_once(house, phone, desk):
    third = enters(house, "sam", "")
    form = seen(desk.get("/me/devices", headers=HTML)).form("Sign out everywhere but here")
    desk.post(form.action, data=form.filled())
    assert (opens(phone), opens(desk), opens(third)) == (False, True, False)


def test_nobody_ends_anothers(house, phone):
    theirs = seen(phone.get("/me/devices", headers=HTML))
    second = enters(house, "sam", DESK)
    form = seen(second.get("/me/devices", headers=HTML)).form("Sign out there")
    assert theirs.headings
    house.browses("noor").post("/me/devices/revoke", data=form.filled())
    assert opens(phone)


def test_an_admin_ends_all_of_one_persons_and_it_is_written_down(house, phone, desk):
    admin = house.browses("noor")
    page = seen(admin.get("/devices", headers=HTML))
    assert "Sam Lee 2 devices, 0 passkeys" in page.words
    form = next(one for one in page.forms if ("person", "sam") in one.fields)
    admin.post(form.action, data=form.filled())
    assert (opens(phone), opens(desk), opens(admin)) == (False, False, True)
    with house.real_book.reading() as book:
        (line,) = book.audited(10)
    assert (line.author, line.deed) == (Author("noor", "Noor Aziz"), Deed.DEVICES_REVOKED)
    assert (line.person, line.name, line.at) == ("sam", "Sam Lee", house.clock.now())


def test_an_admins_page_tells_no_device_of_anybody(house, phone):
    page = seen(house.browses("noor").get("/devices", headers=HTML))
    assert "iPhone" not in page.words
    assert len([one for one in page.forms if "person" in dict(one.fields)]) == 2  # Sam and Noor


def test_use_is_noted_by_the_day_and_leaves_the_proof_as_it_was(house, phone):
    house.clock.passes(timedelta(days=3, hours=2).total_seconds())
    phone.get("/")
    house.app.extensions["escalate"].background.settle()
    with house.real_book.reading() as book:
        (device,) = book.devices_of("sam")
    assert device.last_used == house.clock.now().date()
    assert device.proved_at == house.clock.now() - timedelta(days=3, hours=2)


def test_after_ninety_days_it_presses_and_nothing_else(house, phone):
    house.clock.passes(REMEMBERED.total_seconds())
    assert phone.get("/me/devices").status_code == 200
    house.clock.passes(1)
    page = seen(phone.get("/me/devices", headers=HTML), 401)
    assert "It is 90 days since you signed in on this device." in page.words
    assert page.form("Sign in with a code").fields == [("then", "/me/devices")]
    front = seen(phone.get("/", headers=HTML))
    assert "sign in again" in front.words
    assert "07700 900111" in front.words  # the officers' own numbers
    pressed = phone.post("/call-outs", data={})
    assert pressed.status_code == 303
    assert phone.get(pressed.location).status_code == 200
    assert phone.post(f"{pressed.location}/cancel").status_code == 303


def test_who_leaves_the_rota_loses_every_way_in_at_once(house, phone, desk):
    token = house.parts.keys.issue("sam", TokenKind.API)
    link = house.parts.keys.issue("sam", TokenKind.SIGN_IN)
    with house.real_book.writing() as book:
        book.set_pin("sam", "kept")
    people = dict(example_rota().people)
    sam = people.pop("sam")
    for rota in (example_rota(people=people), example_rota(people=people | {"sam": sam})):
        with house.real_book.writing() as book:
            keep(house.parts.desk, book, rota, Author("", "a test"), Source.FILE)
    # Even back in the rota under the same key.
    assert not opens(phone)
    assert not opens(desk)
    assert house.parts.keys.holder(token, TokenKind.API) is None
    assert house.parts.keys.trade(link) is None
    with house.real_book.reading() as book:
        assert book.pin("sam") is None
        assert not book.devices_of("sam")
    assert set(PEOPLE) == set(example_rota().people)
