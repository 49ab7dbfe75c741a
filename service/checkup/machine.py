"""Looks at this machine: the book and its database, the bell, the disks, the backups."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from config.settings import Settings
from service.alarm.loopback import is_loopback
from service.backup import FolderNotRead, kept
from service.book import KeyMissing, NotUnicode, is_ahead, needs_migration
from service.domain.checks import keeping
from service.domain.checks import machine as says
from service.domain.checks.lines import Found
from service.domain.checks.machine import Place, TimeOf, TimeTold
from service.ports import Outage
from service.wiring import Parts, ring_of

#: Says what is free where a path is.
Free = Callable[[Path], int]
_SQLITE = "sqlite:///"
#: Where the lines that we print end up on most machines; ours are kept by whoever takes them.
_LOGS = Path("/var/log")
#: Where PostgreSQL writes on Debian, and on Fedora and its kin.
SERVERS = (Path("/var/lib/postgresql"), Path("/var/lib/pgsql"))
#: How each file of the age format begins. Source: https://age-encryption.org/v1
_AGE = b"age-encryption.org/v1\n"
#: No backup of ours is shorter: its head alone has a line for whom it is sealed, and a digest.
_SHORTEST = 200


def free_at(path: Path) -> int:
    """Return the bytes that are free where *path* is, or will be."""
    there = next(one for one in (path, *path.absolute().parents) if one.exists())
    return shutil.disk_usage(there).free


def book(parts: Parts) -> Found:
    """Look whether the book can be reached, is of this version and can be written."""
    url, ring = parts.settings.database_url, ring_of(parts.settings)
    try:
        if needs_migration(url, ring):
            return Found(says.BOOK_BEHIND)
        ahead = is_ahead(url, ring)
    except KeyMissing as refusal:
        return Found(says.BOOK_KEY_LOST, {"why": refusal.why, "cure": refusal.cure})
    except NotUnicode as refusal:
        return Found(says.BOOK_NOT_UNICODE, {"why": refusal.why, "cure": refusal.cure})
    except Outage:
        return Found(says.BOOK_AWAY)
    if not parts.book.writable():
        return Found(says.BOOK_READ_ONLY)
    return Found(says.BOOK_AHEAD if ahead else says.BOOK_RIGHT)


def is_missing(parts: Parts) -> bool:
    """Whether there is no book of this version yet.

    Raises:
        KeyMissing, NotUnicode, BookUnavailable: it cannot be looked into.
    """
    return needs_migration(parts.settings.database_url, ring_of(parts.settings))


def bell(parts: Parts) -> Found:
    """Look whether hints get through."""
    if parts.bell.answers():
        return Found(says.BELL_RIGHT)
    embedded = parts.settings.embedded_bell
    return Found(says.BELL_NOT_STARTED if embedded else says.BELL_SILENT)


def database_time(parts: Parts) -> Iterator[TimeTold]:
    """Yield the database server's time, where it has one of its own.

    Raises:
        BookUnavailable: it cannot be asked.
    """
    asked_at = datetime.now(UTC)
    told = parts.book.time_told()
    if told is not None:
        answered_at = datetime.now(UTC)
        yield TimeTold(by=TimeOf.DATABASE, asked_at=asked_at, told=told, answered_at=answered_at)


def disk(
    settings: Settings, free: Free = free_at, servers: Sequence[Path] = SERVERS
) -> Iterator[Found]:
    """Look what is free where we write, and where a database server does that is on this machine.

    The server tells nobody but its own admins where that is: *servers* has the usual places.
    """
    paths = {"BACKUP_FOLDER": Path(settings.backup_folder)}
    if settings.database_url.startswith(_SQLITE):
        paths["DATABASE_URL"] = Path(settings.database_url.removeprefix(_SQLITE)).parent
    places = [_LOGS, *(servers if is_beside_us(settings.database_url) else ())]
    paths |= {str(place): place for place in places if place.exists()}
    yield from says.disk(Place(name, free(path)) for name, path in paths.items())


def is_beside_us(database_url: str) -> bool:
    """Whether that is a database server on this machine, by a socket or over loopback."""
    url = urlsplit(database_url)
    host = unquote(url.hostname or "") or dict(parse_qsl(url.query)).get("host", "/")
    return url.scheme.startswith("postgres") and (host.startswith("/") or is_loopback(host))


def backup_file(settings: Settings) -> Found:
    """Look at the newest backup, as far as it can be seen without the key that opens it."""
    try:
        newest = next(iter(kept(Path(settings.backup_folder))), None)
        if newest is None:
            return Found(keeping.FILE_ELSEWHERE)
        with newest.file.open("rb") as file:
            begins = file.read(len(_AGE))
    except (FolderNotRead, OSError):
        return Found(keeping.FILE_SHUT)
    whole = begins == _AGE and newest.size >= _SHORTEST
    return Found(keeping.FILE_RIGHT if whole else keeping.FILE_DAMAGED)
