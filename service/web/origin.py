"""Whether our own page sent it: protection from other sites that press in somebody's name.

There is no token in the forms on purpose. It could run out, or be cut short by a restart,
between the page's load and the press; a browser's own word on where a request comes from
cannot.
"""

from urllib.parse import urlsplit

from flask import request

from service.web.auth import by_token
from service.web.joined import parts
from service.web.refused import FromElsewhere
from service.web.roles import Rule, rule_of

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: "none" is a person's own act, such as a bookmark.
_OURS = frozenset({"same-origin", "none"})


def check() -> None:
    """Let through what our own pages, programs with a token and the carrier sent.

    ``Sec-Fetch-Site`` decides where a browser sends it: no script can set or hide it. Older
    browsers, and all of them over plain HTTP, send only ``Origin``; programs send neither.

    Raises:
        FromElsewhere: another site made the browser send it.
    """
    if request.method in _SAFE or by_token() or _signed_by_carrier():
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        trusted = site in _OURS
    else:
        trusted = origin is None or _normal(origin) in _own_origins()
    if not trusted:
        raise FromElsewhere


def _signed_by_carrier() -> bool:
    if request.endpoint is None:
        return False
    return rule_of(request.endpoint, request.method) is Rule.CARRIER


def _own_origins() -> frozenset[str]:
    public = urlsplit(parts().settings.public_url)
    return frozenset({_normal(f"{public.scheme}://{public.netloc}"), _normal(request.host_url)})


def _normal(origin: str) -> str:
    return origin.rstrip("/").lower()
