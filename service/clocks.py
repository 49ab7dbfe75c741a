"""The machine's own clocks: the wall clock, and the count that nobody can set."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from service.domain.dating import Dating

#: Counts through a suspend as well, which is elapsed time like any other. Linux alone has it.
_COUNT = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
#: A reading that took longer, in seconds, says too little: the process was held up in it.
_QUICK = 0.05
_READINGS = 20


def _boot() -> str:
    """Name this start of the machine; where it has no name, this process counts for itself."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return uuid4().hex


_BOOT = _boot()


class SystemClock:
    """The machine's wall clock."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return datetime.now(UTC)


def read_clocks() -> Dating:
    """Read both clocks of this machine at one moment, to within a twentieth of a second."""
    for __ in range(_READINGS):
        before = time.clock_gettime(_COUNT)
        at = datetime.now(UTC)
        if time.clock_gettime(_COUNT) - before < _QUICK:
            break
    since_epoch = at - datetime(1970, 1, 1, tzinfo=UTC)
    return Dating(_BOOT, since_epoch - timedelta(seconds=before), at)
