"""What a page of the book keeps of what the house does for itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from service.domain.counted import Counted
from service.domain.standing import BackupDeed, HouseDeed, Looked


class HousePage(Protocol):
    """When each thing was last done, and what was last found."""

    def backups(self) -> Mapping[BackupDeed, datetime]:
        """Return when each thing was last done with a backup, as far as any was."""

    def note_backup(self, deed: BackupDeed, at: datetime) -> None:
        """Note that *deed* was done with a backup."""

    def deeds(self) -> Mapping[HouseDeed, datetime]:
        """Return when the house last did each thing, as far as it ever did."""

    def note_deed(self, deed: HouseDeed, at: datetime) -> None:
        """Note that *deed* was done."""

    def counts(self) -> Mapping[Counted, int]:
        """Return how often each thing was counted, as far as it ever was."""

    def count(self, what: Counted) -> None:
        """Count one more of *what*."""

    def looked(self) -> Looked | None:
        """Return what the last look at everything came to; ``None`` before the first."""

    def note_look(self, look: Looked) -> None:
        """Keep what a look came to, in place of the one before."""
