"""What most commands begin with: settings that are right, and a book that is ready."""

from config.settings import Settings, load_settings
from service.book import needs_migration
from service.domain.refusals import Refusal
from service.ports import BookUnavailable
from service.wiring import Parts, wire


class NotMigrated(Refusal):
    """The book is older than the program, or not there at all."""

    problem = "The book is not there yet, or was made by an older version."
    mend = "Run escalate migrate first; escalate run does so by itself."


def joined() -> Parts:
    """Return the parts, with a book that can be used at once.

    Raises:
        SettingsRefused, NotMigrated, BookUnavailable: see there.
    """
    settings = load_settings()
    if needs_migration(settings.database_url):
        raise NotMigrated
    return wire(settings)


def settings_to_keep_running() -> Settings:
    """Return the settings of a process that starts even where the book is away for now.

    Raises:
        SettingsRefused, NotMigrated: see there.
    """
    settings = load_settings()
    try:
        behind = needs_migration(settings.database_url)
    except BookUnavailable:
        return settings
    if behind:
        raise NotMigrated
    return settings
