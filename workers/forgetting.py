"""Has what is past its time go by itself, a little at a time: in every worker, and the watch."""

from collections.abc import Callable
from dataclasses import asdict

import structlog

from service.desk import carrier_traces, forgetting, leaving
from service.wiring import Parts, terms_of
from workers.spacing import Spaced

#: Seconds between two looks: five call-outs and ten of the carrier's records at each.
EVERY_SECONDS = 60.0
#: Seconds between two questions to the carrier about what nobody noted.
LOOK_FOR_MORE_SECONDS = 3600.0

log = structlog.get_logger("workers")


class Forgetting:
    """Goes along on the rounds. ``go`` does nothing until its time has come."""

    def __init__(self, parts: Parts, elapsed: Callable[[], float]) -> None:
        self._parts = parts
        self._elapsed = elapsed
        self._look = Spaced(EVERY_SECONDS, elapsed)
        # Not at the start: a process that starts has more urgent things to do.
        self._ask = Spaced(LOOK_FOR_MORE_SECONDS, elapsed, at_once=False)

    def go(self) -> None:
        """Have some go, every minute.

        Raises:
            BookUnavailable, BookUncertain: see there.
        """
        if not self._look.is_due():
            return
        terms = terms_of(self._parts.settings)
        keep = terms.at_carrier
        gone = forgetting.forget_some(self._parts.desk, terms)
        if gone != forgetting.Counts():
            log.info("forgotten", **asdict(gone))
            self._parts.book.scrub()
        if self._ask.is_due():
            leaving.note_leavers(self._parts.desk)
            carrier_traces.look_for_more(self._parts.line, keep)
        forgetting.note_run(self._parts.desk)
        deleted = carrier_traces.delete_due(self._parts.line, keep, self._elapsed)
        if deleted.code:
            log.warning("traces.not_deleted", code=deleted.code, left=deleted.left)
        elif deleted.gone:
            log.info("traces.deleted", count=deleted.gone)
