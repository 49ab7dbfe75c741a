"""Who holds a place of a ladder, in words: by weekday, in turn, or one person."""

from collections.abc import Iterator
from datetime import time

from service.domain.rota import RungPlan
from service.domain.shifts import Shift, Turns
from service.web.on_duty import Names
from service.web.wording import in_order

#: A week, in days.
WEEK = 7
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def held_by(rung: RungPlan, names: Names) -> list[str]:
    """Return one sentence for each way in which *rung* is held, what goes first coming first."""
    return list(_held(rung, names)) or ["Nobody. It is skipped at once."]


def weekdays(days: frozenset[int]) -> str:
    """Write "Monday to Friday", "Saturday and Sunday", or "every day"."""
    ordered = sorted(days)
    if len(ordered) == WEEK:
        return "every day"
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:  # noqa: PLR2004 - a run
        return f"{DAYS[ordered[0]]} to {DAYS[ordered[-1]]}"
    said = [DAYS[day] for day in ordered]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _held(rung: RungPlan, names: Names) -> Iterator[str]:
    for shift in rung.shifts:
        yield _shift(shift, names)
    if rung.turns:
        yield _turns(rung.turns, names)
    if rung.holder:
        name = names[rung.holder]
        yield f"Otherwise {name}." if rung.shifts or rung.turns else f"{name}."


def _shift(shift: Shift, names: Names) -> str:
    if shift.starts == shift.ends == time():
        hours = "all day"
    else:
        hours = f"{shift.starts:%H:%M} to {shift.ends:%H:%M}"
    said = f"{weekdays(shift.weekdays)}, {hours}: {names[shift.person]}."
    return f"{said[:1].upper()}{said[1:]}"


def _turns(turns: Turns, names: Names) -> str:
    people = in_order([names[key] for key in turns.people])
    each = "day" if turns.days == 1 else f"{DAYS[turns.begins.weekday()]}"
    return f"In turn: {people}. Handover every {each} at {turns.begins:%H:%M}."
