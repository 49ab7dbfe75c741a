"""Between the rota and its rows. Columns bear the names of the domain's fields."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime, time
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from service.book.rows import (
    Found,
    Row,
    ladder_pace_of,
    ladder_pace_row,
    rung_pace_of,
    rung_pace_row,
)
from service.domain.absences import Span, Swap, TimeAway
from service.domain.directory import DirectoryEntry, Hours
from service.domain.people import Person
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan
from service.domain.shifts import Shift, Turns

_PERSON = tuple(field.name for field in fields(Person))
_ENTRY = tuple(field.name for field in fields(DirectoryEntry) if field.name != "hours")


def people_rows(rota: Rota) -> list[Row]:
    """Return the rows of ``people``, in the order of the rota."""
    return [
        {"position": position} | {name: getattr(person, name) for name in _PERSON}
        for position, person in enumerate(rota.people.values())
    ]


def person_of(found: Found) -> Person:
    """Build a person."""
    return Person(**{name: found[name] for name in _PERSON})


def ladder_rows(rota: Rota) -> list[Row]:
    """Return the rows of ``ladders``; the first is the default."""
    return [
        {"name": plan.name, "position": position} | ladder_pace_row(plan.pace)
        for position, plan in enumerate(rota.ladders)
    ]


def ladder_rung_rows(rota: Rota) -> list[Row]:
    """Return the rows of ``ladder_rungs``."""
    return [
        {"ladder": plan.name, "position": position, "role": rung.role, "holder": rung.holder}
        | {"turns": as_json(Turns, rung.turns), "shifts": as_json(tuple[Shift, ...], rung.shifts)}
        | rung_pace_row(rung.pace)
        for plan in rota.ladders
        for position, rung in enumerate(plan.rungs)
    ]


def ladder_of(found: Found, steps: Sequence[Found]) -> LadderPlan:
    """Build a ladder from its row and the rungs of all ladders, in their order."""
    own = [step for step in steps if step["ladder"] == found["name"]]
    return LadderPlan(
        name=found["name"],
        rungs=tuple(
            RungPlan(
                role=step["role"],
                holder=step["holder"],
                turns=of_json(Turns, step["turns"]),
                shifts=of_json(tuple[Shift, ...], step["shifts"]),
                pace=rung_pace_of(step),
            )
            for step in own
        ),
        pace=ladder_pace_of(found),
    )


def away_rows(rota: Rota) -> list[Row]:
    """Return the rows of ``time_away``."""
    return [
        {"position": position, "person": one.person} | _span_row(one.span)
        for position, one in enumerate(rota.away)
    ]


def away_of(found: Found) -> TimeAway:
    """Build somebody's time away."""
    return TimeAway(found["person"], _span_of(found))


def swap_rows(rota: Rota) -> list[Row]:
    """Return the rows of ``swaps``."""
    return [
        {"position": position, "one": swap.one, "other": swap.other} | _span_row(swap.span)
        for position, swap in enumerate(rota.swaps)
    ]


def swap_of(found: Found) -> Swap:
    """Build a swap."""
    return Swap(found["one"], found["other"], _span_of(found))


def practice_json(rota: Rota) -> Any:
    """Return what ``organisation.practice`` holds."""
    return as_json(PracticePlan, rota.practice)


def practice_of(home: Found) -> PracticePlan | None:
    """Build the plan of regular practices, if there is one."""
    plan: PracticePlan | None = of_json(PracticePlan, home["practice"])
    return plan


def as_json(shape: Any, value: object) -> Any:
    """Return *value*, of that *shape*, as JSON can hold it."""
    return None if value is None else _adapter(shape).dump_python(value, mode="json")


def of_json(shape: Any, kept: Any) -> Any:
    """Build what ``as_json`` wrote, of that *shape*, in this release or an earlier one."""
    return None if kept is None else _adapter(shape).validate_python(kept)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _span_row(span: Span) -> Row:
    return {"starts": span.starts.isoformat(), "ends": span.ends.isoformat()}


def _span_of(found: Found) -> Span:
    return Span(datetime.fromisoformat(found["starts"]), datetime.fromisoformat(found["ends"]))


def directory_rows(rota: Rota) -> list[Row]:
    """Return the rows of ``directory``; hours as JSON, in the organisation's wall time."""
    return [
        {"position": position, "hours": [_hours_json(stretch) for stretch in entry.hours]}
        | {name: getattr(entry, name) for name in _ENTRY}
        for position, entry in enumerate(rota.directory)
    ]


def entry_of(found: Found) -> DirectoryEntry:
    """Build a line of the directory."""
    plain = {name: found[name] for name in _ENTRY}
    return DirectoryEntry(**plain, hours=tuple(_hours_of(kept) for kept in found["hours"]))


def _hours_json(stretch: Hours) -> Row:
    """Write ``{"weekdays": [0, …], "opens": "09:00:00", "closes": "17:00:00"}``."""
    return {
        "weekdays": sorted(stretch.weekdays),
        "opens": stretch.opens.isoformat(),
        "closes": stretch.closes.isoformat(),
    }


def _hours_of(kept: Mapping[str, Any]) -> Hours:
    return Hours(
        weekdays=frozenset(kept["weekdays"]),
        opens=time.fromisoformat(kept["opens"]),
        closes=time.fromisoformat(kept["closes"]),
    )
