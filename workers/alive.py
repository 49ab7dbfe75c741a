"""Whether this machine's worker or watch is awake: ``python -m workers.alive``, exit 0 or 1.

For the health check of a container, where one machine is one process. It asks the book for a
beat rather than the process table for a name: a process may be there, and stuck.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from config.settings import SettingsRefused, load_settings
from service.book import open_book
from service.domain.standing import Beat, awake
from service.ports import Outage
from service.wiring import ring_of
from workers.ticker import HERE


def awake_at(place: str, beats: Sequence[Beat], now: datetime) -> bool:
    """Say whether any ticker of the machine *place* is awake at *now*."""
    return awake([beat for beat in beats if beat.process.startswith(f"{place}/")], now)


def main() -> str | None:
    """Look once, and return what is wrong in a sentence, or nothing."""
    try:
        settings = load_settings()
        with open_book(settings.database_url, ring_of(settings)).reading() as page:
            beats = page.beats()
    except SettingsRefused as refused:
        return str(refused)
    except Outage:
        return "The book cannot be asked."
    if awake_at(HERE, beats, datetime.now(UTC)):
        return None
    return "No worker or watch of this machine has looked for ten seconds."


if __name__ == "__main__":
    sys.exit(main())
