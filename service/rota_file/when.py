"""Moments as people say them: ``Friday 03:00``, in the organisation's wall time."""

import re
from datetime import UTC, datetime, timedelta

from dateutil import parser, relativedelta

from service.domain.catalogue import N_
from service.domain.refusals import Refusal

#: A time of day must be said; without one, dateutil would take "5" for the fifth.
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d|\s*[ap]m\b)", re.ASCII)
_ALPHABET = re.compile(r"[a-z0-9 ,:./+\-]{1,60}", re.ASCII)
_DAYS_AHEAD = {"today": 0, "tomorrow": 1}
_ISO = re.compile(r"\d{4}-", re.ASCII)


class UnclearMoment(Refusal):
    """A moment that nobody could be sure of."""

    problem = N_("That moment cannot be read.")
    mend = N_('Write it such as "Friday 03:00", "tomorrow 03:00", "2026-03-29 01:30" or "now".')


def parse_when(text: str, now: datetime) -> datetime:
    """Return the moment that *text* means, in the zone of *now*, which is aware.

    A weekday, a bare time or a date without its year is the next such moment from *now* on.
    Of an hour that comes twice as clocks go back, the first is meant; a time that is left out
    as they go forward moves on by what was left out.

    Raises `UnclearMoment`.
    """
    said = " ".join(text.lower().split())
    if said == "now":
        return now
    if not (_ALPHABET.fullmatch(said) and _CLOCK.search(said.replace("t", " "))):
        raise UnclearMoment
    try:
        return _moment(said, now)
    except (ValueError, OverflowError, TypeError):  # as dateutil raises, for all it cannot read
        raise UnclearMoment from None


def _moment(said: str, now: datetime) -> datetime:
    if _ISO.match(said):
        # Not dateutil: told that the day comes first, it takes 2026-03-04 for the third of April.
        return _placed(datetime.fromisoformat(said.upper()), now)
    word, __, rest = said.partition(" ")
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, fold=0)
    if word in _DAYS_AHEAD:
        base = midnight + timedelta(days=_DAYS_AHEAD[word])
        wall = _parse(rest, base)
        if wall.date() != base.date():
            raise UnclearMoment
        return _placed(wall, now)
    return _next(said, midnight, now)


def _next(said: str, midnight: datetime, now: datetime) -> datetime:
    """Read *said* against today; if that has passed, against the next day, week or year."""
    first = _parse(said, midnight)
    for step in (
        relativedelta.relativedelta(),
        relativedelta.relativedelta(days=1),
        relativedelta.relativedelta(years=1),
    ):
        moment = _placed(_parse(said, midnight + step), now)
        if moment.astimezone(UTC) >= now.astimezone(UTC):
            return moment
    return _placed(first, now)  # a date with its year, in the past: as it was said


def _parse(text: str, default: datetime) -> datetime:
    return parser.parse(text, default=default, dayfirst=True, tzinfos=_no_zone)


def _no_zone(name: str | None, offset: int | None) -> None:
    """Refuse zone names: dateutil would warn of them, and then leave them out."""
    if name is not None or offset is not None:
        raise UnclearMoment


def _placed(wall: datetime, now: datetime) -> datetime:
    """Put *wall* time into the zone of *now*; by way of UTC, which moves a missing hour on."""
    placed = wall if wall.tzinfo else wall.replace(tzinfo=now.tzinfo)
    return placed.astimezone(UTC).astimezone(now.tzinfo)
