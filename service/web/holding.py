"""Who holds a place of a ladder, in words: by weekday, in turn, or one person."""

from collections.abc import Iterator
from datetime import time

from service.domain.catalogue import N_, _
from service.domain.listing import all_of, in_order
from service.domain.rota import RungPlan
from service.domain.shifts import Shift, Turns
from service.web.on_duty import Names

#: A week, in days.
WEEK = 7
DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
SHORT_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def held_by(rung: RungPlan, names: Names) -> list[str]:
    """Return one sentence for each way in which *rung* is held, what goes first coming first."""
    return list(_held(rung, names)) or [_("Nobody. It is skipped at once.")]


def weekdays(days: frozenset[int]) -> str:
    """Write "Monday to Friday", "Saturday and Sunday", or "every day"."""
    ordered = sorted(days)
    if len(ordered) == WEEK:
        return _("every day")
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:  # noqa: PLR2004 - a run
        return _("{first} to {last}", first=_(DAYS[ordered[0]]), last=_(DAYS[ordered[-1]]))
    return all_of([_(DAYS[day]) for day in ordered])


def _held(rung: RungPlan, names: Names) -> Iterator[str]:
    for shift in rung.shifts:
        yield _shift(shift, names)
    if rung.turns:
        yield _turns(rung.turns, names)
    if rung.holder:
        name = names[rung.holder]
        others = rung.shifts or rung.turns
        yield _("Otherwise {name}.", name=name) if others else _("{name}.", name=name)


def _shift(shift: Shift, names: Names) -> str:
    if shift.starts == shift.ends == time():
        hours = _("all day")
    else:
        starts, ends = f"{shift.starts:%H:%M}", f"{shift.ends:%H:%M}"
        hours = _("{start} to {end}", start=starts, end=ends)
    said = _(
        "{days}, {hours}: {name}.",
        days=weekdays(shift.weekdays),
        hours=hours,
        name=names[shift.person],
    )
    return f"{said[:1].upper()}{said[1:]}"


def _turns(turns: Turns, names: Names) -> str:
    people = in_order([names[key] for key in turns.people])
    at = f"{turns.begins:%H:%M}"
    if turns.days == 1:
        return _("In turn: {people}. Handover every day at {time}.", people=people, time=at)
    return _(
        "In turn: {people}. Handover every {weekday} at {time}.",
        people=people,
        weekday=_(DAYS[turns.begins.weekday()]),
        time=at,
    )
