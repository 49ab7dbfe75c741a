"""Says in plain sentences how one rota differs from another."""

from collections import Counter
from dataclasses import fields
from datetime import timedelta
from itertools import zip_longest

from service.domain.directory import DirectoryEntry
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
        *_directory(old.directory, after.directory),
    ]


def _top(old: Rota, new: Rota) -> list[str]:
    found = []
    if old.organisation != new.organisation:
        found.append(f"The organisation is now called {new.organisation}.")
    if old.timezone != new.timezone:
        found.append(f"The time zone is now {new.timezone}.")
    return found


def _people(old: dict[str, Person], new: dict[str, Person]) -> list[str]:
    found = [f"{_who(old[key])} is removed." for key in old if key not in new]
    for key, person in new.items():
        if key not in old:
            found.append(
                f"{_who(person)} is added, number ending {_end(person)}: {_roles(person)}."
            )
        else:
            found += _person(old[key], person)
    return found


def _person(old: Person, new: Person) -> list[str]:
    who = _who(new)
    found = []
    if old.name != new.name:
        found.append(f"{_who(old)} is now called {new.name}.")
    if old.phone != new.phone:
        found.append(f"{who} has a new number, ending {_end(new)}; it was one ending {_end(old)}.")
    if old.texts != new.texts:
        found.append(f"{who} now takes texts." if new.texts else f"{who} no longer takes texts.")
    if old.night_drills != new.night_drills:
        may = "may now" if new.night_drills else "may no longer"
        found.append(f"{who} {may} be rung for practice by night.")
    if old.roles != new.roles:
        found.append(f"{who} is now: {_roles(new)}; was: {_roles(old)}.")
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
    found = [f"The ladder {name} is removed." for name in before if name not in after]
    for name, ladder in after.items():
        if name not in before:
            found.append(f"The ladder {name} is added.")
        found += _ladder(before.get(name, LadderPlan(name=name, rungs=())), ladder, new.people)
    first = next(iter(after), None)
    if before and next(iter(before)) != first:
        found.append(f"The default ladder is now {first}.")
    elif [name for name in before if name in after] != [name for name in after if name in before]:
        found.append("The order of the ladders is changed.")
    return found


def _ladder(old: LadderPlan, new: LadderPlan, people: dict[str, Person]) -> list[str]:
    found = _pace(f"On the ladder {new.name}", old.pace, new.pace)
    for index, (was, now) in enumerate(zip_longest(old.rungs, new.rungs), start=1):
        place = f"Person {index} of {new.name}"
        if now is None:
            found.append(f"{place} is removed; it was {was.role}.")
        elif was is None:
            found.append(f"{place} is added: {now.role}, held by {_holder(now, people)}.")
            found += _pace(place, RungPace(), now.pace)
        else:
            found += _rung(place, was, now, people)
    return found


def _rung(place: str, old: RungPlan, new: RungPlan, people: dict[str, Person]) -> list[str]:
    found = []
    if old.role != new.role:
        found.append(f"{place} is now called {new.role}; it was {old.role}.")
    if old.holder != new.holder:
        found.append(f"{place} ({new.role}) is now held by {_holder(new, people)}.")
    return found + _pace(f"{place} ({new.role})", old.pace, new.pace)


def _holder(rung: RungPlan, people: dict[str, Person]) -> str:
    person = people.get(rung.holder or "")
    return person.name if person else "nobody"


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


def _directory(old: tuple[DirectoryEntry, ...], new: tuple[DirectoryEntry, ...]) -> list[str]:
    gone = [*(Counter(old) - Counter(new)).elements()]
    come = [*(Counter(new) - Counter(old)).elements()]
    names_gone, names_come = [entry.name for entry in gone], [entry.name for entry in come]
    found = [
        *(f"Directory: {name} is removed." for name in names_gone if name not in names_come),
        *(f"Directory: {name} is added." for name in names_come if name not in names_gone),
        *(f"Directory: {name} is changed." for name in names_come if name in names_gone),
    ]
    if not found and old != new:
        found.append("Directory: the order is changed.")
    return found
