"""``escalate export``: what is kept of one call-out, or of one person, as JSON."""

import json

import click

from service.cli.parts import joined
from service.desk import exporting


@click.group()
def export() -> None:
    """Write out what is kept."""


@export.command()
@click.argument("named", metavar="REFERENCE")
def escalation(named: str) -> None:
    """Write out one call-out, by its reference or id."""
    click.echo(json.dumps(exporting.of_escalation(joined().desk, named), indent=1))


@export.command()
@click.argument("person")
def person(person: str) -> None:
    """Write out what is kept of PERSON, for themselves."""
    click.echo(json.dumps(exporting.of_person(joined().desk, person), indent=1))
