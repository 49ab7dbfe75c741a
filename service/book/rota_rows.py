"""Between the rota and its rows. Columns bear the names of the domain's fields."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import time
from typing import Any

from service.book.rows import (
    Found,
    Row,
    ladder_pace_of,
    ladder_pace_row,
    rung_pace_of,
    rung_pace_row,
)
from service.domain.directory import DirectoryEntry, Hours
from service.domain.people import Person
from service.domain.rota import LadderPlan, Rota, RungPlan

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
            RungPlan(role=step["role"], holder=step["holder"], pace=rung_pace_of(step))
            for step in own
        ),
        pace=ladder_pace_of(found),
    )


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
