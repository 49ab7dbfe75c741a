"""When the next backup is due: once a night, and at once where a night was missed."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from service.backup.folder import kept

#: How old the newest may be before somebody is told: a night, and the time to make it twice over.
GOOD_FOR = timedelta(hours=26)
#: The longest pause. A clock that was set, or a machine that slept, is noticed within it.
LOOK_AGAIN = timedelta(minutes=10)

Clock = Callable[[], datetime]
Wait = Callable[[float], None]


def due_at(newest: datetime | None, now: datetime, at: time) -> datetime:
    """Return when the next backup is due, which is not after *now* where one was missed.

    *at* is a time of UTC: the same night has no hour twice.
    """
    tonight = datetime.combine(now.date(), at, UTC)
    last_night = tonight if tonight <= now else tonight - timedelta(days=1)
    missed = newest is None or newest < last_night
    return last_night if missed else last_night + timedelta(days=1)


def newest_in(folder: Path, now: datetime) -> datetime | None:
    """Return when the latest backup in *folder* was made, if there is one.

    One with a date to come was made by a clock that was wrong, and counts for nothing here:
    there would be none until that date.

    Raises:
        FolderNotRead: the folder cannot be looked into.
    """
    return next((one.made_at for one in kept(folder) if one.made_at <= now), None)


def keep_making(folder: Path, at: time, make: Callable[[], None], now: Clock, wait: Wait) -> None:
    """Call *make* whenever a backup is due, for ever.

    What came of it is seen in the folder. After a try, whatever came of it, the next is one
    pause away.

    Raises:
        FolderNotRead: the folder cannot be looked into.
    """
    while True:
        here = now()
        due = due_at(newest_in(folder, here), here, at)
        if due <= here:
            make()
            wait(LOOK_AGAIN.total_seconds())
        else:
            wait(min(due - here, LOOK_AGAIN).total_seconds())
