"""``escalate migrate``: bring the book up to this version."""

import click

from config.settings import load_settings
from service import book


@click.command()
def migrate() -> None:
    """Make the book, or bring it up to this version."""
    settings = load_settings()
    behind = book.needs_migration(settings.database_url)
    book.migrate(settings.database_url)
    click.echo("The book is ready." if behind else "The book was up to date.")
