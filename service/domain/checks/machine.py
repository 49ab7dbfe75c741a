"""This machine and what runs on it: the book, the bell, the tickers, the clock, the disk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.catalogue import N_
from service.domain.checks.lines import Found, Line, Said
from service.domain.fitness import Verdict
from service.domain.standing import SILENT_AFTER, Beat

#: Beats are counted dead after ten seconds, by whichever clock of the two reads them.
CLOCK_DOUBTFUL, CLOCK_WRONG = timedelta(seconds=5), timedelta(seconds=60)
#: Below the first the next backup may not fit; below the second the database stops any hour.
LITTLE_FREE, NOTHING_FREE = 1_000_000_000, 100_000_000
#: Stands between the names of places.
_BETWEEN = ", "
_RIGHT, _DOUBTFUL, _WRONG = Verdict.RIGHT, Verdict.DOUBTFUL, Verdict.WRONG
_SET_CLOCK = N_("Turn on the machine's time service, with timedatectl set-ntp true or with chrony.")
_START = N_(
    "Start what is missing: sudo systemctl start escalate.target, or docker compose up --detach;"
    " by hand escalate run."
)
_ROOM = N_(
    "Delete old logs, then backups that lie elsewhere too, and nothing of the book's own; or give"
    " it a larger disk."
)

SETTING = Said("setting", Line.SETTINGS, _RIGHT, "{shown}")
SETTINGS_ODD = Said(
    "settings_odd",
    Line.SETTINGS,
    _DOUBTFUL,
    "{doubt}",
    N_("Mend it in the environment or in .env."),
)

BOOK_RIGHT = Said("book_right", Line.BOOK, _RIGHT, N_("Reached, up to date, written to."))
BOOK_BEHIND = Said(
    "book_behind",
    Line.BOOK,
    _WRONG,
    N_("It is not there yet, or was made by an older version."),
    N_(
        "Run escalate migrate. If there is one already, run this in the folder that holds its .env."
    ),
)
BOOK_AHEAD = Said(
    "book_ahead",
    Line.BOOK,
    _DOUBTFUL,
    N_("A newer version has migrated it. This one still works with it."),
    N_("Bring this machine up to the newer version as well."),
)
BOOK_KEY_LOST = Said("book_key_lost", Line.BOOK, _WRONG, "{why}", "{cure}")
BOOK_NOT_UNICODE = Said("book_not_unicode", Line.BOOK, _WRONG, "{why}", "{cure}")
BOOK_AWAY = Said(
    "book_away",
    Line.BOOK,
    _WRONG,
    N_("It cannot be read."),
    N_("See that its database runs and its disk is not full, and that DATABASE_URL is right."),
)
BOOK_READ_ONLY = Said(
    "book_read_only",
    Line.BOOK,
    _WRONG,
    N_("It can be read, but not written: a press would be refused."),
    N_("See that its disk is not full, and that this user may write there."),
)

BELL_RIGHT = Said("bell_right", Line.BELL, _RIGHT, N_("It answers."))
BELL_NOT_STARTED = Said(
    "bell_not_started",
    Line.BELL,
    _DOUBTFUL,
    N_("The embedded bell is not running."),
    N_("Start escalate run."),
)
BELL_SILENT = Said(
    "bell_silent",
    Line.BELL,
    _DOUBTFUL,
    N_("Redis does not answer, so telephones ring up to a second later."),
    N_("See that Redis runs, and that REDIS_URL is right."),
)

TICKER_RIGHT = Said(
    "ticker_right", Line.TICKER, _RIGHT, N_("Awake: {workers} worker, {watches} watch.")
)
TICKER_NO_WORKER = Said(
    "ticker_no_worker",
    Line.TICKER,
    _DOUBTFUL,
    N_("No worker is awake: the watch carries everything alone."),
    _START,
)
TICKER_NO_WATCH = Said(
    "ticker_no_watch",
    Line.TICKER,
    _DOUBTFUL,
    N_("No watch is awake: the workers carry everything alone."),
    _START,
)
TICKER_NONE = Said(
    "ticker_none",
    Line.TICKER,
    _WRONG,
    N_("No worker or watch has looked for ten seconds."),
    _START,
)

CLOCK_RIGHT = Said("clock_right", Line.CLOCK, _RIGHT, N_("It agrees with whoever could be asked."))
CLOCK_ALONE = Said(
    "clock_alone",
    Line.CLOCK,
    _DOUBTFUL,
    N_(
        "There is nobody to compare it with: neither the carrier nor a database server told a time."
    ),
    N_("See that the carrier answers, then look again."),
)
CLOCK_OFF_CARRIER = Said(
    "clock_off_carrier",
    Line.CLOCK,
    _DOUBTFUL,
    N_("It is off by {seconds} seconds, by the carrier's clock."),
    _SET_CLOCK,
)
CLOCK_WRONG_CARRIER = Said(
    "clock_wrong_carrier",
    Line.CLOCK,
    _WRONG,
    N_(
        "It is off by {seconds} seconds, by the carrier's clock: the rota changes hands at "
        "the wrong time."
    ),
    _SET_CLOCK,
)
CLOCK_OFF_DATABASE = Said(
    "clock_off_database",
    Line.CLOCK,
    _DOUBTFUL,
    N_("It and the database server's clock are {seconds} seconds apart."),
    _SET_CLOCK,
)
CLOCK_WRONG_DATABASE = Said(
    "clock_wrong_database",
    Line.CLOCK,
    _WRONG,
    N_("It and the database server's clock are {seconds} seconds apart."),
    _SET_CLOCK,
)

DISK_RIGHT = Said("disk_right", Line.DISK, _RIGHT, N_("1 GB or more is free wherever we write."))
DISK_LITTLE = Said(
    "disk_little", Line.DISK, _DOUBTFUL, N_("Less than 1 GB is free at: {places}."), _ROOM
)
DISK_FULL = Said(
    "disk_full",
    Line.DISK,
    _WRONG,
    N_("Less than 100 MB are free at: {places}. Presses are refused once the book's disk is full."),
    _ROOM,
)


class TimeOf(StrEnum):
    """Whose clock was read."""

    CARRIER = "carrier"
    DATABASE = "database"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTold:
    """What another clock said, between two looks at ours."""

    by: TimeOf
    asked_at: datetime
    told: datetime
    answered_at: datetime
    #: It told whole seconds alone, and cut off the rest.
    whole_seconds: bool = False

    @property
    def off(self) -> timedelta:
        """By how much the two differ at least."""
        latest = self.told + timedelta(seconds=self.whole_seconds)
        if latest < self.asked_at:
            return self.asked_at - latest
        return max(self.told - self.answered_at, timedelta())


@dataclass(frozen=True, slots=True)
class Place:
    """Where something of ours is written, by the setting that names it, and what is free there."""

    name: str
    free_bytes: int


def ticker(beats: Sequence[Beat], now: datetime) -> Found:
    """Judge who has looked of late. A beat from the future is from before a clock was set."""
    roles = [beat.role for beat in beats if abs(now - beat.at) <= SILENT_AFTER]
    if not roles:
        return Found(TICKER_NONE)
    workers, watches = roles.count("worker"), roles.count("watch")
    if not workers:
        return Found(TICKER_NO_WORKER)
    if not watches:
        return Found(TICKER_NO_WATCH)
    return Found(TICKER_RIGHT, {"workers": workers, "watches": watches})


_CLOCKS = {
    (TimeOf.CARRIER, False): CLOCK_OFF_CARRIER,
    (TimeOf.CARRIER, True): CLOCK_WRONG_CARRIER,
    (TimeOf.DATABASE, False): CLOCK_OFF_DATABASE,
    (TimeOf.DATABASE, True): CLOCK_WRONG_DATABASE,
}


def clock(told: Sequence[TimeTold], *, needs_another: bool) -> Found:
    """Judge our clock by the one that differs most; without any only where one is needed."""
    if not told:
        return Found(CLOCK_ALONE if needs_another else CLOCK_RIGHT)
    worst = max(told, key=lambda one: one.off)
    if worst.off < CLOCK_DOUBTFUL:
        return Found(CLOCK_RIGHT)
    said = _CLOCKS[worst.by, worst.off >= CLOCK_WRONG]
    return Found(said, {"seconds": int(worst.off.total_seconds())})


def disk(places: Iterable[Place]) -> Iterator[Found]:
    """Judge what is free. How much is not said: it would tell when something was written."""
    short = {
        one.name: DISK_FULL if one.free_bytes < NOTHING_FREE else DISK_LITTLE
        for one in places
        if one.free_bytes < LITTLE_FREE
    }
    yield from _short(short)


def worse_disks(*looks: Iterable[Found]) -> Iterator[Found]:
    """Join what several looks found of the disks: of each place that which is worse."""
    found = [one for look in looks for one in look]
    short = {
        place: said
        for said in (DISK_LITTLE, DISK_FULL)
        for one in found
        if one.said is said
        for place in str(one.facts["places"]).split(_BETWEEN)
    }
    yield from _short(short)


def _short(short: Mapping[str, Said]) -> Iterator[Found]:
    for said in (DISK_FULL, DISK_LITTLE):
        if places := sorted(name for name, how in short.items() if how is said):
            yield Found(said, {"places": _BETWEEN.join(places)})
    if not short:
        yield Found(DISK_RIGHT)
