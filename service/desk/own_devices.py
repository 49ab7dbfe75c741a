"""On what somebody is signed in, and signing out there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.desk import Desk
from service.domain.audit import Audited, Deed
from service.domain.devices import Device
from service.domain.people import Person
from service.domain.versions import Author


@dataclass(frozen=True, slots=True)
class Ways:
    """By how many ways somebody comes in."""

    devices: int
    passkeys: int


def devices_of(desk: Desk, person: str) -> Sequence[Device]:
    """Return the devices of *person* that are not revoked, the first one first."""
    with desk.book.reading() as page:
        return page.devices_of(person)


def ways_of_all(desk: Desk) -> Mapping[str, Ways]:
    """Return by person how many devices and passkeys they have, in the rota's order."""
    with desk.book.reading() as page:
        return {
            key: Ways(len(page.devices_of(key)), len(page.passkeys_of(key)))
            for key in page.rota().people
        }


def revoke(desk: Desk, person: str, device: str) -> None:
    """End that session of *person*. One that is unknown or ended already is no error."""
    with desk.book.writing() as page:
        # By the ids that we gave: a database may choke on what somebody made up.
        if any(one.id == device for one in page.devices_of(person)):
            page.revoke_devices(person, desk.clock.now(), only=device)


def revoke_others(desk: Desk, person: str, device: str) -> None:
    """End all sessions of *person* but that on *device*."""
    with desk.book.writing() as page:
        page.revoke_devices(person, desk.clock.now(), besides=device)


def sign_out_everywhere(desk: Desk, admin: Person, person: str) -> Person | None:
    """End all sessions of *person*, as *admin* asks, and write that down; say who it was.

    Their passkeys stay: a lost phone's is removed by its owner, and wants a finger meanwhile.
    """
    with desk.book.writing() as page:
        found = page.rota().people.get(person)
        if found is None:
            return None
        now = desk.clock.now()
        page.revoke_devices(person, now)
        page.audit(
            Audited(
                at=now,
                author=Author(admin.key, admin.name),
                deed=Deed.DEVICES_REVOKED,
                person=person,
                name=found.name,
            )
        )
    return found
