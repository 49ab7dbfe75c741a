"""Days of the week and opening hours as people write them."""

from collections.abc import Callable, Collection, Sequence
from datetime import time

from service.domain.catalogue import N_, _
from service.domain.dates import SHORT_WEEKDAYS
from service.domain.directory import Hours

#: Monday is 0, as in the standard library.
DAYS = SHORT_WEEKDAYS
_ALWAYS = N_("always")
ALWAYS = (Hours(frozenset(range(7)), time(), time()),)


def days_written(days: Collection[int], names: Sequence[str] = DAYS) -> str:
    """Write *days* such as ``Mon-Fri``, or ``Mon-Tue,Sun``, as a file has them, or with *names*.

    A week ends with Sunday.
    """
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}" for run in runs
    )


def days_said(days: Collection[int]) -> str:
    """Write *days* for people to read."""
    return days_written(days, [_(day) for day in DAYS])


def hours_written(hours: Collection[Hours]) -> str:
    """Write *hours* such as ``Mon-Fri 09:00-17:00; Sat 10:00-12:00``, or ``always``, for a file."""
    if tuple(hours) == ALWAYS:
        return _ALWAYS
    return _stretches(hours, days_written)


def hours_said(hours: Collection[Hours]) -> str:
    """Write *hours* for people to read."""
    return _(_ALWAYS) if tuple(hours) == ALWAYS else _stretches(hours, days_said)


def _stretches(hours: Collection[Hours], days: Callable[[Collection[int]], str]) -> str:
    return "; ".join(
        f"{days(each.weekdays)} {each.opens:%H:%M}-{each.closes:%H:%M}" for each in hours
    )
