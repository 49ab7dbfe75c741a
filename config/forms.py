"""What each setting may look like. A form returns the value as it is kept, or raises.

No sentence here repeats the value, which may be a secret or hold one.
"""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

import phonenumbers
from pydantic_core import PydanticCustomError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

TWILIO = "https://api.twilio.com"
_POSTGRES = "postgresql+psycopg"
#: No more than this is judged: only the mail server knows whether somebody is there.
_MAIL_ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9.-]+")

#: A name, an IPv4 or an IPv6 address, without port.
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]*:[0-9a-f:.]*")
#: RFC 1123: labels of letters, digits and hyphens, none at an end, with single dots between.
_LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}([.]{_LABEL})*")


def unlike(mend: str) -> PydanticCustomError:
    """Make the error that carries its own *mend* instead of the setting's usual one."""
    return PydanticCustomError("mend", "{mend}", {"mend": mend})


def book_address(text: str) -> str:
    """Take SQLite in a file, or PostgreSQL however it is abbreviated, with the driver we use."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise ValueError from None
    match url.drivername:
        case "sqlite":
            if not url.database or url.database == ":memory:":
                raise unlike(
                    "Write a file, such as sqlite:///var/book.sqlite: the processes of this"
                    " program do not share one memory."
                )
            return text
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return f"{_POSTGRES}:{text.partition(':')[2]}"
        case _:
            raise ValueError


def bell_address(text: str) -> str:
    """Take an address of Redis: over the network, over TLS, or a socket in a file."""
    url = split(text)
    if url is None or url.scheme not in {"redis", "rediss", "unix"}:
        raise ValueError
    if not (url.path if url.scheme == "unix" else url.hostname):
        raise ValueError
    return text


def web_address(text: str) -> str:
    """Take ``http(s)://host[:port][/path]`` and nothing more; a last slash is dropped."""
    url = split(text)
    if url is None or url.scheme not in {"http", "https"} or not url.hostname:
        raise ValueError
    if "?" in text or "#" in text or "@" in url.netloc or any(sign.isspace() for sign in text):
        raise ValueError
    return text.rstrip("/")


def public_address(text: str) -> str:
    """Take a web address that Twilio takes too: error 11100 refuses hosts with an underscore."""
    address = web_address(text)
    host = urlsplit(address).hostname or ""
    if "_" in host:
        raise unlike("Use a host name without an underscore: Twilio calls no other (error 11100).")
    if not address.isascii() or not (":" in host or _NAME.fullmatch(host)):
        raise unlike(
            "Write the host as the DNS has it: plain letters, digits and hyphens, with single dots"
            " between."
        )
    return address


def outgoing_address(text: str) -> str:
    """Take a web address that we ask, which may hold a token in its path or after a ``?``."""
    url = split(text)
    if url is None or url.scheme not in {"http", "https"} or not url.hostname:
        raise ValueError
    if "#" in text or "@" in url.netloc or any(sign.isspace() for sign in text):
        raise ValueError
    return text


def mail_server(text: str) -> str:
    """Take ``smtp(s)://[user:password@]host[:port]``."""
    url = split(text)
    if url is None or url.scheme not in {"smtp", "smtps"} or not url.hostname:
        raise ValueError
    if (
        url.path not in {"", "/"}
        or url.query
        or url.fragment
        or bool(url.username) != bool(url.password)
    ):
        raise ValueError
    return text


def mail_address(text: str) -> str:
    """Take one mail address."""
    if not _MAIL_ADDRESS.fullmatch(text) or "," in text:
        raise ValueError
    return text


def mail_addresses(text: str) -> str:
    """Take one mail address or several with commas between; return them with nothing else."""
    return ",".join(mail_address(one.strip()) for one in text.split(","))


def host_names(text: str) -> str:
    """Take one host or several with commas between; return them in small letters, bare."""
    hosts = [one.strip().strip("[]").lower() for one in text.split(",")]
    if not all(_HOST.fullmatch(one) for one in hosts):
        raise ValueError
    return ",".join(hosts)


def phone(text: str) -> str:
    """Take a number in any usual form; return E.164. Only its length is judged."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        raise ValueError from None
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE or not text.isascii():
        raise ValueError
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    # A short national number keeps its nought, and the library calls that possible.
    if e164.startswith("+440"):
        raise ValueError
    return e164


def plain_host(text: str) -> str:
    """Take a host name or an IP address to listen on, without port or path."""
    if any(sign.isspace() or sign in "/[]" for sign in text):
        raise ValueError
    return text


def split(text: str) -> SplitResult | None:
    """Split an address; ``None`` where it cannot be."""
    try:
        url = urlsplit(text)
        _ = url.port  # raises where it is no number
    except ValueError:
        return None
    return url


def is_local(address: str) -> bool:
    """Whether only this machine can reach *address*."""
    url = split(address)
    host = (url.hostname if url else None) or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_twilio(address: str) -> bool:
    """Whether *address* is the real carrier's, in any of its regions."""
    url = split(address)
    host = (url.hostname if url else None) or ""
    return host == "twilio.com" or host.endswith(".twilio.com")
