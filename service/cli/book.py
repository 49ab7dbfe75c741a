"""``escalate book``: the key that the book is sealed with."""

import json
import secrets
from dataclasses import asdict

import click

from service.book import reseal as sealed_anew
from service.cli.parts import joined
from service.domain.refusals import Refusal
from service.wiring import ring_of

#: In the setting it stands beside another with a comma between, so none may be in it.
_KEY_BYTES = 32
_SWEPT = (
    "Everything is sealed with the first key of BOOK_KEY. Take the other one out and start the"
    " processes again; keep it for as long as you keep backups from before."
)
_UNSWEPT = (
    "Everything is sealed with the first key of BOOK_KEY. Somebody was reading, so what it was"
    " before may still lie in the file: do this once more before you take the other key out."
)


class SealedStill(Refusal):
    """Some process goes on to seal with the other key."""

    problem = "Some process still seals with the other key of BOOK_KEY."
    mend = "Start each of them again with the new key first, then do this again."


@click.group()
def book() -> None:
    """See to the key that names and numbers are sealed with."""


@book.command()
def key() -> None:
    """Print a new key for BOOK_KEY. Nothing is changed by it."""
    click.echo(secrets.token_urlsafe(_KEY_BYTES))


@book.command()
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
def reseal(*, as_json: bool) -> None:
    """Seal all with the first key of BOOK_KEY, while it runs."""
    settings = joined().settings
    done = sealed_anew(settings.database_url, ring_of(settings))
    if as_json:
        click.echo(json.dumps(asdict(done)))
    if not done.whole:
        raise SealedStill
    if not as_json:
        click.echo(_SWEPT if done.swept else _UNSWEPT)
