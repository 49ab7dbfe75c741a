"""Stretches of time in words, as the organisation's wall clocks show them."""

from datetime import datetime, timedelta

from service.domain.catalogue import _, ngettext
from service.domain.dates import weekday_and_day
from service.domain.rota import Rota
from service.web.moments import zoned

_DAY = timedelta(days=1)


def day_and_time(rota: Rota, at: datetime) -> str:
    """Write "Friday 27 November, 18:00", with BST or GMT on a day of two clocks."""
    local = rota.local(at)
    return _("{day}, {time}", day=weekday_and_day(local), time=zoned(local))


def period(rota: Rota, starts: datetime, ends: datetime) -> str:
    """Write "Friday 27 November, 18:00 to Saturday 28 November, 09:00", a day only once."""
    first, last = rota.local(starts), rota.local(ends)
    until = zoned(last) if first.date() == last.date() else day_and_time(rota, ends)
    return _("{start} to {end}", start=day_and_time(rota, starts), end=until)


def ago(then: datetime, now: datetime, rota: Rota) -> str:
    """Write "today", "yesterday" or "12 days ago", by the days of the calendar."""
    days = (rota.local(now).date() - rota.local(then).date()) // _DAY
    if days <= 0:
        return _("today")
    return _("yesterday") if days == 1 else ngettext("{count} day ago", "{count} days ago", days)
