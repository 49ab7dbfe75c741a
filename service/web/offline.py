"""What a device keeps for when nobody answers: numbers, and the button that goes on trying.

``docs/decisions/0017-what-a-device-keeps.md`` says why it is so little.
"""

import json

from flask import Blueprint, Response, request, url_for

from service.desk.front import before_pressing
from service.domain.people import Role
from service.web.auth import current_person, has_expired
from service.web.frame import outside_rota, page_to_keep
from service.web.joined import parts
from service.web.kept_files import FOLDER, smaller
from service.web.lines import by_phone, lasting_directory, officers
from service.web.models import in_utc
from service.web.press_form import mark_of
from service.web.times import day_and_minute

blueprint = Blueprint("offline", __name__)

_WORKER = (FOLDER / "sw.js").read_bytes()
#: As the sheet has them: the line for danger, and the ground.
_STRIP, _GROUND = "#18303b", "#f5f3ee"
#: What a home screen writes below an icon without cutting it.
_SHORT = 12


@blueprint.get("/offline")
def page() -> str:
    """Show what this device may keep: to staff who are signed in, whom they would ring, too.

    Raises:
        BookUnavailable: then the device keeps what it has.
    """
    person = current_person()
    presses = person is not None and Role.STAFF in person.roles and not has_expired()
    if person is not None and presses:
        front = before_pressing(parts().desk, person.key)
        rota, at = front.rota, front.at
        own = officers(front.ladder.rungs) if front.ladder else []
        whose = mark_of(parts().keys.secret, person.key)
    else:
        rota, at, own = outside_rota(), parts().desk.clock.now(), []
        whose = ""
    lines = lasting_directory(rota, at)
    return page_to_keep(
        "offline/page.html",
        rota,
        presses=presses,
        whose=whose,
        own=own,
        lines=lines,
        nearest=next(iter([*own, *lines]), None),
        by_phone=by_phone(),
        synced=day_and_minute(rota.local(at)),
        synced_instant=in_utc(at),
    )


@blueprint.get("/sw.js")
def worker() -> Response:
    """Give the script that opens the kept page; its address says that it is for every page."""
    small = smaller("sw.js")
    if small is not None:
        return small
    response = Response(_WORKER, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Encoding")
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.get("/app.webmanifest")
def manifest() -> Response:
    """Say how a home screen shows us: by the house's own name, and nothing of what it is for."""
    name = outside_rota().organisation
    body = {
        "id": "/",
        "name": name,
        "short_name": name if len(name) <= _SHORT else name.split()[0],
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": "en-GB",
        "theme_color": _STRIP,
        "background_color": _GROUND,
        "icons": [
            {"src": _icon("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {
                "src": _icon("icon-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "any maskable",
            },
            {"src": _icon("icon-192.png"), "sizes": "192x192", "type": "image/png"},
        ],
    }
    return Response(json.dumps(body), content_type="application/manifest+json")


def _icon(name: str) -> str:
    return url_for("static", filename=name)
