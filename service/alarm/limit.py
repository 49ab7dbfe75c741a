"""A limit on the whole of something that may hang."""

import threading
from collections.abc import Callable

from service.heralds import NotTold

#: For everything from the name look-up to the last byte, in seconds.
TOTAL_SECONDS = 5.0

#: Says what a failure means to whoever sets it up; nothing where its class says all.
Meaning = Callable[[Exception], str]


def within(total_seconds: float, act: Callable[[], None], means: Meaning = lambda _: "") -> None:
    """Do *act*, and give up on it after *total_seconds*.

    In a thread of its own: a limit on each read is not enough, since a server that sends a
    byte now and then, or a name look-up that hangs, keeps within it for ever. The thread of
    one that was given up on ends with its socket's own limit, or with the process.

    Raises:
        NotTold: it failed, or took too long. Only the class of what failed is told, and what it
            *means*: its own words may hold an address.
    """
    failed: list[Exception] = []

    def run() -> None:
        try:
            act()
        except Exception as failure:  # noqa: BLE001 - told by its class to whoever waits
            failed.append(failure)

    thread = threading.Thread(target=run, name="alarm", daemon=True)
    thread.start()
    thread.join(total_seconds)
    if thread.is_alive():
        raise NotTold("no answer in time")
    if failed:
        raise NotTold(_told(failed[0], means)) from None


def _told(why: Exception, means: Meaning) -> str:
    if isinstance(why, NotTold):
        return str(why)
    said = means(why)
    return f"{type(why).__name__}: {said}" if said else type(why).__name__
