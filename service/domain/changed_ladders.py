"""Says how the ladders of one rota differ from another's."""

from collections import Counter
from dataclasses import fields
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from service.domain.catalogue import _
from service.domain.held import Named, held_by, named
from service.domain.ladder import LadderPace, RungPace
from service.domain.listing import all_of, row
from service.domain.rota import LadderPlan, Rota, RungPlan

#: How each wait is called in the file, which is how admins know it.
_PACE_KEYS = {
    "everyone_after": "everyone_after",
    "between_rounds": "seconds_between_rounds",
    "spoken_reminder": "spoken_reminder_seconds",
    "spoken_question": "spoken_question_seconds",
    "spoken_limit": "spoken_limit_seconds",
    "ring": "ring_seconds",
    "tries": "tries",
    "between_tries": "seconds_between_tries",
    "before_next": "seconds_before_next",
    "channels": "channels",
}


def ladders(old: Rota, new: Rota) -> list[str]:
    """Return one sentence for each difference in ladders and their rungs."""
    before = {ladder.name: ladder for ladder in old.ladders}
    after = {ladder.name: ladder for ladder in new.ladders}
    names = named(old), named(new)
    found = [
        _(
            "The ladder {name} is removed; it was: {steps}.",
            name=name,
            steps=_steps(ladder, names[0]),
        )
        for name, ladder in before.items()
        if name not in after
    ]
    for name, ladder in after.items():
        if name not in before:
            found.append(_("The ladder {name} is added.", name=name))
        was = before.get(name, LadderPlan(name=name, rungs=()))
        found += _pace(_("On the ladder {name}", name=name), was.pace, ladder.pace)
        found += _rungs(was, ladder, names)
    return found + _order(list(before), list(after))


def _order(before: list[str], after: list[str]) -> list[str]:
    if before and before[0] != next(iter(after), None):
        if not after:
            return [_("The default ladder is now missing; it was {was}.", was=before[0])]
        return [_("The default ladder is now {now}; it was {was}.", now=after[0], was=before[0])]
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        return [
            _(
                "The order of the ladders is now {now}; it was {was}.",
                now=row(after),
                was=row(before),
            )
        ]
    return []


def _steps(ladder: LadderPlan, names: Named) -> str:
    steps = [
        _("{role}, held by {held}", role=rung.role, held=held_by(rung, names))
        for rung in ladder.rungs
    ]
    return "; ".join(steps) or _("nobody")


def _rungs(old: LadderPlan, new: LadderPlan, names: tuple[Named, Named]) -> list[str]:
    if old.rungs != new.rungs and Counter(old.rungs) == Counter(new.rungs):
        moved = "; ".join(_moved(old, new, names[1]))
        return [_("The order of {name}: {moved}.", name=new.name, moved=moved)]
    found: list[str] = []
    steps = SequenceMatcher(a=old.rungs, b=new.rungs, autojunk=False)
    for how, first, last, begins, ends in steps.get_opcodes():
        if how == "equal":
            continue
        for place, there in zip_longest(range(first, last), range(begins, ends)):
            found += _step(old, new, place, there, names)
    return found


def _moved(old: LadderPlan, new: LadderPlan, names: Named) -> list[str]:
    """Say of each rung that has another place which it has; the others are left out."""
    left = [was for was, rung in enumerate(old.rungs) if new.rungs[was] != rung]
    found = []
    for now, rung in enumerate(new.rungs):
        if old.rungs[now] == rung:
            continue
        was = next(place for place in left if old.rungs[place] == rung)
        left.remove(was)
        found.append(
            _(
                "{role}, held by {held}, is now person {now}, was {was}",
                role=rung.role,
                held=held_by(rung, names),
                now=now + 1,
                was=was + 1,
            )
        )
    return found


def _step(
    old: LadderPlan, new: LadderPlan, was: int | None, now: int | None, names: tuple[Named, Named]
) -> list[str]:
    """Say what became of the rung at the place *was*, which is at the place *now*."""
    if now is None:
        assert was is not None  # noqa: S101 - one of the two lists is the longer one
        return [
            _(
                "Person {number} of {ladder} is removed; it was {role}, held by {held}.",
                number=was + 1,
                ladder=old.name,
                role=old.rungs[was].role,
                held=held_by(old.rungs[was], names[0]),
            )
        ]
    at, rung = _Place(now + 1, new.name), new.rungs[now]
    if was is None:
        added = _(
            "Person {number} of {ladder} is added: {role}, held by {held}.",
            number=at.number,
            ladder=at.ladder,
            role=rung.role,
            held=held_by(rung, names[1]),
        )
        place = _("Person {number} of {ladder}", number=at.number, ladder=at.ladder)
        return [added, *_pace(place, RungPace(), rung.pace)]
    return _rung(at, old.rungs[was], rung, names)


class _Place(NamedTuple):
    """Which person of which ladder."""

    number: int
    ladder: str


def _rung(at: _Place, old: RungPlan, new: RungPlan, names: tuple[Named, Named]) -> list[str]:
    found, place = [], at._asdict()
    if old.role != new.role:
        found.append(
            _(
                "Person {number} of {ladder} is now called {role}; it was {was}.",
                **place,
                role=new.role,
                was=old.role,
            )
        )
    if (old.holder, old.turns, old.shifts) != (new.holder, new.turns, new.shifts):
        found.append(
            _(
                "Person {number} of {ladder} ({role}) is now held by {now}; it was {was}.",
                **place,
                role=new.role,
                now=held_by(new, names[1]),
                was=held_by(old, names[0]),
            )
        )
    whose = _("Person {number} of {ladder} ({role})", **place, role=new.role)
    return found + _pace(whose, old.pace, new.pace)


def _pace(place: str, old: RungPace | LadderPace, new: RungPace | LadderPace) -> list[str]:
    return [
        _(
            "{place}: {key} is now {now}, was {was}.",
            place=place,
            key=_PACE_KEYS[part.name],
            now=_said(getattr(new, part.name)),
            was=_said(getattr(old, part.name)),
        )
        for part in fields(new)
        if getattr(old, part.name) != getattr(new, part.name)
    ]


def _said(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case timedelta():
            return str(int(value.total_seconds()))
        case frozenset():
            return all_of(sorted(value))
        case _:
            return str(value)
