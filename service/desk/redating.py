"""After the wall clock was set: waits keep their lengths."""

import structlog

from service.desk import Desk
from service.ports import Outage

log = structlog.get_logger("workers")


def redate(desk: Desk) -> int:
    """Move what was written down under another clock than now's; return how many there were.

    Whoever reads a misdated escalation to write it moves it anyway. This finds those that
    nobody would read, since by the new clock they are not due for long. Any number of
    processes may do it at once: what was moved is found no more.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.reading() as page:
        misdated = page.misdated()
    for escalation_id in misdated:
        try:
            with desk.book.writing() as page:
                page.escalation(escalation_id)
        except Outage:
            raise
        except Exception:  # One that cannot be read must not keep the others misdated.
            log.exception("bug", during="redating")
    return len(misdated)
