"""Takes out of a rota what a change left without its people."""

from collections.abc import Collection
from dataclasses import replace

from service.domain.ladder import Channel
from service.domain.people import Person, Role
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan
from service.domain.shifts import Turns


def settle(rota: Rota) -> Rota:
    """Return *rota* with every place, absence and swap of whoever is no officer taken out.

    A rung that nobody is left for stays, empty. Of turns with one person left that person
    becomes the holder, where there is none. A rung that only texts rings as well, once one of
    its people takes no texts. Practices pass to another who may start them.
    """
    officers = {one.key for one in rota.with_role(Role.OFFICER)}
    names = {plan.name for plan in rota.ladders}
    return replace(
        rota,
        people={key: _at_home(person, names) for key, person in rota.people.items()},
        ladders=tuple(_ladder(plan, officers, rota.people) for plan in rota.ladders),
        away=tuple(one for one in rota.away if one.person in officers),
        swaps=tuple(swap for swap in rota.swaps if {swap.one, swap.other} <= officers),
        practice=_practice(rota),
    )


def _at_home(person: Person, ladders: Collection[str]) -> Person:
    gone = person.ladder is not None and person.ladder not in ladders
    return replace(person, ladder=None) if gone else person


def _ladder(plan: LadderPlan, officers: Collection[str], people: dict[str, Person]) -> LadderPlan:
    rungs = tuple(_reachable(_rung(rung, officers), people) for rung in plan.rungs)
    return replace(plan, rungs=rungs)


def _rung(rung: RungPlan, officers: Collection[str]) -> RungPlan:
    holder = rung.holder if rung.holder in officers else None
    turns = _turns(rung.turns, officers)
    if turns and len(turns.people) == 1 and holder in (None, *turns.people):
        holder, turns = turns.people[0], None
    shifts = tuple(shift for shift in rung.shifts if shift.person in officers)
    return replace(rung, holder=holder, turns=turns, shifts=shifts)


def _turns(turns: Turns | None, officers: Collection[str]) -> Turns | None:
    left = tuple(key for key in turns.people if key in officers) if turns else ()
    return replace(turns, people=left) if turns and left else None


def _reachable(rung: RungPlan, people: dict[str, Person]) -> RungPlan:
    only_texts = rung.pace.channels == {Channel.TEXT}
    if not only_texts or all(people[key].texts for key in rung.people):
        return rung
    channels = rung.pace.channels | {Channel.CALL}
    return replace(rung, pace=replace(rung.pace, channels=channels))


def _practice(rota: Rota) -> PracticePlan | None:
    plan = rota.practice
    may_start = [one.key for role in (Role.ADMIN, Role.OFFICER) for one in rota.with_role(role)]
    if plan is None or plan.starts in may_start:
        return plan
    return replace(plan, starts=may_start[0]) if may_start else None
