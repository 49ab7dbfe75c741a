"""A device that somebody signed in on, and for how long that is remembered."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service.domain.catalogue import _

#: A device is remembered for as long since its last code, passkey or sign-in link. After that a
#: press is still taken from it, and nothing else.
REMEMBERED = timedelta(days=90)
#: A change by an admin wants a code, passkey or link that is no older than this.
FRESH = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One sign-in. ``id`` tells it from the person's others, and opens nothing."""

    id: str
    person: str
    #: Such as "Firefox on Android".
    name: str
    first_used: datetime
    #: To the day: when exactly somebody looked is nobody's business.
    last_used: date
    #: When whoever holds it last showed who they are.
    proved_at: datetime

    def expired_at(self, now: datetime) -> bool:
        """Whether it is good for a press alone."""
        return now - self.proved_at > REMEMBERED

    def fresh_at(self, now: datetime) -> bool:
        """Whether whoever holds it showed who they are just now."""
        # A proof that lies ahead was given before the clock was put back.
        return abs(now - self.proved_at) <= FRESH


#: The first that is found counts: Edge also calls itself Chrome, and Chrome Safari.
_BROWSERS = (
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"CriOS/|Chrome/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"iPhone|iPod", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"CrOS", "ChromeOS"),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS X", "Mac"),
    (r"Linux", "Linux"),
)
#: The longest User-Agent that is looked at.
_LONGEST = 500


def coarse_name(user_agent: str) -> str:
    """Name a device by its *user_agent*, in words of ours alone: "Firefox on Android".

    Coarse, so that it tells devices of one person apart and says no more of them.
    """
    seen = user_agent[:_LONGEST]
    browser = _first(_BROWSERS, seen) or _("A browser")
    system = _first(_SYSTEMS, seen)
    return _("{browser} on {system}", browser=browser, system=system) if system else browser


def _first(kinds: tuple[tuple[str, str], ...], seen: str) -> str | None:
    return next((name for pattern, name in kinds if re.search(pattern, seen)), None)
