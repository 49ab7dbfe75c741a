"""Whose time away and swaps somebody may enter, and whose they see."""

from collections.abc import Sequence

from service.domain.catalogue import N_
from service.domain.people import Person, Role
from service.domain.refusals import NotYours
from service.domain.rota import Rota


def keeps_all(person: Person) -> bool:
    """Whether *person* may enter anybody's."""
    return Role.ADMIN in person.roles


def officers(rota: Rota) -> Sequence[tuple[str, str]]:
    """Return the key and name of every officer, in the order of the rota."""
    return [(one.key, one.name) for one in rota.with_role(Role.OFFICER)]


def choices(rota: Rota, person: Person) -> Sequence[tuple[str, str]]:
    """Return the key and name of whose *person* may enter: anybody's, or their own."""
    return [one for one in officers(rota) if keeps_all(person) or one[0] == person.key]


def sees(rota: Rota, person: Person) -> frozenset[str]:
    """Return the keys of whose *person* sees: all of them, or those on a ladder with them."""
    if keeps_all(person):
        return frozenset(rota.people)
    own = frozenset({person.key})
    for plan in rota.ladders:
        on_it = frozenset[str]().union(*(rung.people for rung in plan.rungs))
        own |= on_it if person.key in on_it else frozenset()
    return own


def refuse_others(person: Person, *keys: str) -> None:
    """Refuse what is about none but others than *person*; *keys* are whom it is about.

    Raises:
        NotYours: *person* is no admin and not among them.
    """
    if not keeps_all(person) and person.key not in keys:
        raise NotYours(N_("Only the people it is about, or an admin, can do that."))
