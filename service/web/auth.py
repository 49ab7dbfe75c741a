"""Who is asking, and whether this door is theirs.

Each view says whom it admits; one that says nothing keeps the app from starting.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from werkzeug import Response

from service.domain.people import Person, Role
from service.domain.refusals import Refusal
from service.domain.standing import TokenKind
from service.ports import Page
from service.web.joined import parts
from service.web.refused import NotSignedIn, RoleMayNot

#: As long as browsers keep a cookie at all: a sign-in that ran out stands between a
#: colleague and the button.
SESSION_AGE = timedelta(days=400)


class Rule(StrEnum):
    """Whom a view admits."""

    #: Everybody: nothing there concerns anybody.
    ANYBODY = "anybody"
    #: The carrier, by its signature; checked by ``service.web.carrier``.
    CARRIER = "carrier"
    #: This machine itself, or an admin's token; checked by ``service.web.health``.
    MONITOR = "monitor"
    SIGNED_IN = "signed in"
    STAFF = "staff"
    #: Staff who press: looked up by ``presser`` in the one transaction of the press.
    PRESSER = "presser"
    OFFICER = "officer"
    ADMIN = "admin"
    #: Who has a place in the rota, or keeps it.
    OFFICER_OR_ADMIN = "officer or admin"


_ROLES = {
    Rule.STAFF: {Role.STAFF},
    Rule.OFFICER: {Role.OFFICER},
    Rule.ADMIN: {Role.ADMIN},
    Rule.OFFICER_OR_ADMIN: {Role.OFFICER, Role.ADMIN},
}

View = TypeVar("View", bound=Callable[..., Any])


def admits(rule: Rule) -> Callable[[View], View]:
    """Say whom a view admits; goes below the route's own line."""

    def mark(view: View) -> View:
        view.admits = rule  # type: ignore[attr-defined]
        return view

    return mark


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """Return whom the view of *endpoint* admits; ``None`` where it does not say."""
    return cast("Rule | None", getattr(app.view_functions[endpoint], "admits", None))


def require_rules(app: Flask) -> None:
    """Refuse to start with a view that does not say whom it admits.

    Raises:
        LookupError: which endpoints those are.
    """
    silent = [one for one in app.view_functions if rule_of(app, one) is None]
    if silent:
        msg = f"@admits is missing on: {', '.join(sorted(silent))}"
        raise LookupError(msg)


def guard() -> None:
    """Let in whom the view admits.

    Raises:
        NotSignedIn, RoleMayNot: it does not admit whoever asks.
    """
    if request.endpoint is None:
        return  # No such address, or not by this method: routing says so next.
    rule = rule_of(current_app, request.endpoint)
    if rule in (Rule.ANYBODY, Rule.CARRIER, Rule.MONITOR, Rule.PRESSER):
        return
    person = signed_in()
    if rule is not Rule.SIGNED_IN and (rule is None or not _ROLES[rule] & person.roles):
        raise RoleMayNot(role=rule or "nobody")


def presser(page: Page) -> Person:
    """Return which member of staff is pressing, by what *page* knows.

    Raises:
        NotSignedIn, RoleMayNot: nobody who may.
    """
    brought = _brought()
    person = parts().keys.holder_on(page, *brought) if brought else None
    if person is None:
        raise NotSignedIn
    if Role.STAFF not in person.roles:
        raise RoleMayNot(role=Rule.STAFF)
    g.person = person
    return person


@contextmanager
def strangers_first() -> Iterator[None]:
    """Refuse who may not press before what is wrong with the press: a stranger learns nothing.

    Raises:
        NotSignedIn, RoleMayNot: in the place of whatever the block refuses.
    """
    try:
        yield
    except Refusal:
        with parts().desk.book.reading() as page:
            presser(page)
        raise


def signed_in() -> Person:
    """Return who is asking.

    Raises:
        NotSignedIn: we cannot tell.
    """
    person = current_person()
    if person is None:
        raise NotSignedIn
    return person


def current_person() -> Person | None:
    """Return who is asking, by bearer token or session; ``None`` if we cannot tell.

    A bearer token stands alone: a wrong one is never made good by a cookie, since requests
    with one are spared the check of where they come from.

    Raises:
        BookUnavailable: the book cannot be asked.
    """
    if "person" not in g:
        brought = _brought()
        g.person = parts().keys.holder(*brought) if brought else None
    return cast("Person | None", g.person)


def by_token() -> bool:
    """Whether the request brings a token of its own, as a program does and a form cannot.

    Other schemes are a proxy's in front of us, and none of our business.
    """
    return _authorization()[0] == "bearer"


def start_session(response: Response, token: str) -> None:
    """Keep *token*, a session's, on this device."""
    secure = _secure()
    response.set_cookie(
        cookie_name(),
        token,
        max_age=SESSION_AGE,
        path="/",
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def end_session(response: Response) -> None:
    """Make this device's session worthless, here and in the book."""
    token = request.cookies.get(cookie_name())
    if token:
        parts().keys.revoke(token)
    response.delete_cookie(cookie_name(), path="/", secure=_secure(), httponly=True, samesite="Lax")


def cookie_name() -> str:
    """Return the session cookie's name: the prefix binds it to this host, over TLS alone."""
    return "__Host-session" if _secure() else "session"


def _secure() -> bool:
    return parts().settings.public_url.startswith("https:")


def _brought() -> tuple[str, TokenKind] | None:
    """Return the token that came with the request, if one did, and what it would open."""
    if by_token():
        token, kind = _authorization()[1], TokenKind.API
    else:
        token, kind = request.cookies.get(cookie_name(), ""), TokenKind.SESSION
    return (token, kind) if token else None


def _authorization() -> tuple[str, str]:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower(), token.strip()
