"""Who is there, which rotas they stand in, and what may go wrong with the carrier."""

from dataclasses import replace

from machine.side import Died

from service.domain.directory import DirectoryEntry
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.ports import NotPlaced, Refused, Uncertain

_NUMBERS = {"amara": 111, "ben": 112, "cat": 113, "jo": 114, "sam": 123, "eve": 125}
_ROLES = {
    "jo": {Role.STAFF, Role.OFFICER},
    "sam": {Role.STAFF},
    "eve": {Role.ADMIN},
}
PHONES = {name: PhoneNumber(f"+447700900{last}") for name, last in _NUMBERS.items()}
PEOPLE = {
    name: Person(
        key=name,
        name=f"{name.capitalize()} Example",
        phone=phone,
        texts=name != "cat",
        roles=frozenset(_ROLES.get(name, {Role.OFFICER})),
    )
    for name, phone in PHONES.items()
}


def rota_of(*holders: str | None, people: dict[str, Person] = PEOPLE) -> Rota:
    rungs = tuple(RungPlan(role="Deputy", holder=holder) for holder in holders)
    return Rota(
        organisation="Harbour Lane",
        people=people,
        ladders=(LadderPlan(name="safeguarding", rungs=rungs),) if holders else (),
        directory=(DirectoryEntry(name="Helpline", phone="020 7946 0999", dial="+442079460999"),),
    )


#: Two officers may share one phone, as in one household.
_ONE_PHONE = PEOPLE | {"ben": replace(PEOPLE["ben"], phone=PHONES["amara"])}
ROTAS = {
    "full": rota_of("amara", "ben", "cat"),
    "other order": rota_of("cat", "jo", "amara"),
    "a gap": rota_of(None, "ben"),
    "one phone": rota_of("amara", "ben", people=_ONE_PHONE),
    "empty": rota_of(),
}
TROUBLES = {
    "busy": NotPlaced(20429),
    "suspended": NotPlaced(20003, account=True),
    "refused": Refused(13224),
    "no answer": Uncertain(),
    "died": Died(),
}
