"""One person's own duties: from when to when they hold a place on a ladder."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.domain.cover import Stretch, stretches
from service.domain.rota import LadderPlan, Rota
from service.domain.weeks import weeks

_WEEK = timedelta(days=7)
#: A week with the night in it on which the clock is put back.
_LONGEST = _WEEK + timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One stretch during which somebody holds a place without a break."""

    ladder: str
    role: str
    starts: datetime
    ends: datetime


def duties(rota: Rota, person: str, now: datetime, end: datetime) -> list[Duty]:
    """Return the duties of *person* that end after *now*, as far as *end*, in order.

    One that lasts longer than a week is told week by week: what never ends has no one line in a
    calendar. Asked again a day later, those that were there begin where they began.
    """
    found: list[Duty] = []
    shown = weeks(now - 2 * _WEEK, end, rota.zone)
    for plan in rota.ladders:
        for duty in _held(rota, plan, person, shown[0].starts, shown[-1].ends):
            # Only what began before we look can be cut short at its start; it is a long one.
            long = duty.ends - duty.starts > _LONGEST
            found += (
                [
                    replace(
                        duty, starts=max(duty.starts, week.starts), ends=min(duty.ends, week.ends)
                    )
                    for week in shown
                    if duty.starts < week.ends and week.starts < duty.ends
                ]
                if long
                else [duty]
            )
    return sorted(
        (one for one in found if one.ends > now and one.starts < end),
        key=lambda one: (one.starts, one.ladder, one.role),
    )


def _held(
    rota: Rota, plan: LadderPlan, person: str, start: datetime, end: datetime
) -> Iterator[Duty]:
    open_duty: dict[str, Duty] = {}
    for stretch in stretches(rota, plan, start, end):
        roles = _roles(stretch, person)
        for role in [one for one in open_duty if one not in roles]:
            yield open_duty.pop(role)
        for role in roles:
            began = open_duty.get(role)
            starts = began.starts if began else stretch.starts
            open_duty[role] = Duty(ladder=plan.name, role=role, starts=starts, ends=stretch.ends)
    yield from open_duty.values()


def _roles(stretch: Stretch, person: str) -> list[str]:
    return list(dict.fromkeys(rung.role for rung in stretch.held if rung.person == person))
