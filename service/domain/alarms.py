"""What is wrong with the house itself, and when the admins are told of it.

An alarm knows nothing of any escalation: no name, no number, no count. Whoever reads it may
be the very person that one is about.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.catalogue import N_, _
from service.domain.faults import SAID, Fault, Said

#: The least time between two words on one fault by one path: one that comes and goes must not
#: fill a letter box in which the next one is then overlooked.
LEAST_GAP = timedelta(minutes=10)
#: A telling that nobody confirmed by then failed, or its process died: it is tried again.
TELLING_TAKES = timedelta(seconds=30)
#: How far the clocks of two processes may lie apart.
CLOCKS_DIFFER_BY = timedelta(seconds=10)
#: For so long the page shows what is over.
REMEMBERED = timedelta(days=7)


class Word(StrEnum):
    """What an admin is told of an alarm."""

    RAISED = "raised"
    STILL = "still"
    OVER = "over"
    #: Somebody asked for it, to see whether it arrives.
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was last told of one alarm by one path."""

    at: datetime | None = None
    over: bool = False
    #: Until then somebody is at it.
    held_until: datetime | None = None


_UNTOLD = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One fault, from when it was first seen until nobody sees it any more."""

    fault: Fault
    since: datetime
    seen_at: datetime
    over_at: datetime | None = None
    #: By path ("webhook", "email").
    told: Mapping[str, Told] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether it is still so, as far as anybody knows."""
        return self.over_at is None

    def quiet_at(self, now: datetime) -> bool:
        """Whether it stands in the book, and nobody has seen it for long enough.

        One that was seen in the future was seen before the clock was put back.
        """
        silent = now - self.seen_at
        return self.stands and (silent > self.fault.quiet_after or silent < -CLOCKS_DIFFER_BY)

    def word_for(self, path: str, now: datetime) -> Word | None:
        """Say what is to be told by *path* at *now*, if anything.

        At once when it is raised, hourly or daily while it stands, and once when it is over; of one
        that was over before anybody could be told, nothing.
        """
        told = self.told.get(path, _UNTOLD)
        if told.held_until is not None and now < told.held_until <= now + TELLING_TAKES:
            return None
        if not self.stands:
            return Word.OVER if told.at is not None and not told.over else None
        if told.at is None:
            return Word.RAISED
        silent = now - told.at
        again = silent >= self.fault.told_again_after or silent < -CLOCKS_DIFFER_BY
        return Word.STILL if again else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What leaves the building about one alarm."""

    word: Word
    fault: Fault
    since: datetime
    at: datetime
    said: Said

    @property
    def headline(self) -> str:
        """One line: "Calls are failing", "Over: Calls are failing"."""
        before = _HEADLINES.get(self.word)
        return _(before, what=self.said.what) if before else self.said.what


_HEADLINES = {
    Word.STILL: N_("Still: {what}"),
    Word.OVER: N_("Over: {what}"),
    Word.TEST: N_("Test: {what}"),
}


@dataclass(frozen=True, slots=True)
class ToTell:
    """One word that is due by one path."""

    alarm: Alarm
    path: str
    word: Word

    def notice(self, at: datetime) -> Notice:
        """Put it into words."""
        fault = self.alarm.fault
        said = SAID[fault].now
        return Notice(word=self.word, fault=fault, since=self.alarm.since, at=at, said=said)


def to_tell(alarms: Iterable[Alarm], paths: Iterable[str], now: datetime) -> Iterator[ToTell]:
    """Yield what is to be told now, alarm by alarm; what was told lately of a fault rests."""
    known, ways = list(alarms), list(paths)
    for alarm in known:
        for path in ways:
            word = alarm.word_for(path, now)
            if word is not None and not _rests(alarm, word, path, known, now):
                yield ToTell(alarm, path, word)


def trial_notice(at: datetime) -> Notice:
    """Return what somebody is sent who wants to see whether alarms arrive."""
    said = Said(_("This is a test"), _("Nothing is wrong."), _("Nothing. Alarms arrive here."))
    return Notice(word=Word.TEST, fault=Fault.CALLS_FAILING, since=at, at=at, said=said)


def _rests(alarm: Alarm, word: Word, path: str, known: list[Alarm], now: datetime) -> bool:
    """Whether an earlier alarm of the same fault was told of a moment ago."""
    if word is not Word.RAISED:
        return False
    earlier = (one.told.get(path, _UNTOLD).at for one in known if one.fault is alarm.fault)
    return any(at is not None and abs(now - at) < LEAST_GAP for at in earlier)
