"""``escalate backup nightly`` and ``recent``: a backup each night, with no cron and no root.

Apart from the commands that copy the book, and without their imports: this process waits all
day, beside a ladder that needs the machine's memory.
"""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from time import sleep

import click

from config.settings import Settings, load_settings
from service.backup import FolderNotRead, NoRecipient
from service.backup.nights import GOOD_FOR, LOOK_AGAIN, keep_making, newest_in
from service.domain.catalogue import N_
from service.domain.refusals import Refusal

#: How much later the processor is given to a backup than to a press.
_NICER = 10
_NOT_MADE = "No backup was made; it is tried again in ten minutes."
_NONE_RECENT = (
    "The newest backup in BACKUP_FOLDER is more than a day old, or there is none. See what the"
    " last escalate backup make said."
)


class NoTime(Refusal):
    """Nobody knows when that is."""

    problem = N_("That is no time of day.")
    mend = N_("Write it as HH:MM in UTC, such as 02:30.")


@click.command()
@click.option("--at", default="02:30", show_default=True, help="When, as HH:MM in UTC.")
def nightly(at: str) -> None:
    """Make a backup each night, until stopped."""
    signal.signal(signal.SIGTERM, _end)
    hour, settings = _read(at), load_settings()
    if settings.backup_recipient is None:
        _stay_idle()
    os.nice(_NICER)
    folder = Path(settings.backup_folder)
    while True:
        # What ended would be started again at once, and as often as it ends.
        try:
            keep_making(folder, hour, _make, lambda: datetime.now(UTC), sleep)
        except FolderNotRead as refusal:
            click.echo(f"{refusal} {_NOT_MADE}", err=True)
            sleep(LOOK_AGAIN.total_seconds())


@click.command()
def recent() -> int:
    """Say whether there is a backup of the last day."""
    settings = load_settings()
    newest = _newest(settings)
    if newest is not None and datetime.now(UTC) - newest <= GOOD_FOR:
        click.echo(f"Made {newest:%Y-%m-%d %H:%M} UTC.")
        return 0
    if settings.backup_recipient is None:
        raise NoRecipient
    click.echo(_NONE_RECENT, err=True)
    return 1


def _read(at: str) -> time:
    try:
        return datetime.strptime(at, "%H:%M").replace(tzinfo=UTC).time()
    except ValueError:
        raise NoTime from None


def _newest(settings: Settings) -> datetime | None:
    return newest_in(Path(settings.backup_folder), datetime.now(UTC))


def _make() -> None:
    """Have a process of its own make one, whose memory goes with it, and which may fail."""
    command = [sys.executable, "-P", "-m", "service", "backup", "make"]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - a command of ours
        click.echo(_NOT_MADE, err=True)


def _stay_idle() -> None:
    """Say once what is missing, and do nothing: what ended would be started again and again."""
    click.echo(str(NoRecipient()), err=True)
    while True:
        signal.pause()


def _end(number: int, frame: object) -> None:
    """End at once. A backup that was being made has no name yet, so nobody takes it for one."""
    del number, frame
    sys.exit(0)
