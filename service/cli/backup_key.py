"""``escalate backup key``: the key pair that backups are sealed with, made where no book is."""

import click

from service.backup import new_pair

#: Comments to whoever reads such a file, as `age-keygen` writes them too.
_FILE = """\
# The private key of the backups: whoever has it can open them. Not for the machine that makes them.
# BACKUP_RECIPIENT={recipient}
{identity}"""
_NEXT = """\
On the machine that makes backups, set:
BACKUP_RECIPIENT={recipient}
Keep what was printed before this as a file on another machine, and a copy of it in a safe."""


@click.command()
def key() -> None:
    """Print a new key pair for backups. Nothing is changed by it.

    The private half goes to standard output, in the form of `age-keygen`, and what to do with the
    public one to standard error: ``escalate backup key >backup-key.txt``.
    """
    pair = new_pair()
    click.echo(_FILE.format(recipient=pair.recipient, identity=pair.identity))
    click.echo(_NEXT.format(recipient=pair.recipient), err=True)
