"""What every view needs, by one short way."""

from dataclasses import dataclass, field
from typing import cast

from flask import current_app, g

from service.checkup import Checkup
from service.domain.people import PhoneNumber
from service.web.background import Background
from service.web.outside_lines import OutsideLines
from service.wiring import Parts

NAME = "escalate"


@dataclass(frozen=True, slots=True)
class Joined:
    """The parts of this process, and what the web adds to them."""

    parts: Parts
    lines: OutsideLines
    background: Background = field(default_factory=Background)
    #: What asks outside when an admin wants everything looked at.
    checkup: Checkup = field(default_factory=Checkup)


def joined() -> Joined:
    """Return what belongs to the app that answers now."""
    return cast("Joined", current_app.extensions[NAME])


def parts() -> Parts:
    """Return the parts of the app that answers now."""
    return joined().parts


def texting_number() -> PhoneNumber:
    """Return the number that texts to us are sent to."""
    settings = parts().settings
    return PhoneNumber(settings.twilio_text_from or settings.twilio_from)


def note_away() -> None:
    """Note that the book did not answer this request, which asks it nothing more.

    Each question to a book that is stuck takes its whole patience, and the colleague's too.
    """
    g.book_is_away = True


def is_away() -> bool:
    """Whether the book has failed this request already."""
    return bool(g.get("book_is_away"))
