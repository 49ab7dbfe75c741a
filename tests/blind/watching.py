"""What one request asks of the book: each statement, and how many rows came back.

The honest measure of how long it takes: a clock would measure this machine.
"""

import pytest

from service.book.pen import Pen


class Watching:
    """Keeps what is asked of any book."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._asked: list[tuple[str, int]] = []
        done, each = Pen._done, Pen._each

        def watched(pen, ready, row):
            cursor, rows = done(pen, ready, row)
            self._asked.append((ready.text, len(rows)))
            return cursor, rows

        def watched_each(pen, statement, rows):
            self._asked.append((str(statement), len(rows)))
            return each(pen, statement, rows)

        patch.setattr(Pen, "_done", watched)
        patch.setattr(Pen, "_each", watched_each)

    def forgets(self) -> None:
        self._asked.clear()

    def asked(self) -> tuple[tuple[str, int], ...]:
        return tuple(self._asked)
