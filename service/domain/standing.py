"""How the house itself stands: who is awake, and how the carrier treats us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: A ticker that has been silent for longer than this is counted as dead.
SILENT_AFTER = timedelta(seconds=10)
#: A failed call says this long how the carrier stands.
NEWS_FOR = timedelta(minutes=10)
#: A carrier that has been failing is tried again this soon, however long it has been.
LONGEST_GAP = timedelta(seconds=15)


class TokenKind(StrEnum):
    """What a token opens."""

    #: The API, as a bearer token.
    API = "api"
    #: The pages, once: it is traded for a session.
    SIGN_IN = "sign_in"
    #: The pages, on one device.
    SESSION = "session"
    #: One person's duties, for the calendar program of their own.
    CALENDAR = "calendar"


class BackupDeed(StrEnum):
    """What is done with a backup."""

    MADE = "made"
    #: Read whole, and made into a book that was thrown away.
    CHECKED = "checked"
    #: This book was made from one.
    RESTORED = "restored"


class HouseDeed(StrEnum):
    """What the house does by itself, or has done to it, and when it last was."""

    #: What is past its time was looked for, and what there was is gone.
    FORGOT = "forgot"
    #: The outside address took our sign of life.
    HEARD = "heard"
    #: A backup was read, and no book could be made of it.
    BACKUP_UNREADABLE = "backup_unreadable"
    #: A process was at work on this book whose phones are pretended, and none with real ones.
    PRETENDED = "pretended"
    #: A process was at work on this book whose phones are real.
    REAL = "real"
    #: Phones were pretended while another process had real ones.
    MIXED = "mixed"
    #: Everything was looked at that takes time: the carrier, our own address, this machine.
    LOOKED = "looked"


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at everything that takes time: when, and what was found, as JSON can hold it."""

    at: datetime
    found: Sequence[object]


def read_back_at(backups: Mapping[BackupDeed, datetime]) -> datetime | None:
    """Return when a backup last proved that a book can be made of it."""
    tries = [backups.get(BackupDeed.CHECKED), backups.get(BackupDeed.RESTORED)]
    return max((one for one in tries if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class Beat:
    """One sign of life: the process, what it is ("worker" or "watch"), and when."""

    process: str
    role: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierStanding:
    """Since when calls have been failing, if they are, and whether an admin must mend it."""

    failing_since: datetime | None = None
    code: int = 0
    account: bool = False
    #: When a call was last tried, or begun.
    checked_at: datetime | None = None

    @property
    def failing(self) -> bool:
        """Whether the carrier refused the latest call as it would refuse any."""
        return self.failing_since is not None

    def failing_at(self, now: datetime) -> bool:
        """Whether that is news: an old failure says nothing of a call that is made now."""
        recent = self.checked_at is not None and abs(now - self.checked_at) <= NEWS_FOR
        return self.failing and recent

    def next_try(self, now: datetime) -> datetime:
        """Return when the next call may be tried, whosever it is: *now*, or later.

        One call is tried for all of them, after as long again as they have been failing: at
        once, then after 1, 2, 4, 8 seconds, and each ``LONGEST_GAP`` for ever. So nobody
        waits longer for the end of a failure than it had lasted.
        """
        if self.failing_since is None or self.checked_at is None or not self.failing_at(now):
            return now
        gap = min(max(self.checked_at - self.failing_since, timedelta()), LONGEST_GAP)
        # A clock that was put back must not silence the phones for as long.
        return min(max(now, self.checked_at + gap), now + LONGEST_GAP)

    def failed(self, now: datetime, *, code: int, account: bool) -> "CarrierStanding":
        """Return it after a call that the carrier would not have taken from anybody."""
        since = self.failing_since if self.failing_at(now) else None
        return CarrierStanding(
            failing_since=since or now, code=code, account=account, checked_at=now
        )


def awake(beats: Sequence[Beat], now: datetime) -> bool:
    """Whether any ticker is alive at *now*."""
    # A sign of life from the future was given before the clock was put back.
    return any(abs(now - beat.at) <= SILENT_AFTER for beat in beats)
