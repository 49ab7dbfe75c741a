"""Wall times of a rota file: whole days, or a day with its time, never with an offset."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from service.domain.absences import Span
from service.domain.catalogue import _
from service.domain.dates import clock as clock_of
from service.domain.refusals import Refusal
from service.domain.rota_rules import (
    EndsBeforeStart,
    NeverComes,
    OddYear,
    Past,
    check_comes,
    check_span,
    check_year,
)
from service.domain.wall import instant
from service.rota_file.table import Table

_EXAMPLE = "2026-11-02T09:00:00"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """By which a file is read: the site's zone, unless that is a mistake, and the day."""

    zone: ZoneInfo | None
    today: date


def read_wall(table: Table, key: str, clock: Clock, *, last: bool = False) -> datetime | None:
    """Return the wall time at *key*, if there is one: of a day alone, its midnight.

    Of the *last* day it is the midnight after. A time that does not come once is doubtful.
    """
    table.needed(key, _("Write {key} = {example}.", key=key, example=_EXAMPLE))
    value = table.content.get(key)
    if not isinstance(value, date):
        if key in table.content:
            _odd(table, key)
        return None
    if isinstance(value, datetime) and value.tzinfo is not None:
        table.mistake(
            key,
            _("{key} has an offset from UTC, and the rota goes by the clock on the wall.", key=key),
            _("Write it without Z or an offset, such as {example}.", example=_EXAMPLE),
        )
        return None
    exact = isinstance(value, datetime)
    wall = value if isinstance(value, datetime) else datetime.combine(value, time())
    try:
        check_year(wall)
    except OddYear as refusal:
        table.notes.refused((*table.path, key), refusal)
        return None
    if exact:
        _doubt(table, key, wall, clock.zone)
    return wall + _DAY if last and not exact else wall


def read_span(table: Table, clock: Clock) -> Span | None:
    """Return what stands at ``from`` and ``until``, if both can be read."""
    starts = read_wall(table, "from", clock)
    ends = read_wall(table, "until", clock, last=True)
    if starts is None or ends is None:
        return None
    span = Span(starts, ends)
    try:
        check_span(span)
    except (EndsBeforeStart, OddYear) as refusal:
        table.notes.refused((*table.path, "until"), refusal)
    else:
        _doubt_past(table, span, clock.today)
    return span


def write_span(span: Span) -> dict[str, date]:
    """Return ``from`` and ``until`` of *span*: days where both edges are midnight."""
    if span.starts.time() == span.ends.time() == time():
        return {"from": span.starts.date(), "until": (span.ends - _DAY).date()}
    return {"from": span.starts, "until": span.ends}


def doubt_repeating(
    table: Table, key: str, at: time, weekdays: Collection[int], clock: Clock
) -> None:
    """Note the nights of the coming year on which a time of those *weekdays* does not come once."""
    for day in _clock_days(clock.zone, clock.today) if clock.zone else ():
        if day.weekday() in weekdays:
            _doubt(table, key, datetime.combine(day, at), clock.zone)


@cache
def _clock_days(zone: ZoneInfo, today: date) -> tuple[date, ...]:
    """Return the days of a year from *today* on which the clock is set, seldom more than two."""
    days = [today + number * _DAY for number in range(366)]
    noons = [datetime.combine(day, time(12), zone).utcoffset() for day in (today - _DAY, *days)]
    return tuple(
        day
        for day, before, after in zip(days, noons[:-1], noons[1:], strict=True)
        if before != after
    )


def _odd(table: Table, key: str) -> None:
    table.mistake(
        key,
        _("{key} is of the wrong kind.", key=key),
        _(
            "Write a day such as 2026-11-02, or with its time, {example}, without quotes.",
            example=_EXAMPLE,
        ),
    )


def _doubt(table: Table, key: str, wall: datetime, zone: ZoneInfo | None) -> None:
    if zone is None:
        return
    try:
        check_comes(wall, zone)
    except NeverComes as refusal:
        taken = _("{time} is taken.", time=clock_of(instant(wall, zone).astimezone(zone)))
        table.warning(key, refusal.why, f"{taken} {refusal.cure}")
    except Refusal as refusal:
        taken = _("The first of the two is taken.")
        table.warning(key, refusal.why, f"{taken} {refusal.cure}")


def _doubt_past(table: Table, span: Span, today: date) -> None:
    if span.ends <= datetime.combine(today, time()):
        table.warning("until", Past().why, _("Take it out, unless it is kept as a record."))
