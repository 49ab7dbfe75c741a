"""``escalate pin``: set an officer's PIN for them, or remove one that was forgotten."""

import sys
from getpass import getpass

import click

from service.cli.parts import joined
from service.desk.access import NoSuchPerson
from service.desk.own_phone import remove_pin, set_pin
from service.domain.people import Person, Role
from service.domain.refusals import Refusal
from service.pins import Pins
from service.wiring import Parts


class NotAnOfficer(Refusal):
    """No call asks them for a PIN."""

    problem = "{person} does not have the role officer, so no call asks for a PIN."
    mend = "Name somebody who has: {allowed}."


@click.command()
@click.argument("person")
@click.option("--off", is_flag=True, help="Remove the PIN, for somebody who forgot it.")
def pin(person: str, *, off: bool) -> None:
    """Set the PIN of PERSON, read from standard input."""
    parts = joined()
    officer = _officer(parts, person)
    if off:
        remove_pin(parts.desk, person)
        click.echo(f"Calls to {person} ask for no PIN.")
        return
    typed = _typed()
    set_pin(parts.desk, Pins(parts.keys.secret), officer, typed, typed)
    click.echo(f"Calls to {person} ask for the new PIN from now on.")


def _typed() -> str:
    """Read it: unseen from somebody at a keyboard, one line from a program."""
    if sys.stdin.isatty():
        return getpass("PIN, four digits: ")
    return sys.stdin.readline().rstrip("\r\n")


def _officer(parts: Parts, person: str) -> Person:
    with parts.book.reading() as page:
        rota = page.rota()
    if person not in rota.people:
        raise NoSuchPerson(allowed=", ".join(sorted(rota.people)) or "nobody yet")
    if Role.OFFICER not in rota.people[person].roles:
        officers = sorted(one.key for one in rota.with_role(Role.OFFICER))
        raise NotAnOfficer(person=person, allowed=", ".join(officers) or "nobody yet")
    return rota.people[person]
