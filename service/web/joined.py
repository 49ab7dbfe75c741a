"""What every view needs, by one short way."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from service.web.outside_lines import OutsideLines
from service.wiring import Parts

NAME = "escalate"


@dataclass(frozen=True, slots=True)
class Joined:
    """The parts of this process, and what the web adds to them."""

    parts: Parts
    lines: OutsideLines


def joined() -> Joined:
    """Return what belongs to the app that answers now."""
    return cast("Joined", current_app.extensions[NAME])


def parts() -> Parts:
    """Return the parts of the app that answers now."""
    return joined().parts
