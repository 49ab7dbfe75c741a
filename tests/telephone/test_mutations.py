"""Every part of a signed webhook, changed by itself: none comes in. The last test counts them."""

import string
from collections.abc import Iterator

from telephone.test_signature import FORM, OLD, PATH, PUBLIC, TOKEN, signed
from werkzeug.datastructures import MultiDict

from service.telephone.signature import Door

#: Signatures that the carrier's own papers and libraries give as examples, each of them with
#: token, address, form: https://www.twilio.com/docs/usage/webhooks/webhooks-security, and the
#: tests of twilio-python and twilio-node.
GOLDEN = (
    (
        "12345",
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        {
            "CallSid": "CA1234567890ABCDE",
            "Caller": "+14158675309",
            "Digits": "1234",
            "From": "+14158675309",
            "To": "+18005551212",
        },
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    ),
    (
        "12345",
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        {
            "CallSid": "CA1234567890ABCDE",
            "Caller": "+12349013030",
            "Digits": "1234",
            "From": "+12349013030",
            "To": "+18005551212",
        },
        "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
    ),
)
LETTERS = string.ascii_letters + string.digits + "+/="
QUERY = f"{PATH}?a=1&b=%2F"
Piece = tuple[str, MultiDict, str | None]


def flipped(text: str) -> Iterator[str]:
    """*text* with each bit of each letter turned over, where it stays one byte of ASCII."""
    for place, letter in enumerate(text):
        for bit in range(7):
            yield text[:place] + chr(ord(letter) ^ (1 << bit)) + text[place + 1 :]


def by_signature(header: str) -> Iterator[Piece]:
    for place, letter in enumerate(header):
        for other in LETTERS:
            # The last letter before "=" holds two bits that nobody reads.
            if other != letter:
                yield QUERY, FORM, header[:place] + other + header[place + 1 :]
    for length in range(len(header)):
        yield QUERY, FORM, header[:length]
    for more in (header + "=", header + "A", " " + header, header + "\n", header.swapcase()):
        yield QUERY, FORM, more
    yield QUERY, FORM, None


def by_form(header: str) -> Iterator[Piece]:
    pairs = list(FORM.items())
    for place, (name, value) in enumerate(pairs):
        rest = pairs[:place] + pairs[place + 1 :]
        yield QUERY, MultiDict(rest), header
        for other in flipped(value):
            yield QUERY, MultiDict([*rest, (name, other)]), header
        for other in flipped(name):
            yield QUERY, MultiDict([*rest, (other, value)]), header
        yield QUERY, MultiDict([*pairs, (name, value + "0")]), header
        yield QUERY, MultiDict([*pairs, (f"{name}2", value)]), header
    # The values change places: names and values are still the same, together.
    turned = [one for _, one in pairs[1:]] + [pairs[0][1]]
    yield QUERY, MultiDict(zip([name for name, _ in pairs], turned, strict=True)), header


def by_path(header: str) -> Iterator[Piece]:
    for other in flipped(QUERY):
        yield other, FORM, header
    yield f"{QUERY}#elsewhere", FORM, header
    for other in (f"{PATH}?b=%2F&a=1", f"{PATH}?a=1", PATH, f"{QUERY}&", f"{QUERY}#", f"/{QUERY}"):
        yield other, FORM, header
    yield f"{PATH}?a=1&b=%2f", FORM, header
    yield f"{PATH}?a=1&b=/", FORM, header


def by_place() -> Iterator[Piece]:
    """Signed rightly, over the address of somewhere else."""
    for place in (
        *("http://ring.harbourlane.example", "https://ring.harbourlane.example:8443"),
        *("https://ring.harbourlane.example.", "https://elsewhere.example", "https://localhost"),
        *("https://RING.harbourlane.example:80", "", "//ring.harbourlane.example"),
    ):
        yield QUERY, FORM, signed(place + QUERY)
    for token in ("", "0" * 32, TOKEN[:-1], TOKEN + "1", OLD[::-1] + " "):
        yield QUERY, FORM, signed(PUBLIC + QUERY, token=token)


def test_the_carriers_own_examples_come_in():
    for token, address, form, signature in GOLDEN:
        place, slash, path = address.partition("/myapp")
        assert Door((token,), place).admits(slash + path, MultiDict(form), signature)


def test_none_of_them_comes_in():
    door, header = Door((TOKEN, OLD), PUBLIC), signed(PUBLIC + QUERY)
    assert door.admits(QUERY, FORM, header)
    assert door.admits(QUERY, MultiDict(reversed(list(FORM.items()))), header), "order is free"
    pieces = [*by_signature(header), *by_form(header), *by_path(header), *by_place()]
    refused = [piece for piece in pieces if not door.admits(*piece)]
    assert len(refused) == len(pieces)
    assert len(pieces) > 2500, f"{len(refused)} of {len(pieces)} refused"
