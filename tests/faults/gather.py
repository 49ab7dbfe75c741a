"""Writes down a night: from the book, the exchange, the colleagues and the logs."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from faults.record import Night, Press, Ring, Sent
from faults.site import Site
from servers.waiting import wait_until
from sqlalchemy import NullPool, Select, create_engine, select
from sqlalchemy.exc import DBAPIError

from service.book.opening import read_address
from service.book.tables import attempts, escalations
from service.ports import BookUnavailable, Outage

T = TypeVar("T")

#: The attempt's token in an address that we gave to the carrier.
_TOKEN = re.compile(r"/twilio/(?:call|text)/([0-9a-f]{32})")
#: Faults that strike after the request was carried out.
_AFTER = frozenset({"hang_after", "reset_after", "drip"})


def gather(site: Site, presses: list[Press], since: datetime) -> Night:
    """Return what was seen at *site* from *since* until now."""
    # The carrier first: whatever was asked of it by then has been in the book before.
    carrier = site.knob("GET", "/state")
    until = datetime.now(UTC)
    found = _patiently(lambda: _escalations(site, since))
    histories = _patiently(lambda: _histories(site, list(found)))
    return Night(
        presses=presses,
        escalations=found,
        histories=histories,
        rings=list(_rings(carrier)),
        texts=list(_texts(carrier)),
        said=site.said(),
        complaints=list(carrier["bugs"]),
        earlier=frozenset(_patiently(lambda: _earlier(site, since))),
        until=until,
    )


def _patiently(read: Callable[[], T]) -> T:
    """Read once the book answers: a connection may have been cut a moment ago."""
    found: list[T] = []

    def tried() -> bool:
        try:
            found.append(read())
        except Outage:
            return False
        return True

    wait_until("the book can be read", tried, within_seconds=20)
    return found[0]


def _column(site: Site, wanted: Select[tuple[str]]) -> list[str]:
    """Return one column of the book itself, by no way of the program's."""
    engine = create_engine(read_address(site.settings.database_url), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return list(connection.execute(wanted).scalars())
    except DBAPIError:
        raise BookUnavailable from None


def _earlier(site: Site, since: datetime) -> list[str]:
    owner = escalations.c.id == attempts.c.escalation_id
    return _column(
        site, select(attempts.c.id).join(escalations, owner).where(escalations.c.raised_at < since)
    )


def _escalations(site: Site, since: datetime) -> dict[str, Any]:
    ids = _column(site, select(escalations.c.id).where(escalations.c.raised_at >= since))
    with site.parts.book.reading() as page:
        return {one: page.escalation(one) for one in ids}


def _histories(site: Site, ids: list[str]) -> dict[str, Any]:
    with site.parts.book.reading() as page:
        return {one: list(page.history(one)) for one in ids}


def _placed(request: dict[str, Any]) -> bool:
    return request["status"] == 201 or request["fault"] in _AFTER


def _asked(carrier: dict[str, Any], resource: str) -> Iterator[dict[str, Any]]:
    for request in carrier["requests"]:
        if request["method"] == "POST" and request["path"].endswith(resource):
            yield request


def _rings(carrier: dict[str, Any]) -> Iterator[Ring]:
    """Match each request with the call that came of it: the next one to that number."""
    calls: dict[str, list[dict[str, Any]]] = {}
    for call in carrier["calls"]:
        if call["direction"] == "outbound-api":
            calls.setdefault(call["to"], []).append(call)
    for request in _asked(carrier, "/Calls.json"):
        to, token = request["parameters"].get("To", ""), _token(request, "Url")
        mine = calls.get(to) if _placed(request) else None
        at = datetime.fromisoformat(request["at"])
        if mine:
            yield _ring(at, to, token, mine.pop(0))
        else:
            yield Ring(at=at, to=to, attempt=token, placed=_placed(request), rang=False)


def _ring(at: datetime, to: str, token: str, call: dict[str, Any]) -> Ring:
    engaged = call["status"] in {"busy", "failed", "queued"} and call["answered"] is None
    return Ring(
        at=at,
        to=to,
        attempt=token,
        sid=call["sid"],
        rang=not engaged,
        answered_at=_instant(call["answered"]),
        ended_at=_instant(call["ended"]),
        said=tuple(said["text"] for said in call["said"]),
    )


def _texts(carrier: dict[str, Any]) -> Iterator[Sent]:
    for request in _asked(carrier, "/Messages.json"):
        if _placed(request):
            yield Sent(
                at=datetime.fromisoformat(request["at"]),
                to=request["parameters"].get("To", ""),
                attempt=_token(request, "StatusCallback"),
            )


def _token(request: dict[str, Any], field: str) -> str:
    found = _TOKEN.search(str(request["parameters"].get(field, "")))
    return found[1] if found else ""


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
