"""Phone numbers and addresses: which exist, which are magic, which may be called."""

import ipaddress
import re
from urllib.parse import urlsplit

from service.exchange.errors import BadInput

E164 = re.compile(r"\+[1-9][0-9]{6,14}")

#: Twilio's test numbers answer with these codes, whatever the account.
#: Source: https://www.twilio.com/docs/iam/test-credentials.
MAGIC_FROM = "+15005550006"
MAGIC_CALL_TO = {
    "+15005550001": 21217,
    "+15005550002": 21214,
    "+15005550003": 21215,
    "+15005550004": 21216,
}
MAGIC_CALL_FROM = {"+15005550001": 21212}
MAGIC_TEXT_TO = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
MAGIC_TEXT_FROM = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}


def is_number(text: str) -> bool:
    """Say whether *text* is an E.164 number; the carrier takes no other form."""
    return E164.fullmatch(text) is not None


def number_from_knob(text: object) -> str:
    """Read a phone number as people write it, ``07700 900123`` too; give E.164.

    Raises:
        BadInput: It is not a phone number.
    """
    bare = re.sub(r"[ ()-]", "", text) if isinstance(text, str) else ""
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    elif bare.startswith("0"):
        bare = "+44" + bare[1:]
    elif bare[:1].isdigit():
        bare = "+" + bare
    if not is_number(bare):
        raise BadInput("The phone number is not one: write it as +447700900123 or 07700 900123.")
    return bare


def is_local_address(url: str) -> bool:
    """Say whether a webhook may go to *url*: this machine and nowhere else.

    A pretended carrier that called out could be turned against other people's machines.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or parts.username is not None:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
