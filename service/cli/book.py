"""``escalate book``: the key that the book is sealed with."""

import secrets

import click

#: In the setting it stands beside another with a comma between, so none may be in it.
_KEY_BYTES = 32


@click.group()
def book() -> None:
    """See to the key that names and numbers are sealed with."""


@book.command()
def key() -> None:
    """Print a new key for BOOK_KEY. Nothing is changed by it."""
    click.echo(secrets.token_urlsafe(_KEY_BYTES))
