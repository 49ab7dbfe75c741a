"""The door opens to what the carrier signed, and to nothing else."""

import base64
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from service.telephone.addresses import OVERRIDES
from service.telephone.signature import Door

TOKEN, OLD = "1" * 32, "2" * 32
PUBLIC = "https://ring.harbourlane.example"
PATH = "/twilio/call/t0ken/key/1"
FORM = MultiDict([("Digits", "1"), ("CallSid", "CA" + "a" * 32), ("To", "+447700900123")])


def signed(address, form=FORM, token=TOKEN):
    """Sign by the carrier's published rule, without the library."""
    pairs = sorted({(name, value) for name, value in form.items(multi=True)})
    text = address + "".join(name + value for name, value in pairs)
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


@pytest.fixture
def door():
    return Door((TOKEN, OLD), PUBLIC)


def test_the_carriers_own_published_example_is_admitted():
    # https://www.twilio.com/docs/usage/security: its token, address, form and signature.
    form = MultiDict(
        {
            "CallSid": "CA1234567890ABCDE",
            "Caller": "+14158675309",
            "Digits": "1234",
            "From": "+14158675309",
            "To": "+18005551212",
        }
    )
    door = Door(("12345",), "https://mycompany.com")
    assert door.admits("/myapp.php?foo=1&bar=2", form, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


@pytest.mark.parametrize("token", [TOKEN, OLD])
def test_either_token_opens_it_while_one_is_exchanged(door, token):
    assert door.admits(PATH, FORM, signed(PUBLIC + PATH, token=token))


def test_another_token_does_not(door):
    assert not door.admits(PATH, FORM, signed(PUBLIC + PATH, token="3" * 32))


@pytest.mark.parametrize("header", [None, "", "=", "é", "x" * 28, "\ud800" * 28])
def test_no_signature_or_nonsense_is_turned_away(door, header):
    assert not door.admits(PATH, FORM, header)


def test_an_empty_token_is_none():
    assert not Door(("",), PUBLIC).admits(PATH, FORM, signed(PUBLIC + PATH, token=""))
    assert not Door((TOKEN, ""), PUBLIC).admits(PATH, FORM, signed(PUBLIC + PATH, token=""))


def test_with_no_token_nobody_comes_in():
    assert not Door((), PUBLIC).admits(PATH, FORM, signed(PUBLIC + PATH))


def test_the_schemes_own_port_may_be_named_or_not(door):
    assert door.admits(PATH, FORM, signed(f"{PUBLIC}:443{PATH}"))
    named = Door((TOKEN,), f"{PUBLIC}:443")
    assert named.admits(PATH, FORM, signed(PUBLIC + PATH))
    plain = Door((TOKEN,), "http://localhost")
    assert plain.admits(PATH, FORM, signed(f"http://localhost:80{PATH}"))


@pytest.mark.parametrize(
    "address",
    [
        f"{PUBLIC}:8443{PATH}",
        f"http://ring.harbourlane.example{PATH}",
        f"https://elsewhere.example{PATH}",
        f"{PUBLIC}{PATH}/",
        f"{PUBLIC}{PATH}?x=1",
        f"{PUBLIC}{PATH}?",
        f"{PUBLIC}{PATH}#rc=5",
        f"{PUBLIC}/twilio/call/t0ken/key/2",
        f"{PUBLIC}/twilio/call/T0ken/key/1",
    ],
)
def test_a_signature_over_another_address_is_turned_away(door, address):
    assert not door.admits(PATH, FORM, signed(address))


def test_a_signature_over_the_fragment_that_we_gave_is_admitted(door):
    assert door.admits(PATH, FORM, signed(f"{PUBLIC}{PATH}#{OVERRIDES}"))


def test_a_public_address_may_end_in_a_slash():
    assert Door((TOKEN,), f"{PUBLIC}/").admits(PATH, FORM, signed(PUBLIC + PATH))


@pytest.mark.parametrize("name", list(FORM))
def test_a_changed_missing_or_added_field_is_turned_away(door, name):
    header = signed(PUBLIC + PATH)
    missing = MultiDict(FORM)
    del missing[name]
    assert not door.admits(PATH, missing, header)
    assert not door.admits(PATH, MultiDict([*FORM.items(), (name, "2")]), header)
    assert not door.admits(PATH, MultiDict([*FORM.items(), ("Extra", "")]), header)
    assert not door.admits(PATH, MultiDict({**FORM.to_dict(), name: "2"}), header)


def test_every_flipped_letter_of_the_signature_is_turned_away(door):
    header = signed(PUBLIC + PATH)
    for place, letter in enumerate(header):
        other = "A" if letter != "A" else "B"
        assert not door.admits(PATH, FORM, header[:place] + other + header[place + 1 :])


@pytest.mark.parametrize(
    "path", ["?a=%C3%A9&b=%2F", "?z=1&a=2", "?a=1&a=2", "/%C3%A9%2F", "?bodySHA256=0"]
)
def test_the_path_counts_as_it_came_in(door, path):
    assert door.admits(PATH + path, FORM, signed(PUBLIC + PATH + path))


@pytest.mark.parametrize(
    "path",
    ["", "twilio", "@elsewhere.example/twilio", ".evil.example/x", "https://elsewhere.example/x"],
)
def test_what_is_no_path_is_turned_away(door, path):
    assert not door.admits(path, FORM, signed(PUBLIC + path))
    assert not door.admits(path, FORM, signed(path))


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
    )
)
def test_any_form_is_admitted_with_repeats_blanks_and_every_alphabet(pairs):
    form = MultiDict(pairs)
    assert Door((TOKEN,), PUBLIC).admits(PATH, form, signed(PUBLIC + PATH, form))


@given(path=st.text(), name=st.text(), value=st.text(), header=st.text())
def test_whatever_comes_is_turned_away_without_a_crash(path, name, value, header):
    door = Door((TOKEN,), PUBLIC)
    assert not door.admits(path, MultiDict([(name, value)]), header)
    assert not door.admits("/" + path, MultiDict([(name, "\ud800")]), header)
