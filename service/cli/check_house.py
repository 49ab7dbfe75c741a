"""Looks at the book, the bell and the tickers for ``doctor``."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from service.book import KeyMissing, needs_migration
from service.cli.findings import Finding, doubtful, right, wrong
from service.domain.fitness import BACKUP_GOOD_FOR
from service.domain.standing import SILENT_AFTER, BackupDeed, read_back_at
from service.domain.traces import OVERDUE
from service.ports import BookUnavailable
from service.wiring import Parts, ring_of

_BACK_UP = "Have escalate backup make run every night: see docs/backup.md."
_START = "Start everything with escalate run, or each with escalate worker and escalate watch."


def check_book(parts: Parts) -> Finding:
    """Whether the book can be reached, is up to date and can be written."""
    try:
        if needs_migration(parts.settings.database_url, ring_of(parts.settings)):
            return wrong(
                "book",
                "It is not there yet, or was made by an older version.",
                "Run escalate migrate.",
            )
    except KeyMissing as refusal:
        return wrong("book", refusal.why, refusal.cure)
    except BookUnavailable as outage:
        return wrong(
            "book",
            f"It cannot be read ({outage}).",
            "See that its database runs, and that DATABASE_URL is right.",
        )
    if not parts.book.writable():
        return wrong(
            "book",
            "It can be read, but not written: a press would be refused.",
            "See that its disk is not full, and that this user may write there.",
        )
    return right("book", "reached, up to date, written to")


def check_bell(parts: Parts) -> Finding:
    """Whether hints get through."""
    if parts.bell.answers():
        return right("bell", "answers")
    if parts.settings.embedded_bell:
        return doubtful("bell", "The embedded bell is not running.", "Start escalate run.")
    return doubtful(
        "bell",
        "Redis does not answer, so telephones ring up to a second later.",
        "See that Redis runs, and that REDIS_URL is right.",
    )


def check_tickers(parts: Parts) -> Iterator[Finding]:
    """Whether anybody looks for what is due."""
    now = parts.desk.clock.now()
    with parts.book.reading() as page:
        beats = page.beats()
    roles = [beat.role for beat in beats if now - beat.at <= SILENT_AFTER]
    if not roles:
        yield wrong("ticker", "No worker or watch has looked for ten seconds.", _START)
    elif missing := {"worker", "watch"} - set(roles):
        yield doubtful(
            "ticker",
            f"No {missing.pop()} is awake: the other one carries everything alone.",
            _START,
        )
    else:
        count = ", ".join(f"{roles.count(role)} {role}" for role in ("worker", "watch"))
        yield right("ticker", f"awake: {count}")


def check_forgetting(parts: Parts) -> Finding:
    """Whether the carrier deletes its records of us in time."""
    keep = timedelta(hours=parts.settings.keep_at_carrier_hours)
    before = parts.desk.clock.now() - keep
    with parts.book.reading() as page:
        count, oldest = page.count_traces(before), page.oldest_trace()
    if oldest is not None and oldest < before - OVERDUE:
        return doubtful(
            "forgetting",
            f"The carrier still has records of ours that are past their time: {count}.",
            "See that the account, or TWILIO_API_KEY, may delete calls and messages.",
        )
    return right("forgetting", "the carrier's records of us are deleted in time")


def check_backup(parts: Parts) -> Finding:
    """Whether the book was backed up of late, and a backup read back once."""
    with parts.book.reading() as page:
        backups = page.backups()
    made, read_back = backups.get(BackupDeed.MADE), read_back_at(backups)
    if made is None:
        return doubtful("backup", "No backup has been recorded.", _BACK_UP)
    said = f"last made {_minute(made)}"
    if parts.desk.clock.now() - made > BACKUP_GOOD_FOR:
        return doubtful("backup", f"{said}, which is too long ago", _BACK_UP)
    if read_back is None:
        return doubtful(
            "backup",
            f"{said}; none has been read back, so nobody knows if it is any good",
            "Run escalate backup check FILE --identity KEYFILE: see docs/backup.md.",
        )
    return right("backup", f"{said}, last read back {_minute(read_back)}")


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
