"""The session's cookie, and what stands behind it: a person, on a device."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from flask import request
from werkzeug import Response

from service.domain.devices import Device, coarse_name
from service.ports import Outage
from service.web.joined import joined, parts

#: As long as browsers keep a cookie at all: a sign-in that ran out stands between a
#: colleague and the button.
SESSION_AGE = timedelta(days=400)


def start_session(response: Response, token: str) -> None:
    """Keep *token*, a session's, on this device."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=SESSION_AGE,
        path="/",
        secure=_secure(),
        httponly=True,
        samesite="Lax",
    )


def end_session(response: Response) -> None:
    """Make this device's session worthless, here and in the book."""
    token = session_token()
    if token:
        parts().keys.revoke(token)
    response.delete_cookie(cookie_name(), path="/", secure=_secure(), httponly=True, samesite="Lax")


def session_token() -> str:
    """Return the token that this device brought, or nothing."""
    return request.cookies.get(cookie_name(), "")


def cookie_name() -> str:
    """Return the session cookie's name: the prefix binds it to this host, over TLS alone."""
    return "__Host-session" if _secure() else "session"


def device_name() -> str:
    """Name the browser that asks, coarsely and in words of ours."""
    return coarse_name(request.headers.get("User-Agent", ""))


def note_use(device: Device, now: datetime) -> None:
    """Note the day, once each day, and on no request's path."""
    if device.last_used == now.astimezone(UTC).date():
        return
    keys, token, name = parts().keys, session_token(), device_name()

    def note() -> None:
        with suppress(Outage):  # Tomorrow is soon enough.
            keys.used(token, name)

    joined().background.do(note)


def _secure() -> bool:
    return parts().settings.public_url.startswith("https:")
