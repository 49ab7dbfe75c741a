"""``escalate migrate``: bring the book up to this version."""

import click

from config.settings import load_settings
from service import book
from service.wiring import ring_of


@click.command()
def migrate() -> None:
    """Make the book, or bring it up to this version."""
    settings = load_settings()
    ring = ring_of(settings)
    behind = book.needs_migration(settings.database_url, ring)
    book.migrate(settings.database_url, ring)
    click.echo("The book is ready." if behind else "The book was up to date.")
