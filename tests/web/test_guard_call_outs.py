"""A call-out is seen by who raised it and who is on its list, whatever their roles."""

from datetime import timedelta

import pytest
from web.doors import doors_of
from web.house import number

from service.domain.devices import REMEMBERED
from service.domain.standing import TokenKind


@pytest.fixture
def about_priya(house):
    """Sam's, with Priya and Amina left out. Priya is an officer and an admin."""
    return house.raises("sam", ring=["tom"])["id"]


SIGHTS = ("/call-outs/{}", "/call-outs/{}/now", "/api/v1/escalations/{}")
ACTS = (
    *("/call-outs/{}/cancel", "/call-outs/{}/spoken", "/call-outs/{}/ring-again"),
    *("/call-outs/{}/take", "/call-outs/{}/pass-on", "/call-outs/{}/hand-back"),
    *("/api/v1/escalations/{}/cancel", "/api/v1/escalations/{}/spoken"),
    "/api/v1/escalations/{}/ring-again",
)


def test_every_route_of_a_call_out_is_tried_here(house):
    found = {door for door in doors_of(house.app) if "<escalation" in door}
    tried = {f"GET {one}" for one in SIGHTS} | {f"POST {one}" for one in ACTS}
    same = {"escalation_id": "{}", "escalation": "{}"}
    for door in found:
        written = door
        for name, value in same.items():
            written = written.replace(f"<{name}>", value)
        verbs = [written] if "<verb>" not in written else [written.replace("<verb>", "take")]
        assert set(verbs) <= tried, door


@pytest.mark.parametrize("person", ["priya", "amina", "noor", "grace", "jo"])
def test_who_is_not_on_it_finds_what_is_not_there(house, about_priya, person):
    browser = house.browses(person)
    for method, paths in (("GET", SIGHTS), ("POST", ACTS)):
        for path in paths:
            there = browser.open(method, path.format(about_priya))
            nowhere = browser.open(method, path.format("0" * 32))
            assert (there.status_code, there.text) == (404, nowhere.text), path
    assert house.escalation(about_priya).state == "open"


@pytest.mark.parametrize("person", ["sam", "tom"])
def test_who_is_on_it_sees_it(house, about_priya, person):
    for path in SIGHTS:
        assert house.browses(person).get(path.format(about_priya)).status_code == 200


def test_an_expired_device_opens_only_what_was_raised_from_it(house, about_priya):
    jo = house.raises("jo", ring=["tom"])["id"]
    house.clock.at += REMEMBERED + timedelta(days=1)
    house.clock.at -= (REMEMBERED + timedelta(days=1)) * 2
    browsers = {one: house.browses(one) for one in ("sam", "jo", "tom")}
    house.clock.at += (REMEMBERED + timedelta(days=1)) * 2
    for path in SIGHTS:
        assert browsers["sam"].get(path.format(about_priya)).status_code == 200
        assert browsers["sam"].get(path.format(jo)).status_code == 401
        assert browsers["tom"].get(path.format(jo)).status_code == 401
    pressed = browsers["jo"].post("/call-outs", data={"another": "1"})
    assert pressed.status_code == 303
    followed = browsers["jo"].get(pressed.location)
    assert number(111).national() in followed.text
    assert browsers["tom"].get("/officer").status_code == 401


def test_a_revoked_device_opens_nothing_and_presses_nothing(house):
    browser = house.browses("sam")
    token = browser.client.get_cookie("__Host-session", domain="ring.harbourlane.example").value
    house.parts.keys.revoke(token)
    assert browser.post("/call-outs").status_code == 401
    assert browser.get("/api/v1/ladders").status_code == 401
    assert house.parts.keys.holder(token, TokenKind.SESSION) is None
