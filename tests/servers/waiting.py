"""The one place in the tests that waits for the world."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Between two looks: short beside anything a person would notice.
LOOK_AGAIN_SECONDS = 0.02


class TooLate(AssertionError):
    """Something that should have happened by now has not."""


def wait_until(what: str, happened: Callable[[], T], *, within_seconds: float) -> T:
    """Look until *happened* gives something true, and return that.

    The limit is a safety net for a broken machine, not a measure of speed: speed belongs in bench.

    Raises:
        TooLate: it had not happened when the time was up; *what* is named in the message.
    """
    deadline = time.monotonic() + within_seconds
    while not (result := happened()):
        if time.monotonic() > deadline:
            raise TooLate(f"{what}: not within {within_seconds:g} seconds")
        time.sleep(LOOK_AGAIN_SECONDS)
    return result
