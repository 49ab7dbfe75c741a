"""Who would be rung at a moment, in words: the order, who is away, and who stands in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from service.domain.absences import swapped_at
from service.domain.catalogue import _
from service.domain.ladder import Ladder, Rung
from service.domain.listing import all_of
from service.domain.rota import LadderPlan, Rota

#: Keys of people, and how they are named on a page.
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """One ladder at a moment."""

    ladder: str
    #: By name, who is rung first coming first; each with the key of the person.
    people: Sequence[tuple[str, str]]
    #: One sentence for each who is away or stands in.
    said: Sequence[str]


def on_duty(rota: Rota, at: datetime) -> list[OnDuty]:
    """Return every ladder as it would be climbed at the instant *at*."""
    names = names_in(rota)
    return [_ladder(rota, plan, at, names) for plan in rota.ladders]


def names_in(rota: Rota) -> Names:
    """Return how everybody is called: by first name, and by all of it where two share that."""
    people = tuple(rota.people.values())
    first = [person.first_name for person in people]
    return {
        person.key: person.name if first.count(person.first_name) > 1 else person.first_name
        for person in people
    }


def _ladder(rota: Rota, plan: LadderPlan, at: datetime, names: Names) -> OnDuty:
    found = rota.on_duty(plan, at)
    return OnDuty(
        ladder=plan.name,
        people=list({one.person: names[one.person] for one in found.rungs if one.person}.items()),
        said=list(dict.fromkeys(_said(rota, plan, found, at, names))),
    )


def _said(rota: Rota, plan: LadderPlan, found: Ladder, at: datetime, names: Names) -> Iterator[str]:
    away = rota.away_at(at)
    if any(rung.person in away for rung in found.rungs):
        yield _("Everybody is away, so time away is ignored: they are rung all the same.")
        return
    usual = replace(rota, away=(), swaps=()).on_duty(plan, at)
    swapped = swapped_at(rota.swaps, at, rota.zone)
    told = set()
    for was, now in zip(usual.rungs, found.rungs, strict=True):
        if was.person and was.person != now.person:
            yield _changed(was.person, now, away, swapped, names)
            told.add(was.person)
    for rung in plan.rungs:
        for person in sorted((rung.people & away) - told):
            yield _("{name} is away.", name=names[person])


def _changed(
    was: str, now: Rung, away: frozenset[str], swapped: Mapping[str, str], names: Names
) -> str:
    """Say why the place of *was* is held by somebody else, or by nobody."""
    partner = swapped.get(was)
    if now.person is None:
        if was in away or partner is None:
            return _("{name} is away, and nobody stands in.", name=names[was])
        return _(
            "{name} has swapped with {partner}, who is away: nobody stands in.",
            name=names[was],
            partner=names[partner],
        )
    if partner == now.person:
        both = sorted((names[was], names[partner]))
        return _("{names} have swapped.", names=all_of(both))
    if was in away:
        return _("{name} is away. {other} stands in.", name=names[was], other=names[now.person])
    return _("{other} stands in for {name}.", name=names[was], other=names[now.person])
