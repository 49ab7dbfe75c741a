"""Who holds a rung, and when somebody is away, in plain words."""

from collections import Counter
from collections.abc import Mapping
from datetime import time, timedelta

from service.domain.absences import Span
from service.domain.catalogue import N_, _
from service.domain.dates import long_day, long_moment, weekday
from service.domain.listing import all_of
from service.domain.rota import Rota, RungPlan
from service.domain.shifts import DAILY, Shift, Turns
from service.domain.weekdays import days_said

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
    parts = [_on_shift(shift, names) for shift in rung.shifts]
    parts += [_in_turn(rung.turns, names)] if rung.turns else []
    parts += [_name(rung.holder, names)] if rung.holder else []
    return _(", else ").join(parts) or _("nobody")


def _on_shift(shift: Shift, names: Named) -> str:
    return _(
        "{name} on {days} {starts:%H:%M}-{ends:%H:%M}",
        name=_name(shift.person, names),
        days=days_said(shift.weekdays),
        starts=shift.starts,
        ends=shift.ends,
    )


def said_span(span: Span) -> str:
    """Say when *span* is: "on 24 December 2026", "from 6 November 2026, 18:00 to …, 23:00"."""
    if span.starts.time() == span.ends.time() == time():
        first, last = span.starts, span.ends - timedelta(days=1)
        if first >= last:
            return _("on {day}", day=long_day(first))
        return _("from {first} to {last}", first=long_day(first), last=long_day(last))
    return _("from {first} to {last}", first=long_moment(span.starts), last=long_moment(span.ends))


def _name(key: str, names: Named) -> str:
    return names.get(key, _("somebody who has left"))


def _in_turn(turns: Turns, names: Named) -> str:
    people = [_name(key, names) for key in turns.people]
    if len(people) == 1:
        return people[0]
    in_turn = (
        N_("{people} in turn, daily from {weekday} {moment}")
        if turns.days == DAILY
        else N_("{people} in turn, weekly from {weekday} {moment}")
    )
    return _(
        in_turn,
        people=all_of(people),
        weekday=weekday(turns.begins),
        moment=long_moment(turns.begins),
    )
