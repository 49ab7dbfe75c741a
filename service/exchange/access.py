"""Who may see the phones and turn the knobs."""

from hashlib import sha256
from hmac import compare_digest, new
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue

from service.exchange.errors import BadInput
from service.exchange.settings import ExchangeSettings

COOKIE = "exchange_key"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

#: The page is all our own: nothing is loaded from elsewhere, nothing is kept.
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


def guard(app: Flask, settings: ExchangeSettings) -> None:
    """Keep strangers, and other sites' pages, from the phones and the knobs."""

    @app.before_request
    def _admit() -> ResponseReturnValue | None:
        if not (request.path == "/" or request.path.startswith("/exchange")):
            return None
        key = request.args.get("key", "")
        if request.path == "/" and settings.page_key and _same(key, settings.page_key):
            return _enter(settings.page_key)
        if not _may_enter(settings):
            raise BadInput(
                "Open this page by the link that was printed when the exchange started.", 401
            )
        if request.method not in SAFE_METHODS and not _same_origin():
            raise BadInput("Another site's page may not turn these knobs.", 403)
        return None

    @app.after_request
    def _protect(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response


def _may_enter(settings: ExchangeSettings) -> bool:
    if settings.page_key is None:
        return True
    given = request.authorization
    if given and given.username is not None and given.password is not None:
        return _same(given.username, settings.account_sid) and _same(
            given.password, settings.auth_token
        )
    return _same(request.cookies.get(COOKIE, ""), _cookie(settings.page_key))


def _enter(page_key: str) -> ResponseReturnValue:
    """Keep the key in a cookie, so that it leaves the address bar."""
    response = redirect("/", 303)
    response.set_cookie(COOKIE, _cookie(page_key), httponly=True, samesite="Strict")
    return response


def _cookie(page_key: str) -> str:
    # Not the key itself: who reads the cookie shall not get the link.
    return new(page_key.encode(), b"exchange page", sha256).hexdigest()


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())


def _same_origin() -> bool:
    """Say whether the request comes from our own page, or from no page at all."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
