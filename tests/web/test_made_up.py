"""What a database cannot even look for is wrong like anything else, and no fault of the book."""

import base64
import json

import pytest
from web.house import example_rota
from web.keeping import changes_it
from web.seen import seen

HTML = {"Accept": "text/html"}
NUL = "\x00"
HALF_A_LETTER = "\ud800"
LONG = "9" * 20


def signed_by(house, passkey_id):
    """What a browser would send of a passkey that is called so; anybody can ask for a challenge."""
    challenge = house.asks().post("/sign-in/passkey/options").json["challenge"]
    said = base64.urlsafe_b64encode(json.dumps({"challenge": challenge}).encode())
    response = {"clientDataJSON": said.decode().rstrip("=")}
    return {"_passkey": json.dumps({"id": passkey_id, "response": response})}


@pytest.mark.parametrize("passkey_id", [NUL, HALF_A_LETTER, "", "a b", "a" * 2000])
def test_a_passkey_that_cannot_be_is_not_accepted(any_house, passkey_id):
    sent = signed_by(any_house, passkey_id)
    page = seen(any_house.asks().post("/sign-in/passkey", data=sent, headers=HTML), 422)
    assert "That passkey was not accepted." in page.words


def test_a_device_that_cannot_be_is_signed_out_already(any_house):
    browser = any_house.browses("sam")
    assert browser.post("/me/devices/revoke", data={"device": NUL}).status_code == 303
    assert browser.get("/me/devices").status_code == 200


@pytest.mark.parametrize(("verb", "status"), [("rename", 422), ("remove", 303)])
def test_a_passkey_that_cannot_be_is_none_of_ones_own(any_house, verb, status):
    sent = {"passkey": NUL, "name": "My phone"}
    answer = any_house.browses("sam").post(f"/me/passkeys/{verb}", data=sent, headers=HTML)
    assert answer.status_code == status


@pytest.mark.parametrize("number", [LONG, f"-{LONG}"])
def test_the_list_of_changes_begins_and_ends_somewhere(any_house, number):
    browser = any_house.browses("noor")
    assert browser.get(f"/changes?before={number}", headers=HTML).status_code == 200


def test_a_change_of_a_number_too_long_is_none(any_house):
    changes_it(any_house, lambda _rota: example_rota(organisation="Harbour Two"))
    browser = any_house.browses("noor")
    assert seen(browser.get(f"/changes/{LONG}/undo", headers=HTML), 404)
    sent = {"version": "1"}
    assert seen(browser.post(f"/changes/{LONG}/undo", data=sent, headers=HTML), 404)
