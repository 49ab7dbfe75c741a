"""What a setting says about itself beside its description."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Say:
    """What to write for a setting, and what holds without it where no plain default says so."""

    mend: str
    usual: str = ""
