"""Taking somebody who has left out of what names them, so that the rest still reads whole."""

from dataclasses import replace

from service.domain.catalogue import N_
from service.domain.people import Person, PhoneNumber, Role
from service.domain.readiness import officers
from service.domain.rota import Rota, RungPlan

#: What stands in place of their name, written down in the language of the house.
GONE = N_("somebody who left")
#: What stands in place of a sentence about them.
GONE_SENTENCE = N_("Something about somebody who left.")
#: What stands in place of their key, where it is one of several: no rota has such a key.
_KEY = "left-"
#: What stands in place of their number. It rings nobody.
NO_NUMBER = PhoneNumber("")


def names_leaver(rota: Rota) -> bool:
    """Whether somebody was taken out of *rota*, so that it cannot be in force again."""
    return not rota.organisation or any(key.startswith(_KEY) for key in rota.people)


def is_leaver(key: str) -> bool:
    """Whether *key* is what stands in place of somebody's key."""
    return not key or key.startswith(_KEY)


def without(rota: Rota, key: str, gone: str, *, keep_number: bool) -> Rota:
    """Return *rota* with nothing of the person *key* in it but that somebody was there.

    With *keep_number* their number stays: somebody else has it who is still here, and whose it
    was decides what they may read (``domain.oversight``).
    """
    if key not in rota.people:
        return rota
    number = sum(is_leaver(one) for one in rota.people) + 1
    new = f"{_KEY}{number}"

    def put(one: str) -> str:
        return new if one == key else one

    return replace(
        rota,
        people={
            put(one): _nobody(person, new, gone, keep_number=keep_number) if one == key else person
            for one, person in rota.people.items()
        },
        ladders=tuple(
            replace(plan, rungs=tuple(_rung(rung, key, new) for rung in plan.rungs))
            for plan in rota.ladders
        ),
        away=tuple(replace(one, person=put(one.person)) for one in rota.away),
        swaps=tuple(replace(one, one=put(one.one), other=put(one.other)) for one in rota.swaps),
        practice=rota.practice and replace(rota.practice, starts=put(rota.practice.starts)),
    )


def stripped(rota: Rota, staying: frozenset[str]) -> Rota:
    """Return what is kept of a *rota* of long ago: of those *staying* whether they could be rung.

    Without names, places, times and absences. Trustees' totals hang on the rest.
    """
    placed = {one.key for one in officers(rota)}
    people = {
        key: Person(
            key=key,
            name="",
            phone=person.phone,
            roles=person.roles | ({Role.OFFICER} if key in placed else set()),
        )
        for key, person in rota.people.items()
        if key in staying or is_leaver(key)
    }
    return Rota(organisation="", timezone=rota.timezone, people=people)


def names_of(rota: Rota, key: str) -> frozenset[str]:
    """Return what somebody is called in *rota*, as its sentences have it."""
    person = rota.people.get(key)
    return frozenset({person.name} if person else ())


def about(sentence: str, key: str, names: frozenset[str]) -> bool:
    """Whether *sentence* tells of them."""
    return f"({key})" in sentence or any(name and name in sentence for name in names)


def _nobody(person: Person, key: str, gone: str, *, keep_number: bool) -> Person:
    phone = person.phone if keep_number else NO_NUMBER
    return Person(key=key, name=gone, phone=phone, roles=person.roles)


def _rung(rung: RungPlan, key: str, new: str) -> RungPlan:
    def put(one: str) -> str:
        return new if one == key else one

    turns = rung.turns and replace(rung.turns, people=tuple(put(one) for one in rung.turns.people))
    shifts = tuple(replace(one, person=put(one.person)) for one in rung.shifts)
    return replace(rung, holder=rung.holder and put(rung.holder), turns=turns, shifts=shifts)
