"""Addresses that we hand out lead to the routes that the web serves."""

from urllib.parse import urldefrag

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from service.telephone import addresses

PUBLIC = "https://ring.harbourlane.example"

HANDED_OUT = [
    (addresses.CALL, addresses.answer(PUBLIC, "t0ken"), {"attempt": "t0ken"}),
    (addresses.CALL_MENU, addresses.menu(PUBLIC, "t0ken", 2), {"attempt": "t0ken", "turn": 2}),
    (addresses.CALL_KEY, addresses.key(PUBLIC, "t0ken", 1), {"attempt": "t0ken", "turn": 1}),
    (addresses.CALL_STATUS, addresses.call_status(PUBLIC, "t0ken"), {"attempt": "t0ken"}),
    (addresses.TEXT_STATUS, addresses.text_status(PUBLIC, "t0ken"), {"attempt": "t0ken"}),
    (addresses.INCOMING_VOICE, addresses.incoming_voice(PUBLIC), {}),
    (addresses.INCOMING_VOICE_MENU, addresses.incoming_menu(PUBLIC, 2), {"turn": 2}),
    (addresses.INCOMING_VOICE_KEY, addresses.incoming_key(PUBLIC, 1), {"turn": 1}),
    (addresses.INCOMING_TEXT, addresses.incoming_text(PUBLIC), {}),
]


def routed(address):
    """Say which route, with what in it, serves *address*; the server never sees the fragment."""
    app = Flask(__name__)
    for route, _, _ in HANDED_OUT:
        app.add_url_rule(route, route, lambda **_: "")
    environ = EnvironBuilder(urldefrag(address).url.removeprefix(PUBLIC)).get_environ()
    return app.create_url_adapter(app.request_class(environ)).match()


@pytest.mark.parametrize(("route", "address", "parts"), HANDED_OUT)
def test_each_address_leads_to_its_route(route, address, parts):
    assert routed(address) == (route, parts)


@pytest.mark.parametrize(("route", "address", "parts"), HANDED_OUT)
def test_each_address_asks_to_be_called_again_where_we_fail(route, address, parts):
    bare, fragment = urldefrag(address)
    assert "?" not in bare
    assert bare.startswith(f"{PUBLIC}/twilio/")
    assert fragment == "rc=3&rp=ct,rt,5xx&ct=2000&rt=4000"


def test_the_addresses_of_our_number_are_the_agreed_ones():
    assert addresses.INCOMING_VOICE == "/twilio/incoming/voice"
    assert addresses.INCOMING_TEXT == "/twilio/incoming/text"


def test_a_public_address_may_end_in_a_slash():
    assert addresses.answer(f"{PUBLIC}/", "t0ken") == addresses.answer(PUBLIC, "t0ken")


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1))
def test_no_token_can_change_where_an_address_leads(token):
    bare, fragment = urldefrag(addresses.call_status(PUBLIC, token))
    assert fragment == addresses.OVERRIDES
    assert bare.startswith(f"{PUBLIC}/twilio/call/")
    assert bare.count("/") == 6
