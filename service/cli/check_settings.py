"""Looks at the settings for ``doctor``. No secret is shown, and no number whole."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.given import gather
from config.settings import Settings, field_say, names, secret_names
from service.domain.checks.lines import Found
from service.domain.checks.machine import SETTING, SETTINGS_ODD

_SHOWN = frozenset({"PUBLIC_URL", "HOST", "PORT", "TWILIO_API_URL", "TWILIO_CALLS_PER_SECOND"})
_NUMBERS = frozenset({"TWILIO_FROM", "TWILIO_TEXT_FROM"})


@dataclass(frozen=True, slots=True)
class Setting(Found):
    """One setting, which programs have always known by its own name."""

    #: Whether somebody has set it. What is not set is told in few words.
    is_set: bool = True

    @property
    def what(self) -> str:
        """The setting's name."""
        return self.name


def check_settings(settings: Settings) -> Iterator[Found]:
    """Yield each setting by name, then what is odd about them together."""
    given = gather(os.environ, Path.cwd(), names(), secret_names()).values
    for name in names():
        shown = _said(settings, name, given=name in given)
        yield Setting(SETTING, {"shown": shown}, name, is_set=name in given)
    for doubt in settings.doubts:
        yield Found(SETTINGS_ODD, {"doubt": doubt})


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
