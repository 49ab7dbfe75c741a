"""What was pressed with pretended phones, in a book whose carrier is real by now.

A call-out does not know by which carrier it was rung, and none is ever held back: whoever is not
certain rings. So a rehearsal that is still open rings real phones, and this only says so. See
``docs/decisions/0032``.
"""

from datetime import timedelta

from service.desk import Desk
from service.domain.standing import HouseDeed

#: It is noted every ten seconds. Nobody has put real settings in its place within so long.
LAST_PRESS = timedelta(seconds=15)


def note(desk: Desk) -> None:
    """Keep that phones are pretended at this moment.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.writing() as page:
        page.note_deed(HouseDeed.PRETENDED, desk.clock.now())


def is_open(desk: Desk) -> bool:
    """Whether anything is open from the time when phones were last pretended, or before.

    It says nothing of a call-out that was pressed with real phones only ever since.

    Raises:
        BookUnavailable: it cannot be asked.
    """
    with desk.book.reading() as page:
        until = page.deeds().get(HouseDeed.PRETENDED)
        return until is not None and page.open_since(until + LAST_PRESS)
