"""Under which clock an instant was written down, and how far it lies off when that is set.

Every machine has a wall clock, which people and NTP may set, and one that only counts. The
difference of the two changes exactly when the wall clock is set.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

#: What a clock may drift between two looks, or be slewed; also well within any lease.
TOLERANCE = timedelta(seconds=1)
#: How far the clocks of two machines may lie apart.
CLOCKS_DIFFER_BY = timedelta(seconds=10)
_NOTHING = timedelta()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dating:
    """One reading of both clocks of a machine."""

    #: Which count it is: another machine counts for itself, and so does this one once restarted.
    boot: str
    #: Wall clock less count.
    offset: timedelta
    #: The wall clock.
    at: datetime


def set_by(before: Dating, after: Dating) -> timedelta:
    """Return by how much the wall clock was set between two readings of one machine."""
    moved = after.offset - before.offset
    return moved if before.boot == after.boot and abs(moved) > TOLERANCE else _NOTHING


def off_by(written: Dating | None, now: Dating) -> timedelta:
    """Return by how much instants must be moved that were written down under *written*.

    Exact where the same machine wrote them and was not restarted. Otherwise all we know is
    that nothing lies ahead that has been written down: then the wait that was under way
    begins anew, which costs at most its own length.
    """
    if written is None:
        return _NOTHING
    if written.boot == now.boot:
        return set_by(written, now)
    ahead = written.at - now.at
    return -ahead if ahead > CLOCKS_DIFFER_BY else _NOTHING


def moved(thing: T, by: timedelta) -> T:
    """Return *thing* with every instant in it moved: all waits keep their lengths."""
    return _moved(thing, by)  # type: ignore[no-any-return]


def _moved(thing: Any, by: timedelta) -> Any:
    match thing:
        case datetime():
            return thing + by
        case tuple():
            return tuple(_moved(one, by) for one in thing)
        case dict():
            return {key: _moved(value, by) for key, value in thing.items()}
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            names = [field.name for field in fields(thing)]
            return replace(thing, **{name: _moved(getattr(thing, name), by) for name in names})
        case _:
            return thing
