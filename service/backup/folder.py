"""The folder of backups: a name tells when each was made, and nothing else."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from service.backup.refusals import BackupNotKept, FolderNotRead

_NAME = re.compile(r"escalate-([0-9]{8}T[0-9]{6}Z)\.age")
_WHEN = "%Y%m%dT%H%M%SZ"
#: Ends the name of what is not whole yet.
UNFINISHED = ".part"
#: What is older was left by a process that died.
_LEFT_AFTER_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup in the folder."""

    file: Path
    made_at: datetime
    size: int


def name_at(at: datetime) -> str:
    """Name the backup that is made *at* this instant."""
    return f"escalate-{at.astimezone(UTC):{_WHEN}}.age"


def kept(folder: Path) -> list[Kept]:
    """Return the backups in *folder*, the newest first; none where there is no folder.

    Raises:
        FolderNotRead: the folder cannot be looked into.
    """
    try:
        found = [(one, _NAME.fullmatch(one.name)) for one in folder.iterdir()]
        return sorted(
            (Kept(one, _read(name[1]), one.stat().st_size) for one, name in found if name),
            key=lambda one: one.made_at,
            reverse=True,
        )
    except FileNotFoundError:
        return []
    except OSError as error:
        raise FolderNotRead(why=error.strerror) from None


def forget_old(folder: Path, keep: int, newest: Path) -> int:
    """Delete all backups but the latest *keep*; return how many.

    *newest* has just been made and stays, wherever a clock that was set puts its name. What is
    not ours by its name is not touched.
    """
    others = [one.file for one in kept(folder) if one.file != newest]
    gone = others[keep - 1 :]
    try:
        for one in (*gone, *_left(folder)):
            one.unlink(missing_ok=True)
    except OSError as error:
        raise BackupNotKept(why=error.strerror) from None
    return len(gone)


def _left(folder: Path) -> list[Path]:
    before = time.time() - _LEFT_AFTER_SECONDS
    return [one for one in folder.glob(f".escalate-*{UNFINISHED}") if one.stat().st_mtime < before]


def _read(when: str) -> datetime:
    return datetime.strptime(when, _WHEN).replace(tzinfo=UTC)
