"""Days and months in words, and how a date is written with them."""

from datetime import date, datetime

from service.domain.catalogue import N_, _

#: Monday first, as in the standard library.
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
SHORT_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def weekday(day: date) -> str:
    """Write "Monday"."""
    return _(WEEKDAYS[day.weekday()])


def short_weekday(day: date) -> str:
    """Write "Mon"."""
    return _(SHORT_WEEKDAYS[day.weekday()])


def month(day: date) -> str:
    """Write "November"."""
    return _(MONTHS[day.month - 1])


def short_month(day: date) -> str:
    """Write "Nov"."""
    return _(SHORT_MONTHS[day.month - 1])


def long_day(day: date) -> str:
    """Write "6 November 2026"."""
    return _("{day} {month} {year}", day=day.day, month=month(day), year=day.year)


def short_day(day: date) -> str:
    """Write "6 Nov 2026"."""
    return _("{day} {month} {year}", day=day.day, month=short_month(day), year=day.year)


def month_of(day: date) -> str:
    """Write "November 2026"."""
    return _("{month} {year}", month=month(day), year=day.year)


def long_moment(at: datetime) -> str:
    """Write "6 November 2026, 18:00"."""
    return _("{day}, {time}", day=long_day(at), time=clock(at))


def weekday_and_day(day: date) -> str:
    """Write "Friday 6 November"."""
    return _("{weekday} {day} {month}", weekday=weekday(day), day=day.day, month=month(day))


def short_moment(at: datetime) -> str:
    """Write "Fri 6 Nov 18:00"."""
    return _(
        "{weekday} {day} {month} {time}",
        weekday=short_weekday(at),
        day=at.day,
        month=short_month(at),
        time=clock(at),
    )


def clock(at: datetime) -> str:
    """Write "18:00"."""
    return f"{at:%H:%M}"
