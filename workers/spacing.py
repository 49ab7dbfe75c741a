"""Work on the rounds that need not be done at each of them."""

from collections.abc import Callable


class Spaced:
    """Says when so many seconds have passed since it last said so.

    Asked for the first time it says so where *at_once*, and else begins to count.
    """

    def __init__(
        self, every_seconds: float, elapsed: Callable[[], float], *, at_once: bool = True
    ) -> None:
        self._every = every_seconds
        self._elapsed = elapsed
        self._at_once = at_once
        self._last: float | None = None

    def is_due(self) -> bool:
        """Say whether it is time, and count from now if it is."""
        now, last = self._elapsed(), self._last
        if last is not None and now - last < self._every:
            return False
        self._last = now
        return last is not None or self._at_once
