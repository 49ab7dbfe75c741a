"""``escalate book``: the key that the book is sealed with."""

import json
import secrets
import sys
from dataclasses import asdict

import click

from config.settings import load_settings
from service.book import KeyMissing, Ring, Seal, needs_migration, sealed_by
from service.book import reseal as sealed_anew
from service.cli.parts import NotMigrated, joined
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


_TYPE = "Type the key as it was kept, and press Enter."
_LONGEST = 1000
_FITS = "This key opens the book."
_HALF = (
    "This key opens a part of the book, which is being changed from one key to another: keep both"
    " until escalate book reseal says that everything is sealed with the first."
)


class KeyNotThis(Refusal):
    """What was kept is not what the book is sealed with."""

    problem = "This key does not open the book."
    mend = (
        "Compare each letter with BOOK_KEY: large and small ones differ, and 0 is easily taken for"
        " O, or 1 for l or I. Correct what was kept, and check it again."
    )


class SealedStill(Refusal):
    """Some process goes on to seal with the other key."""

    problem = "Some process still seals with the other key of BOOK_KEY."
    mend = "Start each of them again with the new key first, then do this again."


@click.group()
def book() -> None:
    """See to the key that names and numbers are sealed with."""


@book.command()
@click.option("--check", is_flag=True, help="Read a key, and say whether it opens this book.")
def key(*, check: bool) -> None:
    """Print a new key for BOOK_KEY. Nothing is changed by it.

    With --check it prints none: type what was kept, as you would where the machine is gone.
    """
    if check:
        click.echo(_checked(_typed()))
    else:
        click.echo(secrets.token_urlsafe(_KEY_BYTES))


def _typed() -> str:
    """Return one line of standard input, without the spaces between which some write a key."""
    if sys.stdin.isatty():
        click.echo(_TYPE, err=True)
    return "".join(sys.stdin.buffer.readline(_LONGEST).decode(errors="replace").split())


def _checked(typed: str) -> str:
    """Judge what was *typed*, whatever key the settings have."""
    url = load_settings().database_url
    alone = Seal(typed)
    ring = Ring(alone, alone)
    try:
        if needs_migration(url, ring):
            raise NotMigrated
    except KeyMissing:  # The other one may be there beside it.
        names = sealed_by(url, ring)
        if alone.name not in names:
            raise KeyNotThis from None
        return _HALF
    return _FITS


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
