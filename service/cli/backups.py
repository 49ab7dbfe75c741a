"""``escalate backup``: its commands, each loaded when it is asked for."""

import click

from service.cli.commands import Commands


@click.group(
    cls=Commands,
    places={
        "key": "service.cli.backup_key:key",
        "make": "service.cli.backup:make",
        "list": "service.cli.backup:list_",
        "check": "service.cli.backup:check",
        "restore": "service.cli.backup:restore",
        "nightly": "service.cli.backup_nights:nightly",
        "recent": "service.cli.backup_nights:recent",
    },
)
def backup() -> None:
    """Keep sealed copies of the book, and make a book of one."""
