"""Time and a bell for tests that own their clock."""

from datetime import UTC, datetime

#: Three o'clock on a Sunday morning.
START = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class Clock:
    """Time that passes only when the test says so."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class QuietBell:
    """Nobody listens: the test looks in the book itself, as a ticker does."""

    def ring(self, escalation_id: str) -> None:
        del escalation_id
