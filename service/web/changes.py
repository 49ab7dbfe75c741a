"""The admins' page of changes: who changed what of the rota and when, and how to take it back.

It shows nothing of any call-out: a change of the rota knows of none.
"""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from service.desk.keeping import NoSuchVersion, standing, undo
from service.domain.changed import changes
from service.domain.refusals import Refusal
from service.web.access_words import shown_deed
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.rota_forms import author, seen, status_of, told
from service.web.version_words import shown_version

blueprint = Blueprint("changes", __name__)

#: How many stand on one page.
SHOWN = 20


@blueprint.get("/changes")
def page() -> str:
    """Show every change, newest first."""
    asked = request.args.get("before", type=int)
    with parts().book.reading() as book:
        rota, latest = book.rota(), book.version()
        # A number too long for a database is later than any version.
        before = None if asked is None else min(max(asked, 0), latest + 1)
        found = book.versions(SHOWN + 1, before=before)
        access = () if before else book.audited(SHOWN)
    return framed(
        "changes/page.html",
        rota,
        latest=latest,
        shown=[shown_version(rota, one) for one in found[:SHOWN]],
        older=found[SHOWN - 1].number if len(found) > SHOWN else None,
        first=before is None,
        access=[shown_deed(rota, one) for one in access],
    )


@blueprint.get("/changes/<int:number>/undo")
def ask(number: int) -> tuple[str, int]:
    """Show what undoing it would change."""
    return _asked(number)


@blueprint.post("/changes/<int:number>/undo")
def take_back(number: int) -> Response | tuple[str, int]:
    """Undo it, with all that came after it."""
    try:
        undo(parts().desk, author(), seen(), number)
    except Refusal as refusal:
        return _asked(number, refusal)
    return redirect(url_for("changes.page"), 303)


def _asked(number: int, refusal: Refusal | None = None) -> tuple[str, int]:
    with parts().book.reading() as book:
        number = min(number, book.version() + 1)
        kept = book.versions(1, before=number + 1)
        earlier = book.rota_of(number - 1)
    now = standing(parts().desk)
    if earlier is None or not kept or kept[0].number != number:
        refusal, kept = NoSuchVersion(), ()
    shown = framed(
        "changes/undo.html",
        now.rota,
        told=told(now.rota, refusal),
        version=now.version,
        undone=shown_version(now.rota, kept[0]) if kept else None,
        others=now.version - number,
        changed=changes(now.rota, earlier) if earlier and kept else (),
    )
    return shown, status_of(refusal)
