"""The table at the end, and the bar that moves meanwhile."""

import sys
import threading
import time
from collections.abc import Sequence

from faults.fault import Row
from faults.lanes import Task

_HEAD = ("fault", "book", "escalations", "lost", "dup?", "worst s", "99% s", "busy", "verdict")
_WIDTH = 30


def table(rows: Sequence[Row]) -> str:
    """Return the whole table as text, with each violation under its line's number."""
    lines = [_cells(row) for row in rows]
    widths = [max(len(line[at]) for line in (*lines, _HEAD)) for at in range(len(_HEAD))]
    out = [_line(_HEAD, widths), "-" * (sum(widths) + 2 * len(widths))]
    for row, cells in zip(rows, lines, strict=True):
        out.append(_line(cells, widths) + (f"  {row.figure}" if row.figure else ""))
        out += [f"      {said}" for said in row.violations]
    total = sum(row.escalations for row in rows)
    broken = sum(bool(row.violations) for row in rows)
    out.append(
        f"{len(rows)} faults, {total} escalations, {sum(row.lost for row in rows)} lost, "
        f"{sum(row.duplicates for row in rows)} possible duplicates, {broken} faults violated"
    )
    return "\n".join(out)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.fault, row.book, str(row.escalations), str(row.lost), str(row.duplicates),
        f"{row.worst:.2f}", f"{row.ninety_ninth:.2f}", f"{row.busy:.1f}", row.verdict,
    )  # fmt: skip


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    left = [cell.ljust(width) for cell, width in zip(cells[:2], widths, strict=False)]
    right = [cell.rjust(width) for cell, width in zip(cells[2:8], widths[2:], strict=False)]
    return "  ".join([*left, *right, cells[8].ljust(widths[8])]).rstrip()


class Progress:
    """A bar on standard error; where that is no terminal, a line for each fault."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._broken = 0
        self._began = time.monotonic()
        self._lock = threading.Lock()

    def step(self, task: Task, row: Row) -> None:
        """Note that one more is done."""
        with self._lock:
            self._done += 1
            self._broken += bool(row.violations)
            passed = time.monotonic() - self._began
            filled = round(_WIDTH * self._done / self._total)
            bar = "#" * filled + "." * (_WIDTH - filled)
            told = f"[{bar}] {self._done}/{self._total} {passed:4.0f} s, {self._broken} violated"
            start, stop = ("\r", "\x1b[K") if sys.stderr.isatty() else ("", "\n")
            sys.stderr.write(
                f"{start}{told}: {task.name} {row.verdict} ({row.seconds:.0f} s){stop}"
            )
            sys.stderr.flush()

    def more(self, number: int) -> None:
        """Expect so many more."""
        self._total += number

    def end(self, said: str) -> None:
        """Leave the bar behind, with a last word."""
        sys.stderr.write(f"\n{said}\n")
