"""What holds between settings. Each check looks at the values as they were given."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from config.forms import TWILIO, host_names, is_local, is_twilio, split
from config.refused import Mistake

#: A shorter key can be guessed from one signed link.
SHORTEST_KEY = 32
#: Between the key that is used and what was used before it.
BETWEEN_KEYS = ","
#: The one that seals, and the one before it.
_MOST_BOOK_KEYS = 2
_POSTGRES = re.compile(r"postgres(ql)?(\+psycopg2?)?://")
_NEEDED = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM")
_SECRETS = ("TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_SECONDARY", "TWILIO_API_SECRET")
#: Printable, without spaces and quotes: those are copied along, or kept around it by a form.
_SECRET = re.compile(r"[!#-&(-~]+")
_KEY_PAIR = ("TWILIO_API_KEY", "TWILIO_API_SECRET")
#: This one says how fast, not to whom; it is as good with pretended phones.
_PACE = "TWILIO_CALLS_PER_SECOND"
_OUTGOING = ("ALARM_WEBHOOK_URL", "HEARTBEAT_URL")
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_MAIL = ("ALARM_EMAIL_TO", "ALARM_EMAIL_FROM", "SMTP_URL")


def pretends(values: Mapping[str, str]) -> bool:
    """Whether nothing is said about a carrier, so that the exchange stands in."""
    return not any(name.startswith("TWILIO_") and name != _PACE for name in values)


def between(values: Mapping[str, str], failed: Collection[str]) -> Iterator[Mistake]:
    """Yield what is wrong between *values*; of the names in *failed* something was said already."""
    if not pretends(values):
        yield from _whole_carrier(values, failed)
        yield from _copied_secrets(values)
        yield from _real_carrier(values)
    yield from _place(values)
    yield from _whole_mail(values, failed)
    yield from _no_way_inside(values)
    if "SECRET_KEY" in values:
        reached = not is_local(values.get("PUBLIC_URL", "http://localhost"))
        yield from _secret_keys(_keys(values["SECRET_KEY"]), reached=reached)
    yield from _book_key(values)


def doubtful(values: Mapping[str, str]) -> Iterator[str]:
    """Yield what is allowed, and probably not meant."""
    public = split(values.get("PUBLIC_URL", ""))
    if public and public.scheme == "http" and not is_local(values["PUBLIC_URL"]):
        yield "PUBLIC_URL is not https, so links that sign somebody in can be read on the way."
    reached = not is_local(values.get("PUBLIC_URL", "http://localhost"))
    if reached and "BOOK_KEY" not in values:
        yield (
            "BOOK_KEY is not set, so the key lies in var/book-key beside the book: whoever"
            " takes a copy of that folder reads every name and number."
        )


def hosts_inside(named: str | None, public_url: str) -> frozenset[str]:
    """Return the hosts of its own network that a site lets its alarms and heartbeat reach.

    Where only this machine reaches us, nobody but its own people says where they go.
    """
    own = _THIS_MACHINE if is_local(public_url) else frozenset[str]()
    return own | frozenset((named or "").split(",")) - {""}


def _whole_carrier(values: Mapping[str, str], failed: Collection[str]) -> Iterator[Mistake]:
    for name in _NEEDED:
        if name not in values and name not in failed:
            yield Mistake(
                name,
                "It is missing beside the other Twilio settings: set it, or take them all out.",
            )
    for name, other in (_KEY_PAIR, _KEY_PAIR[::-1]):
        if name in values and other not in values and other not in failed:
            yield Mistake(other, f"It is missing beside {name}: set both, or neither.")


def _copied_secrets(values: Mapping[str, str]) -> Iterator[Mistake]:
    for name in _SECRETS:
        if name in values and not _SECRET.fullmatch(values[name]):
            yield Mistake(name, "Copy it again: it has neither spaces nor quotes in or around it.")


def _whole_mail(values: Mapping[str, str], failed: Collection[str]) -> Iterator[Mistake]:
    given = [name for name in _MAIL if name in values]
    for name in _MAIL:
        if given and name not in values and name not in failed:
            yield Mistake(name, f"It is missing beside {given[0]}: set all three, or none.")


def _no_way_inside(values: Mapping[str, str]) -> Iterator[Mistake]:
    try:
        named = host_names(values["ALARM_PRIVATE_HOSTS"])
    except (KeyError, ValueError):  # its own form says what is wrong with it
        named = ""
    inside = hosts_inside(named, values.get("PUBLIC_URL", "http://localhost"))
    for name in _OUTGOING:
        url = split(values.get(name, ""))
        if url and url.scheme == "http" and url.hostname not in inside:
            yield Mistake(
                name,
                "Write an https address, or name its host in ALARM_PRIVATE_HOSTS if it stands in"
                " your own network.",
            )


def _real_carrier(values: Mapping[str, str]) -> Iterator[Mistake]:
    address = split(values.get("TWILIO_API_URL", TWILIO))
    if address is None or not is_twilio(address.geturl()):
        return
    if address.scheme == "http":
        yield Mistake(
            "TWILIO_API_URL",
            "Write it with https://, since over http the token can be read on the way.",
        )
    for name, start in (("TWILIO_ACCOUNT_SID", "AC"), ("TWILIO_API_KEY", "SK")):
        if name in values and not re.fullmatch(rf"{start}[0-9a-f]{{32}}", values[name]):
            yield Mistake(
                name, f"Copy it from Twilio's console: {start} and 32 digits or letters a to f."
            )


def _place(values: Mapping[str, str]) -> Iterator[Mistake]:
    """Keep pretended phones at home, and the real carrier away from an address it cannot call."""
    public = values.get("PUBLIC_URL")
    if pretends(values):
        if public is not None and not is_local(public):
            yield Mistake(
                "PUBLIC_URL",
                "Without Twilio settings the phones are pretended, at a local address only:"
                f" leave PUBLIC_URL out, or set {', '.join(_NEEDED)} as well.",
            )
    elif is_twilio(values.get("TWILIO_API_URL", TWILIO)) and (public is None or is_local(public)):
        yield Mistake(
            "PUBLIC_URL",
            "Set PUBLIC_URL to the https address that Twilio can reach,"
            " such as https://call.example.org.",
        )


def _book_key(values: Mapping[str, str]) -> Iterator[Mistake]:
    keys = _keys(values.get("BOOK_KEY", ""))
    if "BOOK_KEY" not in values:
        if _POSTGRES.match(values.get("DATABASE_URL", "")):
            yield Mistake(
                "BOOK_KEY",
                "With PostgreSQL, set it: the same for all processes, from escalate book key.",
            )
    elif len(keys) > _MOST_BOOK_KEYS or len(set(keys)) < len(keys):
        yield Mistake(
            "BOOK_KEY",
            "Write one key, or the new one, a comma and the old one; finish a change with"
            " escalate book reseal before the next.",
        )
    elif min(map(len, keys)) < SHORTEST_KEY:
        yield Mistake(
            "BOOK_KEY", f"Write at least {SHORTEST_KEY} random letters and digits for each key."
        )


def _keys(value: str) -> list[str]:
    return [key.strip() for key in value.split(BETWEEN_KEYS)]


def _secret_keys(keys: Sequence[str], *, reached: bool) -> Iterator[Mistake]:
    if not all(keys) or len(set(keys)) < len(keys):
        yield Mistake(
            "SECRET_KEY",
            "Write one key, or the new one, a comma and the old one: each once, and none empty.",
        )
    elif reached and min(map(len, keys)) < SHORTEST_KEY:
        yield Mistake(
            "SECRET_KEY",
            f"Write at least {SHORTEST_KEY} random letters and digits for each key, or leave it"
            " out.",
        )
