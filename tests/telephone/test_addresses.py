"""Addresses that we hand out lead to the routes that the web serves."""

from urllib.parse import urldefrag

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from service.desk.spots import Offered, Spot
from service.domain.words import TAKE_KEYS, Menu
from service.telephone import addresses

PUBLIC = "https://ring.harbourlane.example"

OPENING = Spot(attempt="t0ken")
TWO = (Offered("a" * 32, 0), Offered("b" * 32, 1))
WRITTEN = f"{'a' * 32}.0-{'b' * 32}.1"
SPOT = Spot(attempt="t0ken", menu=Menu.TAKEN, offered=TWO, count=3)
HANDED_OUT = [
    (addresses.CALL, addresses.answer(PUBLIC, "t0ken"), {"attempt": "t0ken"}),
    (addresses.CALL_MENU, addresses.menu(PUBLIC, OPENING, 2), {"attempt": "t0ken", "turn": 2}),
    (addresses.CALL_KEY, addresses.key(PUBLIC, OPENING, 1), {"attempt": "t0ken", "turn": 1}),
    (addresses.CALL_STATUS, addresses.call_status(PUBLIC, "t0ken"), {"attempt": "t0ken"}),
    (
        addresses.CALL_SPOT_MENU,
        addresses.menu(PUBLIC, SPOT, 2),
        {"attempt": "t0ken", "menu": "taken", "offered": WRITTEN, "count": 3, "turn": 2},
    ),
    (
        addresses.CALL_SPOT_KEY,
        addresses.key(PUBLIC, SPOT, 1),
        {"attempt": "t0ken", "menu": "taken", "offered": WRITTEN, "count": 3, "turn": 1},
    ),
    (
        addresses.CALL_THROUGH_OVER,
        addresses.through_over(PUBLIC, SPOT, "br1dge"),
        {"attempt": "t0ken", "offered": WRITTEN, "through": "br1dge"},
    ),
    (addresses.THROUGH, addresses.through_answer(PUBLIC, "br1dge"), {"through": "br1dge"}),
    (
        addresses.THROUGH_MENU,
        addresses.through_menu(PUBLIC, "br1dge", 2),
        {"through": "br1dge", "turn": 2},
    ),
    (
        addresses.THROUGH_KEY,
        addresses.through_key(PUBLIC, "br1dge", 1),
        {"through": "br1dge", "turn": 1},
    ),
    (addresses.THROUGH_STATUS, addresses.through_status(PUBLIC, "br1dge"), {"through": "br1dge"}),
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


BEFORE = (
    *("/twilio/call/t0ken", "/twilio/call/t0ken/menu/2", "/twilio/call/t0ken/key/1"),
    *("/twilio/call/t0ken/status", "/twilio/text/t0ken/status"),
)


@pytest.mark.parametrize("path", BEFORE)
def test_an_address_of_the_version_before_is_still_served(path):
    """Calls are in flight while a site is updated."""
    assert routed(PUBLIC + path)[1]["attempt"] == "t0ken"


offers = st.builds(
    Offered, st.text("0123456789abcdef", min_size=32, max_size=32), st.integers(0, 99)
)


@given(st.lists(offers, max_size=len(TAKE_KEYS)))
def test_what_was_offered_is_read_back_in_its_order(offered):
    assert addresses.read(addresses.written(tuple(offered))) == tuple(offered)


@pytest.mark.parametrize(
    "text",
    ["", "x", "own-own", WRITTEN + "-", WRITTEN.upper(), "-".join([WRITTEN] * 4), "a" * 32],
)
def test_what_we_cannot_have_written_is_read_as_nothing(text):
    assert addresses.read(text) is None


def test_a_public_address_may_end_in_a_slash():
    assert addresses.answer(f"{PUBLIC}/", "t0ken") == addresses.answer(PUBLIC, "t0ken")


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1))
def test_no_token_can_change_where_an_address_leads(token):
    bare, fragment = urldefrag(addresses.call_status(PUBLIC, token))
    assert fragment == addresses.OVERRIDES
    assert bare.startswith(f"{PUBLIC}/twilio/call/")
    assert bare.count("/") == 6
