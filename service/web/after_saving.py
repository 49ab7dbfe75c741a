"""What a page says once something was saved: what changed, and gently, what it left uncovered."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug import Response

from service.desk.keeping import Standing
from service.domain.catalogue import _
from service.domain.versions import Version
from service.web.auth import signed_in
from service.web.gaps_made import Hole, holes
from service.web.joined import parts
from service.web.who import keeps_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The latest change, to whoever has just made it."""

    changed: Sequence[str]
    gaps: Sequence[Hole] = ()
    #: Where it can be undone, for who may.
    undo: str = ""


def saved_to(address: str, version: Version | None, anchor: str = "") -> Response:
    """Go to *address*, which tells what was saved; nothing was where nothing differs.

    An *anchor* is the id of what has the focus there.
    """
    number = version.number if version else 0
    return redirect(f"{address}?saved={number}{anchor and f'#{anchor}'}", 303)


def saved_now(now: Standing) -> Saved | None:
    """Return what was saved by the press before, if it was, and nobody has changed more since."""
    number = request.args.get("saved", type=int)
    if number == 0:
        return Saved(changed=[_("Nothing was changed: it stood so already.")])
    if number != now.version:
        return None
    with parts().book.reading() as book:
        version, before = book.versions(1)[0], book.rota_of(now.version - 1)
    if version.author.key != signed_in().key or before is None:
        return None
    admin = keeps_all(signed_in())
    return Saved(
        changed=version.changed,
        gaps=holes(before, now.rota),
        undo=url_for("changes.ask", number=number) if admin else "",
    )
