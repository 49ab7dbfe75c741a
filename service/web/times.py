"""Moments in words, as the organisation's wall clocks show them."""

from datetime import date, datetime, timedelta

from service.domain.catalogue import _


def clock(local: datetime) -> str:
    """Write "14:02"."""
    return f"{local:%H:%M}"


def seconds_clock(local: datetime) -> str:
    """Write "14:02:05"."""
    return f"{local:%H:%M:%S}"


def long_day(day: date) -> str:
    """Write "22 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Write "22 Nov 2026"."""
    return f"{day.day} {day:%b %Y}"


def day_of_week(local: datetime) -> str:
    """Write "Sunday 22 November"."""
    return f"{local:%A} {local.day} {local:%B}"


def day_and_clock(local: datetime, now: datetime) -> str:
    """Write "at 14:02" for today, and "Sunday 14:02" for the days beside it."""
    if local.date() == now.date():
        return _("at {time}", time=clock(local))
    if abs(local.date() - now.date()) < timedelta(days=7):
        return f"{local:%A} {clock(local)}"
    return _("{day}, {time}", day=long_day(local.date()), time=clock(local))


def moment(local: datetime, now: datetime) -> str:
    """Write "14:02" for today, and "Saturday 21 November, 23:50" for another day."""
    if local.date() == now.date():
        return clock(local)
    return day_and_minute(local)


def day_and_minute(local: datetime) -> str:
    """Write "Sunday 29 November, 14:02": what is read another day needs the day."""
    return _("{day}, {time}", day=day_of_week(local), time=clock(local))
