"""What is wrong with the house itself, and when the admins are told of it.

An alarm knows nothing of any escalation: no name, no number, no count. Whoever reads it may
be the very person that one is about.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

#: How often a path is told again while an alarm stands.
TELL_AGAIN = timedelta(hours=1)
#: The least time between two words on one fault by one path: one that comes and goes must not
#: fill a letter box in which the next one is then overlooked.
LEAST_GAP = timedelta(minutes=10)
#: A telling that nobody confirmed by then failed, or its process died: it is tried again.
TELLING_TAKES = timedelta(seconds=30)
#: An alarm is over when nobody has seen its fault for so long. Longer than the longest pause
#: between two looks, so that one look that comes late does not end it and begin it anew.
QUIET = timedelta(minutes=2)
#: The same for what happens in a moment and cannot be looked at again.
HAPPENED = timedelta(minutes=10)
#: A fault that mends itself by then is none: a process that restarts, a clock that was set.
PATIENCE = timedelta(seconds=15)
#: The same for what leaves a press served, or is mended by hand a moment later.
LONG_PATIENCE = timedelta(minutes=1)
#: How far the clocks of two processes may lie apart.
CLOCKS_DIFFER_BY = timedelta(seconds=10)
#: For so long the page shows what is over.
REMEMBERED = timedelta(days=7)


class Fault(StrEnum):
    """What can be wrong with the house."""

    #: The carrier takes no calls.
    CALLS_FAILING = "calls_failing"
    #: The carrier does not take our word for who we are, or has shut the account.
    ACCOUNT = "account"
    #: The carrier takes no texts.
    TEXTS_FAILING = "texts_failing"
    #: Something is due, and nobody does it.
    STALLED = "stalled"
    #: There was a worker, and it has given no sign of life for a minute.
    NO_WORKER = "no_worker"
    #: The same of the watch.
    NO_WATCH = "no_watch"
    #: A worker heard no hint and has restarted itself.
    DEAF = "deaf"
    #: Redis does not answer.
    BELL_SILENT = "bell_silent"
    #: The book cannot be read or written.
    BOOK_AWAY = "book_away"
    #: The machine's clock was set.
    CLOCK_JUMPED = "clock_jumped"
    #: Nobody holds any place of some ladder.
    NOBODY_TO_RING = "nobody_to_ring"
    #: The outside heartbeat address does not take our pings.
    HEARTBEAT_UNHEARD = "heartbeat_unheard"

    @property
    def quiet_after(self) -> timedelta:
        """For how long it must not be seen until it is over."""
        return HAPPENED if self in _MOMENTARY else QUIET

    @property
    def patience(self) -> timedelta:
        """For how long it must be seen at every look until it is an alarm."""
        return _PATIENCE.get(self, timedelta())


_PATIENCE = {
    Fault.STALLED: PATIENCE,
    Fault.NO_WORKER: PATIENCE,
    Fault.NO_WATCH: PATIENCE,
    Fault.BOOK_AWAY: PATIENCE,
    Fault.BELL_SILENT: LONG_PATIENCE,
    Fault.NOBODY_TO_RING: LONG_PATIENCE,
}
_MOMENTARY = frozenset({Fault.DEAF, Fault.CLOCK_JUMPED, Fault.TEXTS_FAILING})


@dataclass(frozen=True, slots=True)
class Said:
    """An alarm in words: what is wrong, what that means for a press now, and what to do."""

    what: str
    means: str
    mend: str


_RINGING_ALL_THE_SAME = "A press is served all the same."

#: Every sentence that an admin reads of a fault.
SAID: dict[Fault, Said] = {
    Fault.CALLS_FAILING: Said(
        "Calls are failing",
        "Telephones may not ring. Whoever presses is told so, with numbers to ring. We keep"
        " trying.",
        "Look at the carrier's status page, then run: escalate doctor",
    ),
    Fault.ACCOUNT: Said(
        "The carrier refuses our account",
        "No telephone rings until somebody mends it. Whoever presses is told so, with numbers to"
        " ring.",
        "Look into the carrier's console for a suspended account or a missing payment, copy the"
        " token again, then run: escalate doctor",
    ),
    Fault.TEXTS_FAILING: Said(
        "Texts are failing",
        "Telephones ring, but texts may not arrive.",
        "Look at the carrier's status page, then run: escalate doctor",
    ),
    Fault.STALLED: Said(
        "Work has been due for a minute that nobody does",
        "A press may not be served in time.",
        "Restart the workers and the watch. If it stays, look for the word bug in their lines.",
    ),
    Fault.NO_WORKER: Said(
        "No worker is awake",
        f"The watch carries everything alone. {_RINGING_ALL_THE_SAME}",
        "Start a worker: escalate worker. Its last lines say why it ended.",
    ),
    Fault.NO_WATCH: Said(
        "No watch is awake",
        f"The workers carry everything alone, and no heartbeat leaves. {_RINGING_ALL_THE_SAME}",
        "Start the watch: escalate watch. Its last lines say why it ended.",
    ),
    Fault.DEAF: Said(
        "A worker heard nothing from the bell and has started anew",
        f"Telephones may ring up to a second later. {_RINGING_ALL_THE_SAME}",
        "Nothing, if it happens once. If it comes back, look at Redis and the way to it.",
    ),
    Fault.BELL_SILENT: Said(
        "Redis does not answer",
        f"Telephones ring up to a second later. {_RINGING_ALL_THE_SAME}",
        "See that Redis runs, and that REDIS_URL is right.",
    ),
    Fault.BOOK_AWAY: Said(
        "The book cannot be read or written",
        "Nothing can be raised, and no telephone rings. Whoever presses is told so, with numbers"
        " to ring.",
        "See that the database runs and that its disk is not full, then run: escalate doctor",
    ),
    Fault.CLOCK_JUMPED: Said(
        "The machine's clock was set",
        "Nothing is rung early or late because of it. Times on the pages follow the new clock.",
        "See that the machine's time is right now, and that it is kept by NTP.",
    ),
    Fault.NOBODY_TO_RING: Said(
        "A ladder has nobody to ring",
        "A press on it rings nobody. Whoever presses is told so, with numbers to ring.",
        "Give a place on each ladder to somebody: escalate rota check, then escalate rota apply",
    ),
    Fault.HEARTBEAT_UNHEARD: Said(
        "The outside heartbeat does not hear us",
        f"Nobody would hear if this whole machine were gone. {_RINGING_ALL_THE_SAME}",
        "See that this machine reaches HEARTBEAT_URL, and that the address is right.",
    ),
}


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

        At once when it is raised, hourly while it stands, and once when it is over; of one
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
        return Word.STILL if silent >= TELL_AGAIN or silent < -CLOCKS_DIFFER_BY else None


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
        return f"{_BEFORE[self.word]}{self.said.what}"


_BEFORE = {Word.RAISED: "", Word.STILL: "Still: ", Word.OVER: "Over: ", Word.TEST: "Test: "}


@dataclass(frozen=True, slots=True)
class ToTell:
    """One word that is due by one path."""

    alarm: Alarm
    path: str
    word: Word

    def notice(self, at: datetime) -> Notice:
        """Put it into words."""
        fault = self.alarm.fault
        return Notice(word=self.word, fault=fault, since=self.alarm.since, at=at, said=SAID[fault])


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
    said = Said("This is a test", "Nothing is wrong.", "Nothing. Alarms arrive here.")
    return Notice(word=Word.TEST, fault=Fault.CALLS_FAILING, since=at, at=at, said=said)


def _rests(alarm: Alarm, word: Word, path: str, known: list[Alarm], now: datetime) -> bool:
    """Whether an earlier alarm of the same fault was told of a moment ago."""
    if word is not Word.RAISED:
        return False
    earlier = (one.told.get(path, _UNTOLD).at for one in known if one.fault is alarm.fault)
    return any(at is not None and abs(now - at) < LEAST_GAP for at in earlier)
