"""How busy the machine is with something else: how long a little work really takes.

Every time in the table is the machine's as well as ours. A night on a machine that is four
times too busy says nothing of a promise of seconds, so each line shows this beside its times.
"""

import time
from datetime import datetime
from pathlib import Path

#: Seconds of work, and seconds between two of them.
WORK, EVERY = 0.004, 0.2
#: Up to here the machine is as one that runs our sites, and nothing beside them.
USUAL = 2.0
FILE = "gauge.log"


def main() -> None:
    """Measure until the process is killed; a line each, of when and how many times as long."""
    while True:
        began, worked = time.perf_counter(), time.process_time()
        while time.process_time() - worked < WORK:
            pass
        took = time.perf_counter() - began
        print(f"{time.time():.1f} {took / WORK:.2f}", flush=True)  # noqa: T201 - its only way out
        time.sleep(EVERY)


def busy(folder: Path, since: datetime, until: datetime) -> float:
    """Return how many times as long work took, in the worst tenth of that time; 1 is a rest."""
    found = []
    for line in (folder / FILE).read_text("utf-8").splitlines():
        words = line.split()
        if len(words) == 2 and since.timestamp() <= float(words[0]) <= until.timestamp():
            found.append(float(words[1]))
    return max(sorted(found)[int(len(found) * 0.9)] if found else 1.0, 1.0)
