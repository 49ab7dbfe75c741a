"""``escalate raise``: press the button for somebody, from the machine itself."""

import json

import click

from service.cli.parts import joined
from service.desk.access import NoSuchPerson
from service.desk.raising import Press, raise_escalation
from service.domain.people import Role
from service.domain.refusals import Refusal
from service.wiring import Parts


class NotStaff(Refusal):
    """They may not press the button."""

    problem = "{person} does not have the role staff, so nothing was raised."
    mend = "Name somebody who has: {allowed}."


@click.command("raise")
@click.argument("person")
@click.option("--json", "as_program", is_flag=True, help="Print JSON, for a program.")
def raise_(person: str, *, as_program: bool) -> None:
    """Ring an officer for PERSON, who is a member of staff."""
    parts = joined()
    _refuse_others(parts, person)
    raised = raise_escalation(parts.desk, Press(person=person))
    address = f"{parts.settings.public_url}/call-outs/{raised.id}"
    if as_program:
        told = {"id": raised.id, "reference": raised.reference, "state": raised.state}
        click.echo(json.dumps(told | {"url": address}))
    else:
        click.echo(f"{raised.reference} is raised: phones will ring.\n{address}")


def _refuse_others(parts: Parts, person: str) -> None:
    with parts.book.reading() as page:
        rota = page.rota()
    if person not in rota.people:
        raise NoSuchPerson(allowed=", ".join(sorted(rota.people)) or "nobody yet")
    if Role.STAFF not in rota.people[person].roles:
        staff = sorted(one.key for one in rota.with_role(Role.STAFF))
        raise NotStaff(person=person, allowed=", ".join(staff) or "nobody yet")
