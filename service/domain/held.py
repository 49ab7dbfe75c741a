"""Who holds a rung, and when somebody is away, in plain words."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from service.domain.absences import Span
from service.domain.rota import Rota, RungPlan
from service.domain.shifts import DAILY, Turns
from service.domain.weekdays import days_written

#: Names by key.
Named = Mapping[str, str]


def named(rota: Rota) -> Named:
    """Return the name of everybody in *rota*; of namesakes with the key."""
    count = Counter(person.name for person in rota.people.values())
    return {
        key: f"{person.name} ({key})" if count[person.name] > 1 else person.name
        for key, person in rota.people.items()
    }


def held_by(rung: RungPlan, names: Named) -> str:
    """Say who holds *rung*: "Tom Reed on Mon-Fri 09:00-17:00, else Priya Shah", or "nobody"."""
    parts = [
        f"{_name(shift.person, names)} on {days_written(shift.weekdays)}"
        f" {shift.starts:%H:%M}-{shift.ends:%H:%M}"
        for shift in rung.shifts
    ]
    parts += [_in_turn(rung.turns, names)] if rung.turns else []
    parts += [_name(rung.holder, names)] if rung.holder else []
    return ", else ".join(parts) or "nobody"


def said_span(span: Span) -> str:
    """Say when *span* is: "on 24 December 2026", "from 6 November 2026, 18:00 to …, 23:00"."""
    if span.starts.time() == span.ends.time() == time():
        first, last = span.starts, span.ends - timedelta(days=1)
        return f"on {_day(first)}" if first >= last else f"from {_day(first)} to {_day(last)}"
    return f"from {_moment(span.starts)} to {_moment(span.ends)}"


def _name(key: str, names: Named) -> str:
    return names.get(key, "somebody who has left")


def _in_turn(turns: Turns, names: Named) -> str:
    people = [_name(key, names) for key in turns.people]
    if len(people) == 1:
        return people[0]
    often = "daily" if turns.days == DAILY else "weekly"
    listed = f"{', '.join(people[:-1])} and {people[-1]}"
    return f"{listed} in turn, {often} from {turns.begins:%A} {_moment(turns.begins)}"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def _moment(at: datetime) -> str:
    return f"{_day(at)}, {at:%H:%M}"
