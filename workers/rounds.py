"""Goes round the house beside the ticker, and tells the admins: in every worker, and the watch.

In a thread of its own, since a mail server may take its time and a phone may not.
"""

import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import monotonic

import structlog

from service.desk import evidence, rehearsing, rounds
from service.domain.alarms import Notice, Word
from service.domain.faults import SAID, TELL_AGAIN, Fault
from service.ports import Outage
from service.wiring import Parts, prover_of
from workers.daytime import Daytime
from workers.forgetting import Forgetting

#: Seconds between two looks.
EVERY_SECONDS = 10.0
#: Seconds that a stop waits for what is being told just now.
LAST_WORDS = 2.0

log = structlog.get_logger("workers")

#: Faults that somebody else in this process has found.
Finding = Callable[[], Collection[Fault]]


class Rounds:
    """One thread. ``start`` once, ``stop`` once; ``go`` is one round, for a test."""

    def __init__(
        self,
        parts: Parts,
        *,
        also: Finding = tuple,
        every_seconds: float = EVERY_SECONDS,
        elapsed: Callable[[], float] = monotonic,
    ) -> None:
        self._parts = parts
        self._desk = parts.desk
        self._also = also
        self._every = every_seconds
        self._elapsed = elapsed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rounds", daemon=True)
        self._seen_since: dict[Fault, float] = {}
        self._told_from_memory: dict[str, float] = {}
        self._well_at: float | None = None
        self._said_of_rehearsal = False
        self._daytime = Daytime(parts, elapsed)
        self._forgetting = Forgetting(parts, elapsed)
        self._prover = prover_of(parts.settings)

    def start(self) -> None:
        """Begin to go round, the first time after one pause: what starts needs a moment."""
        self._thread.start()

    def stop(self) -> None:
        """Go round no more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(LAST_WORDS)
            with suppress(Outage):
                self._note_rehearsal()

    def well_within(self, seconds: float) -> bool:
        """Whether a round so lately read the book, and found that all moves."""
        return self._well_at is not None and self._elapsed() - self._well_at <= seconds

    def go(self) -> None:
        """Look once, keep the alarms, and tell what is due."""
        try:
            found = rounds.look_round(self._desk)
            rounds.take_up(self._desk, found.left_lying)
            if Fault.STALLED not in found.faults:
                self._well_at = self._elapsed()
            self._write_down()
            self._note_rehearsal()
            seen = found.faults | self._here()
            alarms = rounds.keep_alarms(self._desk, self._lasting(seen))
            rounds.tell(self._desk, self._parts.heralds, alarms)
            evidence.link_some(self._desk, self._prover)
            self._daytime.go()
            self._forgetting.go()
        except Outage:
            self._without_the_book()

    def _note_rehearsal(self) -> None:
        """Keep by which phones we ring; where they are real, say once what a rehearsal left."""
        if self._parts.settings.pretends:
            rehearsing.note(self._desk)
            return
        rehearsing.note_real(self._desk)
        if not self._said_of_rehearsal:
            if rehearsing.is_open(self._desk):
                log.warning("rehearsal.rings", mend="escalate doctor")
            self._said_of_rehearsal = True

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            try:
                self.go()
            except Exception:  # A dead thread would hide the next fault.
                log.exception("bug", during="rounds")

    def _here(self) -> frozenset[Fault]:
        """Return what only this process can know."""
        silent = () if self._parts.bell.answers() else (Fault.BELL_SILENT,)
        return frozenset((*silent, *self._also()))

    def _lasting(self, seen: Collection[Fault]) -> frozenset[Fault]:
        """Return what has been seen at every look for as long as it takes to be an alarm."""
        now = self._elapsed()
        self._seen_since = {one: self._seen_since.get(one, now) for one in seen}
        return frozenset(
            one
            for one, since in self._seen_since.items()
            if now - since >= one.patience.total_seconds()
        )

    def _without_the_book(self) -> None:
        """Tell from memory that the book is away: at once, then hourly, by each path that works."""
        if Fault.BOOK_AWAY not in self._lasting((Fault.BOOK_AWAY,)):
            return
        now, wall = self._elapsed(), datetime.now(UTC)
        away = timedelta(seconds=now - self._seen_since[Fault.BOOK_AWAY])
        due = [one for one in self._parts.heralds if self._untold(one.path, now)]
        word = Word.STILL if self._told_from_memory else Word.RAISED
        notice = Notice(
            word=word,
            fault=Fault.BOOK_AWAY,
            since=wall - away,
            at=wall,
            said=SAID[Fault.BOOK_AWAY],
        )
        for path in rounds.tell_from_memory(due, notice):
            self._told_from_memory[path] = now

    def _untold(self, path: str, now: float) -> bool:
        told = self._told_from_memory.get(path)
        return told is None or now - told >= TELL_AGAIN.total_seconds()

    def _write_down(self) -> None:
        """Now that the book is back, have it end what was told without it."""
        if Fault.BOOK_AWAY not in self._seen_since:
            return
        if Fault.BOOK_AWAY in self._lasting((Fault.BOOK_AWAY,)):
            rounds.own_up(self._desk, Fault.BOOK_AWAY, self._told_from_memory)
        self._told_from_memory.clear()
