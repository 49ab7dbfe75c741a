"""Days of the week and opening hours as people write them."""

from collections.abc import Collection
from datetime import time

from service.domain.directory import Hours

#: Monday is 0, as in the standard library.
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALWAYS = (Hours(frozenset(range(7)), time(), time()),)


def days_written(days: Collection[int]) -> str:
    """Write *days* such as ``Mon-Fri``, or ``Mon-Tue,Sun``; a week ends with Sunday."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs
    )


def hours_written(hours: Collection[Hours]) -> str:
    """Write *hours* such as ``Mon-Fri 09:00-17:00; Sat 10:00-12:00``, or ``always``."""
    if tuple(hours) == ALWAYS:
        return "always"
    return "; ".join(
        f"{days_written(each.weekdays)} {each.opens:%H:%M}-{each.closes:%H:%M}" for each in hours
    )
