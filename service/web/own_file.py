"""What is kept of somebody, for themselves, as a file: the same as ``escalate export person``."""

import json

from flask import Blueprint, Response

from service.desk.exporting import of_person
from service.web.auth import signed_in, signed_in_at
from service.web.joined import parts

blueprint = Blueprint("own_file", __name__)


@blueprint.get("/me/held.json")
def file() -> Response:
    """Give whoever is signed in what is kept of them, and nobody else anything."""
    found = of_person(parts().desk, signed_in().key, signed_in_at())
    answer = Response(json.dumps(found, indent=1), content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="kept-of-me.json"'
    return answer
