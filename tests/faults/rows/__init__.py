"""Every fault, by what it befalls. A new one is a function here, and a line in its ``FAULTS``."""

from faults.fault import Fault
from faults.rows import (
    again,
    bell,
    book,
    calm,
    carrier,
    crash_points,
    figures,
    network,
    odd,
    processes,
)

FAULTS: tuple[Fault, ...] = (
    *calm.FAULTS,
    *bell.FAULTS,
    *network.FAULTS,
    *processes.FAULTS,
    *book.FAULTS,
    *carrier.FAULTS,
    *again.FAULTS,
    *odd.FAULTS,
    *crash_points.FAULTS,
    *figures.FAULTS,
)
