"""``escalate token create`` and ``escalate sign-in-link``: let a program or a person in."""

import click

from service.cli.parts import joined
from service.cli.rota import COMMAND_LINE
from service.domain.standing import TokenKind
from service.wiring import Parts


@click.group()
def token() -> None:
    """Make tokens for programs that use the API."""


@token.command()
@click.argument("person")
def create(person: str) -> None:
    """Print a new token that acts for PERSON, a key of the rota."""
    click.echo(joined().keys.issue(person, TokenKind.API, COMMAND_LINE))


@click.command()
@click.argument("person")
def sign_in_link(person: str) -> None:
    """Print an address that signs PERSON in, once, within a week."""
    click.echo(new_link(joined(), person))


def new_link(parts: Parts, person: str) -> str:
    """Make an address that signs *person* in, once."""
    token = parts.keys.issue(person, TokenKind.SIGN_IN, COMMAND_LINE)
    return f"{parts.settings.public_url}/sign-in/{token}"
