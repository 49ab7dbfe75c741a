"""What every answer tells the browser."""

from flask import Response, request

from service.web.joined import parts

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
#: By it our scripts tell our answers from what a proxy or a hotel's network says in our place.
OURS = "Answered-By"
#: Files without anything of anybody, which a browser may keep; each says itself for how long.
_KEEPABLE = frozenset({"static", "offline.worker"})
_ALWAYS = {
    OURS: "escalate",
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it browsers send "Origin: null" from our own forms, and those
    # without Sec-Fetch-Site could then not press (https://fetch.spec.whatwg.org/#append-a-
    # request-origin-header). Other sites learn nothing either way.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_YEAR_SECONDS = 365 * 24 * 3600


def add(response: Response) -> Response:
    """Add them to *response*."""
    response.headers.update(_ALWAYS)
    if request.endpoint not in _KEEPABLE:
        response.headers["Cache-Control"] = "no-store"
    if parts().settings.public_url.startswith("https:"):
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR_SECONDS}"
    return response
