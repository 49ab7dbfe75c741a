"""What to do where nobody need be rung at once. For everybody: nothing there concerns anybody."""

from flask import Blueprint

from service.web.frame import outside_rota, page
from service.web.joined import parts
from service.web.lines import directory

blueprint = Blueprint("guidance", __name__)


@blueprint.get("/guidance/not-urgent")
def not_urgent() -> str:
    """Say how to support somebody where it is not urgent."""
    return _guidance("guidance/not_urgent.html")


@blueprint.get("/guidance/in-the-past")
def in_the_past() -> str:
    """Say how to support somebody who tells of abuse in the past."""
    return _guidance("guidance/in_the_past.html")


def _guidance(template: str) -> str:
    rota = outside_rota()
    return page(template, rota, lines=directory(rota, parts().desk.clock.now()))
