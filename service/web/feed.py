"""A person's own duties for the calendar program of their own, at an address that opens no more.

The address is shown once, when it is made, since the book keeps no more than its digest. It
carries no name and no number, and neither does what it leads to.
"""

import hashlib
from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, redirect, url_for
from icalendar import Calendar, Event, vDuration
from werkzeug import Response as AnyResponse

from service.desk.cover import AHEAD
from service.desk.viewing import rota_now
from service.domain.catalogue import _
from service.domain.duties import Duty, duties
from service.domain.people import Person
from service.domain.rota import Rota
from service.domain.standing import TokenKind
from service.web.auth import signed_in
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.periods import ago, period

blueprint = Blueprint("feed", __name__)

#: How often a calendar program is asked to look again.
AGAIN_AFTER = timedelta(hours=6)


@blueprint.get("/calendar/<token>.ics")
def feed(token: str) -> Response:
    """Return the duties of whoever's address that is; nothing tells a revoked one from none."""
    with parts().book.reading() as page:
        person = parts().keys.holder_on(page, token, TokenKind.CALENDAR)
        rota = page.rota()
    if person is None:
        abort(404)
    body = calendar_of(rota, person, parts().desk.clock.now(), parts().settings.public_url)
    return Response(body, content_type="text/calendar; charset=utf-8")


@blueprint.get("/calendar")
def page() -> str:
    """Show one's own duties, and whether there is an address for them."""
    return _page()


@blueprint.post("/calendar")
def make() -> str:
    """Make an address, in the place of any before it, and show it."""
    desk, person = parts().desk, signed_in().key
    with desk.book.writing() as page:
        page.revoke_calendar(person, desk.clock.now())
    token = parts().keys.issue(person, TokenKind.CALENDAR)
    path = url_for("feed.feed", token=token)
    return _page(address=parts().settings.public_url.rstrip("/") + path)


@blueprint.post("/calendar/remove")
def remove() -> AnyResponse:
    """Have the address lead nowhere."""
    desk = parts().desk
    with desk.book.writing() as page:
        page.revoke_calendar(signed_in().key, desk.clock.now())
    return redirect(url_for("feed.page"), 303)


def calendar_of(rota: Rota, person: Person, now: datetime, address: str) -> bytes:
    """Write the duties of *person* as RFC 5545 has it, in UTC: right on every night there is."""
    calendar = Calendar()
    calendar.add("prodid", "-//escalate//duties//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # The three names under which programs look for what the calendar is called and how often
    # to come back: RFC 7986, and Apple's and Microsoft's own from before it.
    named = _("{organisation}: my duties", organisation=rota.organisation)
    calendar.add("name", named)
    calendar.add("x-wr-calname", named)
    calendar.add("refresh-interval", vDuration(AGAIN_AFTER), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(AGAIN_AFTER))
    for duty in duties(rota, person.key, now, now + AHEAD):
        calendar.add_component(_event(rota, person, duty, now, address))
    written: bytes = calendar.to_ical()
    return written


def _event(rota: Rota, person: Person, duty: Duty, now: datetime, address: str) -> Event:
    event = Event()
    event.add("uid", _uid(person, duty, address))
    event.add("dtstamp", now)
    event.add("dtstart", duty.starts)
    event.add("dtend", duty.ends)
    event.add("summary", _title(rota, duty))
    # Somebody on duty goes to meetings all the same.
    event.add("transp", "TRANSPARENT")
    return event


def _title(rota: Rota, duty: Duty) -> str:
    facts = {"organisation": rota.organisation, "role": duty.role}
    if len(rota.ladders) > 1:
        return _("{organisation}: {role} ({ladder})", ladder=duty.ladder, **facts)
    return _("{organisation}: {role}", **facts)


def _uid(person: Person, duty: Duty, address: str) -> str:
    """Name a duty, the same at every look, so that a program changes it and adds no second."""
    parts_of_it = (address, person.key, duty.ladder, duty.role, duty.starts.isoformat())
    digest = hashlib.sha256("\0".join(parts_of_it).encode()).hexdigest()
    return f"{digest[:32]}@escalate"


def _page(address: str = "") -> str:
    desk, person = parts().desk, signed_in()
    rota, now = rota_now(desk), desk.clock.now()
    with desk.book.reading() as page:
        made = page.calendar_of(person.key)
    return framed(
        "calendar/own.html",
        rota,
        address=address,
        webcal=address.partition(":")[2] and f"webcal:{address.partition(':')[2]}",
        made=made and ago(made, now, rota),
        duties=[
            (period(rota, one.starts, one.ends), _title(rota, one))
            for one in duties(rota, person.key, now, now + AHEAD)
        ],
    )
