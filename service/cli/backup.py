"""``escalate backup``: the whole book as a sealed file, and back."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from config.settings import load_settings
from service.backup import (
    BackupDamaged,
    NoRecipient,
    forget_old,
    kept,
    read_backup,
    write_backup,
)
from service.book import Copied, copy_in, copy_out, try_copy
from service.book.copies import CopyBroken
from service.book.copying_in import Pour
from service.cli.parts import joined, wired
from service.domain.refusals import Refusal
from service.domain.standing import BackupDeed, HouseDeed
from service.house_page import HousePage
from service.ports import Outage
from service.wiring import ring_of

#: What systemd calls NOTCONFIGURED. Everything else that fails is worth another try.
_NOT_SET_UP = 6
_MEGABYTE = 1_000_000
_RESTORED = """\
Restored as it was at {at}.
What was open then goes on, marked late, once a worker or a watch runs on it.
In place of a house that is gone: first see that it cannot start again, since two would ring
  everybody twice.
To try it on another machine: leave TWILIO_, ALARM_, SMTP_URL, HEARTBEAT_URL and PUBLIC_URL out of
  the .env there before anything is started.
To try it beside the house that runs: start nothing on the new database, and leave .env as it is.
Whoever was signed out or had a token withdrawn since is to be signed out again: see
  docs/backup.md."""
_CHECKED = (
    "Whole: made at {at}, read to its end, made into a book that was thrown away again, and all"
    " that is sealed in it opened with BOOK_KEY."
)

_NOT_NOTED = (
    "There is no book at DATABASE_URL that could note it, so escalate doctor and the trustees' page"
    " do not know of it."
)


def _reads_one(command: Callable[..., None]) -> Callable[..., None]:
    """Have *command* take a backup and the private key that opens it."""
    file = click.argument("file", type=click.Path(path_type=Path, readable=False))
    identity = click.option(
        "--identity",
        type=click.Path(path_type=Path, readable=False),
        required=True,
        help="The file with the private key.",
    )
    return file(identity(command))


def _pouring(file: Path, identity: Path) -> Pour:
    return lambda take: read_backup(file, identity, take)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
@click.option("--by-timer", is_flag=True, help="Exit with 6 where BACKUP_RECIPIENT is not set yet.")
def make(*, as_json: bool, by_timer: bool) -> int:
    """Copy the book into a new sealed file, while it runs."""
    recipient = load_settings().backup_recipient
    if recipient is None:
        if not by_timer:
            raise NoRecipient
        click.echo(str(NoRecipient()), err=True)
        return _NOT_SET_UP
    file, gone = _made(recipient)
    if as_json:
        click.echo(json.dumps({"file": str(file), "bytes": file.stat().st_size, "deleted": gone}))
    else:
        click.echo(f"Made {file}, {_size(file.stat().st_size)}.")
    return 0


def _made(recipient: str) -> tuple[Path, int]:
    """Return the new file, and how many old ones went."""
    parts = joined(book_alone=True)
    settings, at = parts.settings, parts.desk.clock.now()
    folder = Path(settings.backup_folder)
    lines = copy_out(settings.database_url, ring_of(settings), at)
    file = write_backup(lines, recipient, folder, at)
    with parts.book.writing() as page:
        page.note_backup(BackupDeed.MADE, at)
    return file, forget_old(folder, settings.backup_keep, file)


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program.")
def list_(*, as_json: bool) -> None:
    """Show the backups in the folder, the newest first."""
    found = kept(Path(load_settings().backup_folder))
    if as_json:
        click.echo(json.dumps([_as_json(one.file, one.made_at, one.size) for one in found]))
        return
    for one in found:
        click.echo(f"{one.made_at:%Y-%m-%d %H:%M:%S} UTC  {_size(one.size):>9}  {one.file}")
    if not found:
        click.echo("There is no backup in BACKUP_FOLDER.")


@click.command()
@_reads_one
def check(file: Path, identity: Path) -> None:
    """Read a backup whole, and make a book of it for a moment."""
    try:
        copied = try_copy(ring_of(load_settings()), _pouring(file, identity))
    except (BackupDamaged, CopyBroken):
        _note(lambda page, at: page.note_deed(HouseDeed.BACKUP_UNREADABLE, at))
        raise
    click.echo(_CHECKED.format(at=_when(copied)))
    if not _note(lambda page, at: page.note_backup(BackupDeed.CHECKED, at)):
        click.echo(_NOT_NOTED, err=True)


def _note(deed: Callable[[HousePage, datetime], None]) -> bool:
    """Have the book note it; False as on a machine that checks backups, and has no book."""
    try:
        parts = joined(book_alone=True)
        with parts.book.writing() as page:
            deed(page, parts.desk.clock.now())
    except (Refusal, Outage):
        return False
    return True


@click.command()
@_reads_one
def restore(file: Path, identity: Path) -> None:
    """Make a book of a backup, in a database with nothing in it."""
    settings = load_settings()
    copied = copy_in(settings.database_url, ring_of(settings), _pouring(file, identity))
    parts = wired(settings)
    with parts.book.writing() as page:
        page.note_backup(BackupDeed.MADE, copied.made_at)
        page.note_backup(BackupDeed.RESTORED, parts.desk.clock.now())
    click.echo(_RESTORED.format(at=_when(copied)))


def _when(copied: Copied) -> str:
    return f"{copied.made_at:%Y-%m-%d %H:%M:%S} UTC"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= _MEGABYTE else f"{size / 1e3:.1f} kB"


def _as_json(file: Path, made_at: datetime, size: int) -> dict[str, object]:
    return {"file": str(file), "made_at": made_at.isoformat(), "bytes": size}
