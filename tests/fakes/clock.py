"""Time and bells for tests that own their clock."""

from datetime import UTC, datetime, timedelta

#: Three o'clock on a Sunday morning.
START = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class Clock:
    """Time that passes only when the test says so."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class QuietBell:
    """Nobody listens: the test looks in the book itself, as a ticker does."""

    def ring(self, escalation_id: str) -> None:
        del escalation_id


class RecordingBell:
    """Keeps what it was rung for, and is heard until a test says otherwise."""

    def __init__(self) -> None:
        self.rung: list[str] = []
        self.hears = True

    def ring(self, escalation_id: str) -> None:
        self.rung.append(escalation_id)

    def answers(self) -> bool:
        return self.hears
