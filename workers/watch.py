"""The same ticker with no Celery in it: it carries the whole load alone where it must."""

import signal
import threading

from service.wiring import Parts
from workers.ticker import Ticker


def watch(parts: Parts) -> None:
    """Watch until SIGTERM or SIGINT, then finish what is in hand."""
    ending = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: ending.set())
    ticker = Ticker(parts.line, "watch")
    ticker.start()
    ending.wait()
    ticker.stop()
