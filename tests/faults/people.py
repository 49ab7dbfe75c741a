"""Who works at a site of the faults: staff who press, and two officers for each ladder.

Each ladder has officers of its own, so that no call-out waits for another's phone to be free
and a late ring is somebody's fault. The names are distinctive, to be found in any log.
"""

from dataclasses import dataclass

#: Pace of every ladder, in seconds: a whole climb is over before a coffee is poured.
RING = 2
BETWEEN_TRIES = 3
BEFORE_NEXT = (6, 4)
BETWEEN_ROUNDS = 6
TRIES = (2, 1)

LADDERS = 24
STAFF = 6

_FIRST = ("Isolde", "Leopold", "Ottoline", "Peregrine", "Rosalind", "Tancred", "Ursula", "Wilfrid")
_LAST = ("Dunnock", "Lapwing", "Whinchat", "Goldcrest", "Turnstone", "Fieldfare", "Nuthatch")


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person: key in the rota, name, number."""

    key: str
    name: str
    phone: str


def _somebody(key: str, index: int, digits: int) -> Somebody:
    name = f"{_FIRST[index % len(_FIRST)]} {_LAST[index % len(_LAST)]}"
    return Somebody(key, name, f"+447700900{digits}")


OFFICERS = tuple(
    (
        _somebody(f"officer-{ladder:02}", 2 * ladder, 100 + ladder),
        _somebody(f"deputy-{ladder:02}", 2 * ladder + 1, 200 + ladder),
    )
    for ladder in range(LADDERS)
)
COLLEAGUES = tuple(
    _somebody(f"staff-{index}", 2 * LADDERS + index, 800 + index) for index in range(STAFF)
)
EVERYBODY = (*(one for pair in OFFICERS for one in pair), *COLLEAGUES)
#: What no log may hold: every part of every name.
NAMES = frozenset(part for one in EVERYBODY for part in one.name.split())


def ladder_name(index: int) -> str:
    """Return the name of the ladder of that index."""
    return f"ladder-{index:02}"


def rota() -> str:
    """Write the rota file of the site."""
    parts = ['organisation = "Harbour Lane"\ntimezone = "Europe/London"\n']
    parts += [_person(one, "officer") for pair in OFFICERS for one in pair]
    parts += [_person(one, "staff") for one in COLLEAGUES]
    parts += [_ladder(index) for index in range(LADDERS)]
    parts.append('[[directory]]\nname = "Helpline"\nphone = "020 7946 0999"\n')
    return "\n".join(parts)


def _person(one: Somebody, role: str) -> str:
    return (
        f'[people.{one.key}]\nname = "{one.name}"\nphone = "{one.phone}"\n'
        f'texts = true\nroles = ["{role}"]\n'
    )


def _ladder(index: int) -> str:
    head = (
        f'[[ladders]]\nname = "{ladder_name(index)}"\neveryone_after = true\n'
        f"seconds_between_rounds = {BETWEEN_ROUNDS}\n"
    )
    rungs = [
        f'[[ladders.rungs]]\nrole = "Officer"\nholder = "{one.key}"\ntries = {tries}\n'
        f"ring_seconds = {RING}\nseconds_between_tries = {BETWEEN_TRIES}\n"
        f"seconds_before_next = {before_next}\n"
        for one, tries, before_next in zip(OFFICERS[index], TRIES, BEFORE_NEXT, strict=True)
    ]
    return "\n".join([head, *rungs])
