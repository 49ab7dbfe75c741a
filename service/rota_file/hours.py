"""Opening hours as people write them: ``Mon-Fri 09:00-17:00; Sat 10:00-12:00``, or ``always``."""

import re
from datetime import time

from service.domain.catalogue import N_
from service.domain.directory import Hours
from service.domain.refusals import Refusal
from service.domain.weekdays import ALWAYS, DAYS, hours_written

_WEEK = frozenset(range(7))
_STRETCH = re.compile(
    r"(?:(?P<days>[a-z ,\-]+?) +)?(?P<opens>\d\d?:\d\d) *- *(?P<closes>\d\d?:\d\d)",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(r"\d\d?:\d\d", re.ASCII)
#: "tues", "thursday" and the like all start with the three letters.
_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.ASCII | re.IGNORECASE)


class UnclearHours(Refusal):
    """Opening hours that cannot be read."""

    problem = N_("The opening hours cannot be read.")
    mend = N_('Write them such as "Mon-Fri 09:00-17:00; Sat 10:00-12:00", or "always".')


def parse_hours(text: str) -> tuple[Hours, ...]:
    """Read *text*; no days means every day, 24:00 is midnight. Empty: nobody has said.

    Raises `UnclearHours`.
    """
    plain = text.replace("\N{EN DASH}", "-").strip().lower()
    if plain in {"always", "24/7"}:
        return ALWAYS
    stretches = [part.strip() for part in plain.split(";") if part.strip()]
    return tuple(_stretch(part) for part in stretches)


def write_hours(hours: tuple[Hours, ...]) -> str:
    """Write *hours* so that `parse_hours` gives them back."""
    return hours_written(hours)


def parse_days(text: str) -> frozenset[int]:
    """Read days of the week such as ``Mon-Fri`` or ``Sat,Sun``; ``daily`` is all of them.

    Raises `UnclearHours`.
    """
    return _days(text.replace("\N{EN DASH}", "-").strip().lower())


def parse_clock(text: str) -> time:
    """Read a time of day such as ``09:00``; ``24:00`` is midnight.

    Raises `UnclearHours`.
    """
    if not _CLOCK.fullmatch(text):
        raise UnclearHours
    return _clock(text)


def _stretch(text: str) -> Hours:
    found = _STRETCH.fullmatch(text)
    if found is None:
        raise UnclearHours
    return Hours(_days(found["days"] or "mon-sun"), _clock(found["opens"]), _clock(found["closes"]))


def _days(text: str) -> frozenset[int]:
    if text in {"daily", "every day"}:
        return _WEEK
    return frozenset(day for part in text.split(",") for day in _run(part))


def _run(text: str) -> list[int]:
    ends = [_day(end) for end in text.split("-")]
    match ends:
        case [only]:
            return [only]
        case [first, last]:
            return [(first + step) % 7 for step in range((last - first) % 7 + 1)]
        case _:
            raise UnclearHours


def _day(text: str) -> int:
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise UnclearHours
    return DAYS.index(found[1].title())


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text.zfill(5)) if text != "24:00" else time(0)
    except ValueError:
        raise UnclearHours from None
