"""What was thrown at a door, how it was answered, and what went wrong."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from werkzeug.test import TestResponse

#: No piece may take longer, in seconds of the processor: a busy machine proves nothing else.
SLOW = 1.0
#: More than these are only counted.
MOST_SHOWN = 20


@dataclass
class Tally:
    """One door."""

    door: str
    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_by_the_wall: float = 0.0
    findings: list[str] = field(default_factory=list)
    #: Ids of call-outs of which we said that they were raised.
    raised: set[str] = field(default_factory=set)
    step: Callable[[], object] = lambda: None

    @property
    def failures(self) -> int:
        """How many were answered with a failure of ours."""
        return sum(times for status, times in self.statuses.items() if status >= 500)

    def times(self, piece: object, act: Callable[[], object]) -> object:
        """Do *act*; note how long it took, and what it raised."""
        self.asked += 1
        began, wall = time.thread_time(), time.perf_counter()
        try:
            return act()
        except Exception as wrong:  # noqa: BLE001 - that it raises is the finding
            self.found(f"raised {wrong!r}", piece)
            return None
        finally:
            took = time.thread_time() - began
            self.slowest = max(self.slowest, took)
            self.slowest_by_the_wall = max(self.slowest_by_the_wall, time.perf_counter() - wall)
            if took > SLOW:
                self.found(f"took {took:.2f} s", piece)
            self.step()

    def asks(self, piece: object, act: Callable[[], TestResponse]) -> TestResponse | None:
        """Do *act*, which asks the app, and note its status as well."""
        answer = self.times(piece, act)
        if not isinstance(answer, TestResponse):
            return None
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.found(f"answered {answer.status_code}", piece)
        return answer

    def found(self, what: str, piece: object) -> None:
        """Note something wrong, with what did it."""
        if len(self.findings) < MOST_SHOWN:
            self.findings.append(f"{self.door}: {what}: {str(piece)[:400]}")

    def line(self) -> str:
        """Return it as a row of the table that is printed."""
        answers = ", ".join(f"{status}: {times}" for status, times in sorted(self.statuses.items()))
        return (
            f"{self.door:<22}{self.asked:>9,}{self.failures:>6}"
            f"{self.slowest * 1000:>9.0f}{self.slowest_by_the_wall * 1000:>9.0f}  {answers}"
        )


HEAD = f"{'door':<22}{'thrown':>9}{'5xx':>6}{'ms':>9}{'wall ms':>9}  answered"
