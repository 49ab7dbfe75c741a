"""What is said when the settings do not do: which setting, and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One setting by name, and what to write. A value never comes in: it may be a secret."""

    setting: str
    mend: str

    def __str__(self) -> str:
        """Write it as it is printed."""
        return f"{self.setting}: {self.mend}"


class SettingsRefused(Exception):
    """Nothing was started, because of these mistakes; ``str`` gives one line to each."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))
