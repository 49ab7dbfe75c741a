"""``escalate migrate``: bring the book up to this version, or back to older tables."""

import click

from config.settings import Settings, load_settings
from service import book
from service.cli.parts import wired
from service.domain.catalogue import N_
from service.domain.refusals import Refusal
from service.domain.standing import awake
from service.wiring import ring_of


class AtWork(Refusal):
    """Somebody would find tables that their code does not know."""

    problem = N_("A worker or a watch works on the book, so nothing was changed.")
    mend = N_("Stop everything, the web as well, wait for ten seconds, and try again.")


@click.command()
@click.option("--to", metavar="NUMBER", help="Go back to older tables: see docs/upgrading.md.")
def migrate(to: str | None) -> None:
    """Make the book, or bring it up to this version."""
    settings = load_settings()
    ring = ring_of(settings)
    if to is not None:
        _refuse_where_somebody_works(settings)
        book.migrate_back(settings.database_url, ring, to)
        click.echo(f"The tables are those of {to} now.")
        return
    behind = book.needs_migration(settings.database_url, ring)
    book.migrate(settings.database_url, ring)
    click.echo("The book is ready." if behind else "The book was up to date.")


def _refuse_where_somebody_works(settings: Settings) -> None:
    parts = wired(settings)
    with parts.book.reading() as page:
        if awake(page.beats(), parts.desk.clock.now()):
            raise AtWork
