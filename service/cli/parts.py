"""What most commands begin with: settings that are right, and a book that is ready."""

import click

from config.settings import Settings, load_settings
from service.book import needs_migration
from service.desk import rehearsing
from service.domain.refusals import Refusal
from service.ports import Bell, BookUnavailable
from service.wiring import Parts, ring_of, wire


class NotMigrated(Refusal):
    """The book is older than the program, or not there at all."""

    problem = "The book is not there yet, or was made by an older version."
    mend = (
        "Run escalate migrate first; escalate run does so by itself. If there is one already, start"
        " this in the folder that holds its .env."
    )


class RealElsewhere(Refusal):
    """Real phones ring for this book, and these settings have none."""

    problem = "Real phones ring for this book, and no TWILIO_ setting is given here."
    mend = (
        "Start this in the folder whose .env has the settings of the carrier; in containers with"
        " docker compose run --rm web."
    )


class NoBell:
    """Keeps ``Bell`` for a command that is over before a hint would have left.

    The tickers look twice a second anyway.
    """

    def ring(self, escalation_id: str) -> None:
        """Do nothing."""

    def answers(self) -> bool:
        """Say that nobody would hear a hint."""
        return False


def joined(*, book_alone: bool = False) -> Parts:
    """Return the parts, with a book that can be used at once.

    Where *book_alone*, for a command that needs neither the carrier's settings nor the key that
    signs: any other is refused without them where a real house is at work.

    Raises:
        SettingsRefused, NotMigrated, KeyMissing, BookUnavailable, RealElsewhere: see there.
    """
    settings = load_settings()
    if needs_migration(settings.database_url, ring_of(settings)):
        raise NotMigrated
    parts = wired(settings, bell=NoBell())
    if not book_alone:
        refuse_beside_real(parts)
    return parts


def refuse_beside_real(parts: Parts) -> None:
    """Refuse to sign or note anything by settings that are not those of the house.

    Without a SECRET_KEY one is made, and what that signs in the history is forged for ever.

    Raises:
        RealElsewhere: a process with real phones is at work, and here they are pretended.
        BookUnavailable: it cannot be asked.
    """
    if parts.settings.pretends and rehearsing.is_real(parts.desk):
        raise RealElsewhere


def wired(settings: Settings, *, bell: Bell | None = None) -> Parts:
    """Return the parts, whose book is closed when the command ends."""
    parts = wire(settings, bell=bell)
    click.get_current_context().call_on_close(parts.book.close)
    return parts


def settings_to_keep_running() -> Settings:
    """Return the settings of a process that starts even where the book is away for now.

    Raises:
        SettingsRefused, NotMigrated, KeyMissing: see there.
    """
    settings = load_settings()
    try:
        behind = needs_migration(settings.database_url, ring_of(settings))
    except BookUnavailable:
        return settings
    if behind:
        raise NotMigrated
    return settings
