"""A code is asked for, and how often it may be."""

import ipaddress
from contextlib import suppress

from flask import request

from service.desk import limiting
from service.desk.limiting import Counted
from service.desk.signing_in import send_sign_in_code
from service.desk.viewing import rota_now
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber
from service.numbers import countries_of, parse_number
from service.ports import Outage
from service.web.auth import current_person
from service.web.joined import joined, parts

_BY = {"text": Channel.TEXT, "call": Channel.CALL}


def channel_of(sent: str) -> Channel | None:
    """Read by what the code is wanted; ``None`` where that was not asked."""
    return _BY.get(sent)


def number_of(text: str) -> PhoneNumber:
    """Read a number in any usual form, from any country that the rota rings anyway.

    Raises one of `service.refused_numbers`, which never repeats the text.
    """
    people = rota_now(parts().desk).people.values()
    return parse_number(text, countries=countries_of(one.phone for one in people))


def send(phone: PhoneNumber, channel: Channel) -> None:
    """Have a code sent if anybody has that number; the answer is the same, and as soon.

    Raises:
        TooSoon: it was asked for too often.
    """
    secret = parts().keys.secret
    limiting.count(parts().desk, (limiting.of_number(secret, phone), _asker()))
    line = parts().line
    joined().background.do(lambda: send_sign_in_code(line, secret, phone, channel))


def count_try() -> None:
    """Count one try to come in from this address, or of who is signed in.

    Raises:
        TooSoon: there were too many.
    """
    limiting.count(parts().desk, [_asker()])


def came_in(tries: int) -> None:
    """Count those *tries* no more: a whole house signs in from one address on its first day."""
    with suppress(Outage):  # They are in; a try too many is forgotten within the hour.
        limiting.give_back(parts().desk, _asker(), tries)


def _asker() -> Counted:
    person, secret = current_person(), parts().keys.secret
    if person is not None:
        return limiting.of_person(secret, person.key)
    return limiting.of_address(secret, _address())


def _address() -> str:
    """Return who asks: a proxy of ours on this machine or its network tells of whom it had it.

    Of IPv6 the network alone, since everybody has billions of addresses in theirs.
    """
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    here = _read(request.remote_addr or "")
    seen = (here is not None and here.is_private and _read(told)) or here
    if seen is None:
        return ""
    wide = ipaddress.ip_network(f"{seen}/64", strict=False) if seen.version == 6 else seen  # noqa: PLR2004
    return str(wide)


def _read(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
