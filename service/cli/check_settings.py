"""Looks at the settings for ``doctor``. No secret is shown, and no number whole."""

import ipaddress
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from config.given import gather
from config.settings import Settings, field_say, names, secret_names
from service.cli.findings import Finding, doubtful, right, wrong

_SHOWN = frozenset({"PUBLIC_URL", "HOST", "PORT", "TWILIO_API_URL", "TWILIO_CALLS_PER_SECOND"})
_NUMBERS = frozenset({"TWILIO_FROM", "TWILIO_TEXT_FROM"})


def check_settings(settings: Settings) -> Iterator[Finding]:
    """Yield each setting by name, then what is odd about them together."""
    given = gather(os.environ, Path.cwd(), names(), secret_names()).values
    for name in names():
        yield right(name, _said(settings, name, given=name in given))
    for doubt in settings.doubts:
        yield doubtful("settings", doubt, "Mend it in the environment or in .env.")
    yield _address(settings)


def _said(settings: Settings, name: str, *, given: bool) -> str:
    value = getattr(settings, name.lower())
    if name in _SHOWN:
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        return shown if given else f"not set: {shown}"
    if not given:
        usual = _usual(name)
        return f"not set: {usual}" if usual else "not set"
    return f"set, ends with {value[-3:]}" if name in _NUMBERS else "set"


def _usual(name: str) -> str:
    """Return what holds where it is not set; of some that follows from other settings."""
    say, field = field_say(name.lower()), Settings.model_fields[name.lower()]
    if say and say.usual:
        return say.usual.replace("`", "")
    return field.default if isinstance(field.default, str) else ""


def _address(settings: Settings) -> Finding:
    """Judge the address that the carrier calls back."""
    what, url = "public address", urlsplit(settings.public_url)
    if settings.public_url_is_local:
        return right(what, "local: only pretended phones can ring")
    if not settings.carrier_is_real:
        return right(what, "not local; the carrier at TWILIO_API_URL must reach it")
    if _is_private(url.hostname or ""):
        return wrong(
            what,
            "Twilio cannot reach a private address.",
            "Set PUBLIC_URL to a host name that the Internet knows.",
        )
    if url.scheme != "https":
        return wrong(
            what,
            "It is not https, so sign-in links and names travel in the open.",
            "Put TLS in front, and set PUBLIC_URL to the https address.",
        )
    return right(what, "https, at a public name")


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".lan", ".home"))
