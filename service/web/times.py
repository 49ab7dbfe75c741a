"""Moments as near as a reader needs them, by the organisation's wall clocks."""

from datetime import datetime, timedelta

from service.domain.catalogue import _
from service.domain.dates import clock, long_moment, weekday, weekday_and_day


def seconds_clock(local: datetime) -> str:
    """Write "14:02:05"."""
    return f"{local:%H:%M:%S}"


def day_and_clock(local: datetime, now: datetime) -> str:
    """Write "at 14:02" for today, and "Sunday 14:02" for the days beside it."""
    if local.date() == now.date():
        return _("at {time}", time=clock(local))
    if abs(local.date() - now.date()) < timedelta(days=7):
        return _("{weekday} {time}", weekday=weekday(local), time=clock(local))
    return long_moment(local)


def moment(local: datetime, now: datetime) -> str:
    """Write "14:02" for today, and "Saturday 21 November, 23:50" for another day."""
    if local.date() == now.date():
        return clock(local)
    return day_and_minute(local)


def day_and_minute(local: datetime) -> str:
    """Write "Sunday 29 November, 14:02": what is read another day needs the day."""
    return _("{day}, {time}", day=weekday_and_day(local), time=clock(local))
