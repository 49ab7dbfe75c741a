"""People of the rota: added, changed, taken out."""

from dataclasses import replace

from service.domain.catalogue import N_
from service.domain.edits.settling import settle
from service.domain.names import plain_name
from service.domain.people import Person
from service.domain.refusals import Refusal, UnknownLadder
from service.domain.rota import Rota
from service.domain.rota_rules import MOST_PEOPLE


class NoSuchPerson(Refusal):
    """Somebody took them out, or they never were."""

    problem = N_("There is no such person in the rota.")
    mend = N_("Choose from the list of people.")


class KeyTaken(Refusal):
    """Two people would be one."""

    problem = N_("Somebody in the rota has this key already.")
    mend = N_("Give this person another one.")


class TooManyPeople(Refusal):
    """No site has as many who raise or are rung."""

    problem = N_("The rota holds {most} people, and takes no more.")
    mend = N_("Take out those who have left.")


def add_person(rota: Rota, person: Person) -> Rota:
    """Return *rota* with *person* in it; see ``desk.keeping.new_key`` for their key.

    Raises:
        KeyTaken, TooManyPeople, UnknownLadder, and a refusal of ``names``: not this one.
    """
    if person.key in rota.people:
        raise KeyTaken
    if len(rota.people) >= MOST_PEOPLE:
        raise TooManyPeople(most=MOST_PEOPLE)
    return _put(rota, person)


def replace_person(rota: Rota, person: Person) -> Rota:
    """Return *rota* with *person* in the place of whoever has their key.

    Somebody who is no officer any more loses their places, time away and swaps.

    Raises:
        NoSuchPerson, UnknownLadder, and a refusal of ``names``: not this one.
    """
    refuse_unknown(rota, person.key)
    return _put(rota, person)


def remove_person(rota: Rota, key: str) -> Rota:
    """Return *rota* without that person, their places, turns, shifts, time away and swaps.

    Raises:
        NoSuchPerson: there is none of that *key*.
    """
    refuse_unknown(rota, key)
    left = {each: person for each, person in rota.people.items() if each != key}
    return settle(replace(rota, people=left))


def sharing_number(rota: Rota, person: Person) -> tuple[Person, ...]:
    """Return who else has the number of *person*: a page tells it, and saves it all the same.

    A shared phone is real. Neither is rung about the other's press.
    """
    others = (one for one in rota.people.values() if one.key != person.key)
    return tuple(one for one in others if one.phone == person.phone)


def refuse_unknown(rota: Rota, key: str) -> None:
    """Refuse a *key* that nobody has.

    Raises:
        NoSuchPerson: nobody has it.
    """
    if key not in rota.people:
        raise NoSuchPerson


def _put(rota: Rota, person: Person) -> Rota:
    if person.ladder is not None and rota.plan(person.ladder) is None:
        raise UnknownLadder(allowed=", ".join(plan.name for plan in rota.ladders))
    named = replace(person, name=plain_name(person.name))
    return settle(replace(rota, people=rota.people | {person.key: named}))
