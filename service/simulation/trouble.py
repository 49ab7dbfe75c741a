"""What may befall a process at each step of its work."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.ports import BookUnavailable
from service.simulation.strand import Died, Strand, Waits
from service.simulation.timeline import SECOND

if TYPE_CHECKING:
    from service.simulation.night import Night

#: What one crash may cost at most, in seconds; the second in the middle of asking the carrier.
CRASH = 5.0
CRASH_ASKING = 10.0
#: What a request whose answer was lost may cost: two looks at the carrier's list, a wait, and
#: the gap in which a carrier that fails is tried for all.
LOST_ANSWER = 26.0
#: How likely a run that can wait between two pages does so, and for how long at most, in seconds:
#: the turn of another writer, a busy machine.
PAUSES = 0.1
LONGEST_PAUSE = 0.25


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a commit: kept or not, and whether anybody hears of it."""

    kept: bool = True
    uncertain: bool = False
    died: Died | None = None


WELL = Fate()


class Trouble:
    """Draws what goes wrong at a step, by the night's weather.

    Nothing is drawn for what cannot be; that is asked first here, as a page is opened some 140
    times for each escalation.
    """

    def __init__(self, night: "Night") -> None:
        self._night = night
        #: Until when the book is away, in microseconds.
        self.away_until = -1

    def before_page(self, strand: Strand) -> None:
        """Pause, freeze or end the strand, or keep the book from it."""
        night, dice, weather = self._night, self._night.dice, self._night.weather
        if strand.may_pause():
            if dice.chance(PAUSES):
                self._pause(strand, dice.mostly_low(0.001, LONGEST_PAUSE))
            if weather.freezes and dice.chance(weather.freezes):
                self._freeze(strand, dice.mostly_low(0.5, 26.0))
        if weather.dies and dice.chance(weather.dies):
            self._note_death("died before a page", strand)
            raise Died
        away = weather.book_away and dice.chance(weather.book_away)
        if away and night.time.now > self.away_until:
            seconds = dice.mostly_low(0.3, 20.0)
            self.away_until = night.time.now + int(seconds * SECOND)
            night.fault("book away", seconds + CRASH_ASKING)
        if night.time.now < self.away_until:
            raise BookUnavailable

    def at_commit(self, strand: Strand) -> Fate:
        """Say what becomes of this commit."""
        night, dice, weather = self._night, self._night.dice, self._night.weather
        if not (weather.dies or weather.book_uncertain):
            return WELL
        if dice.chance(weather.dies):
            kept = dice.chance(0.5)
            self._note_death("died after a commit" if kept else "died before a commit", strand)
            return Fate(kept=kept, died=Died())
        if dice.chance(weather.book_uncertain):
            night.fault("commit uncertain", CRASH_ASKING)
            return Fate(kept=dice.chance(0.5), uncertain=True)
        return WELL

    def before_request(self, strand: Strand) -> None:
        """End the strand before the carrier hears of it: it cannot know that, and must look."""
        if self._night.dice.chance(self._night.weather.dies_asking / 2):
            self._note_death("died before asking", strand)
            raise Died

    def after_request(self, strand: Strand) -> None:
        """End or freeze the process while it waits for the carrier."""
        night, dice = self._night, self._night.dice
        if dice.chance(night.weather.dies_asking / 2):
            self._note_death("died while asking", strand)
            raise Died
        if dice.chance(night.weather.freezes):
            strand.process.freeze(dice.mostly_low(0.5, 26.0))

    def _pause(self, strand: Strand, seconds: float) -> None:
        strand.paused = len(strand.tape)
        strand.process.later(seconds, lambda: strand.process.go(strand))
        raise Waits

    def _freeze(self, strand: Strand, seconds: float) -> None:
        strand.paused = len(strand.tape)
        strand.process.freeze(seconds)
        strand.process.resume(strand)
        raise Waits

    def _note_death(self, kind: str, strand: Strand) -> None:
        self._night.fault(kind, CRASH_ASKING if strand.asks else CRASH)
