"""The same ticker with no Celery in it: it carries the whole load alone where it must.

It also gives the outside address its sign of life, which no worker does: a worker may be
restarted at any time.
"""

import signal

from service.domain.standing import HouseDeed
from service.wiring import Parts
from workers.lookout import Lookout
from workers.pulse import Pulse
from workers.rounds import Rounds
from workers.ticker import Ticker

#: Seconds within which the ticker has looked, and a round found that all moves, where a sign
#: of life is true.
LOOKED_WITHIN, WELL_WITHIN = 5.0, 30.0
#: What asks a process to end.
ENDING = frozenset({signal.SIGTERM, signal.SIGINT})


class Watch:
    """A ticker, its rounds and, where the site has an address for it, its pulse."""

    def __init__(self, parts: Parts) -> None:
        self._ticker = Ticker(parts.line, "watch")
        self._desk = parts.desk
        self._pulse = (
            Pulse(parts.heartbeat, self.well, heard=self._note_heard) if parts.heartbeat else None
        )
        self._lookout = Lookout(parts)
        self._rounds = Rounds(parts, also=self._pulse.faults if self._pulse else tuple)

    def start(self) -> None:
        """Begin to watch."""
        self._ticker.start()
        self._rounds.start()
        self._lookout.start()
        if self._pulse:
            self._pulse.start()

    def stop(self) -> None:
        """Watch no more, and finish what is in hand."""
        if self._pulse:
            self._pulse.stop()
        self._lookout.stop()
        self._rounds.stop()
        self._ticker.stop()

    def _note_heard(self) -> None:
        with self._desk.book.writing() as page:
            page.note_deed(HouseDeed.HEARD, self._desk.clock.now())

    def well(self) -> bool:
        """Whether the book was looked in just now, and all moves."""
        return self._ticker.looked_within(LOOKED_WITHIN) and self._rounds.well_within(WELL_WITHIN)


def watch(parts: Parts) -> None:
    """Watch until SIGTERM or SIGINT, then finish what is in hand."""
    # Held back and waited for, not handled: a handler that sets an event which this very thread
    # is about to wait for would wait for itself. Held back before any thread begins, which all
    # inherit it.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    watching = Watch(parts)
    watching.start()
    signal.sigwait(ENDING)
    watching.stop()
