"""Says in plain sentences how one rota differs from another."""

from collections import Counter
from dataclasses import fields, replace
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import zip_longest

from service.domain.changed_absences import absences, practice
from service.domain.changed_directory import directory
from service.domain.held import Named, held_by, named
from service.domain.ladder import LadderPace, RungPace
from service.domain.people import Person
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


def changes(before: Rota | None, after: Rota) -> list[str]:
    """Return one sentence for each difference; none where the two are the same.

    Of numbers the last three digits are said, and no more.
    """
    old = before or Rota(organisation=after.organisation, timezone=after.timezone)
    return [
        *_top(old, after),
        *_people(old.people, after.people),
        *_ladders(old, after),
        *absences(old, after),
        *practice(old, after),
        *directory(old.directory, after.directory),
    ]


def _top(old: Rota, new: Rota) -> list[str]:
    found = []
    if old.organisation != new.organisation:
        was = f"it was {old.organisation}" if old.organisation else "it had no name"
        found.append(f"The organisation is now called {new.organisation}; {was}.")
    if old.timezone != new.timezone:
        found.append(f"The time zone is now {new.timezone}; it was {old.timezone}.")
    return found


def _people(old: dict[str, Person], new: dict[str, Person]) -> list[str]:
    found = [
        f"{_who(was)} is removed; number ending {_end(was)}: {_roles(was)}."
        for key, was in old.items()
        if key not in new
    ]
    for key, person in new.items():
        if key in old:
            found += _person(old[key], person)
        else:
            found.append(
                f"{_who(person)} is added, number ending {_end(person)}: {_roles(person)}."
            )
            found += _habits(_bare(person), person)
    return found


def _bare(person: Person) -> Person:
    """Return *person* as one is who was added without another word."""
    usual = Person(key=person.key, name=person.name, phone=person.phone)
    return replace(usual, texts=person.texts, roles=person.roles)


def _person(old: Person, new: Person) -> list[str]:
    who = _who(new)
    found = []
    if old.name != new.name:
        found.append(f"{_who(old)} is now called {new.name}.")
    if old.phone != new.phone:
        found.append(f"{who} has a new number, ending {_end(new)}; it was one ending {_end(old)}.")
    found += _habits(old, new)
    if old.roles != new.roles:
        found.append(f"{who} is now: {_roles(new)}; was: {_roles(old)}.")
    return found


def _habits(old: Person, new: Person) -> list[str]:
    who, found = _who(new), []
    if old.texts != new.texts:
        found.append(f"{who} now takes texts." if new.texts else f"{who} no longer takes texts.")
    if old.night_drills != new.night_drills:
        may = "may now" if new.night_drills else "may no longer"
        found.append(f"{who} {may} be rung for practice by night.")
    if old.page_only != new.page_only:
        where = "on their page alone" if new.page_only else "by text as well as on their page"
        found.append(f"{who} is now told of their own call-outs {where}.")
    if old.ladder != new.ladder:
        now, was = new.ladder or "the default one", old.ladder or "the default one"
        found.append(f"The ladder of {who} is now {now}; it was {was}.")
    return found


def _who(person: Person) -> str:
    return f"{person.name} ({person.key})"


def _end(person: Person) -> str:
    phone = person.phone
    return phone.e164[-3:] + (f" with extension {phone.extension}" if phone.extension else "")


def _roles(person: Person) -> str:
    return ", ".join(sorted(person.roles)) or "no role"


def _ladders(old: Rota, new: Rota) -> list[str]:
    before = {ladder.name: ladder for ladder in old.ladders}
    after = {ladder.name: ladder for ladder in new.ladders}
    names = named(old), named(new)
    found = [
        f"The ladder {name} is removed; it was: {_steps(ladder, names[0])}."
        for name, ladder in before.items()
        if name not in after
    ]
    for name, ladder in after.items():
        if name not in before:
            found.append(f"The ladder {name} is added.")
        was = before.get(name, LadderPlan(name=name, rungs=()))
        found += _pace(f"On the ladder {name}", was.pace, ladder.pace)
        found += _rungs(was, ladder, names)
    return found + _order(list(before), list(after))


def _order(before: list[str], after: list[str]) -> list[str]:
    if before and before[0] != next(iter(after), None):
        now = after[0] if after else "missing"
        return [f"The default ladder is now {now}; it was {before[0]}."]
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        now, was = ", ".join(after), ", ".join(before)
        return [f"The order of the ladders is now {now}; it was {was}."]
    return []


def _steps(ladder: LadderPlan, names: Named) -> str:
    steps = [f"{rung.role}, held by {held_by(rung, names)}" for rung in ladder.rungs]
    return "; ".join(steps) or "nobody"


def _rungs(old: LadderPlan, new: LadderPlan, names: tuple[Named, Named]) -> list[str]:
    if old.rungs != new.rungs and Counter(old.rungs) == Counter(new.rungs):
        return [f"The order of {new.name}: {'; '.join(_moved(old, new, names[1]))}."]
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
        who = f"{rung.role}, held by {held_by(rung, names)},"
        found.append(f"{who} is now person {now + 1}, was {was + 1}")
    return found


def _step(
    old: LadderPlan, new: LadderPlan, was: int | None, now: int | None, names: tuple[Named, Named]
) -> list[str]:
    """Say what became of the rung at the place *was*, which is at the place *now*."""
    if now is None:
        assert was is not None  # noqa: S101 - one of the two lists is the longer one
        rung = old.rungs[was]
        held = held_by(rung, names[0])
        return [f"Person {was + 1} of {old.name} is removed; it was {rung.role}, held by {held}."]
    place, rung = f"Person {now + 1} of {new.name}", new.rungs[now]
    if was is None:
        held = held_by(rung, names[1])
        added = f"{place} is added: {rung.role}, held by {held}."
        return [added, *_pace(place, RungPace(), rung.pace)]
    return _rung(place, old.rungs[was], rung, names)


def _rung(place: str, old: RungPlan, new: RungPlan, names: tuple[Named, Named]) -> list[str]:
    found = []
    if old.role != new.role:
        found.append(f"{place} is now called {new.role}; it was {old.role}.")
    if (old.holder, old.turns, old.shifts) != (new.holder, new.turns, new.shifts):
        now, was = held_by(new, names[1]), held_by(old, names[0])
        found.append(f"{place} ({new.role}) is now held by {now}; it was {was}.")
    return found + _pace(f"{place} ({new.role})", old.pace, new.pace)


def _pace(place: str, old: RungPace | LadderPace, new: RungPace | LadderPace) -> list[str]:
    return [
        f"{place}: {_PACE_KEYS[part.name]} is now {_said(getattr(new, part.name))},"
        f" was {_said(getattr(old, part.name))}."
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
            return " and ".join(sorted(value))
        case _:
            return str(value)
