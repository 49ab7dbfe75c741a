"""Where somebody was going when they were asked who they are."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

#: What our own addresses have in them beside words of ours: ids and counts.
_PART = re.compile(r"[0-9a-f]{32}|[0-9]{1,9}", re.ASCII)
_LONGEST = 200


def here() -> str:
    """Return the address of this request, to come back to; nothing where it cannot be that."""
    return known(request.path, request.method)


def known(path: str, method: str = "GET", people: Collection[str] = ()) -> str:
    """Return *path* if it is one of our own pages, and nothing if it is anything else.

    So nobody is sent to another site, and no word that somebody else put there is shown. A page
    about somebody counts where *people* has their key: to a stranger none does, or the answer
    would tell who is here.
    """
    if not path.startswith("/") or len(path) > _LONGEST or urlsplit(path).path != path:
        return ""
    method = "GET" if method == "HEAD" else method
    try:
        endpoint, parts = current_app.url_map.bind("", "/").match(path, method)
    except HTTPException:
        return ""
    ours = all(part in people or _PART.fullmatch(str(part)) for part in parts.values())
    return path if ours and not endpoint.startswith(("sign_in.", "offline.", "static")) else ""
