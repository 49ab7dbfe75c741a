"""Many nights, in shards that know nothing of each other: any number of processes, one digest."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from service.simulation.night import Night, NightSummary
from service.simulation.shortcuts import left_unswept, plain_members

#: Escalations of one shard. A shard is what one process does at a time.
SHARD = 250
#: Seconds of each step of the plot, and how many there are; the last one holds the rest.
STEP = 15
STEPS = 41


@dataclass(slots=True)
class Total:
    """What came of many nights."""

    nights: int = 0
    escalations: int = 0
    #: Simulated microseconds.
    lasted: int = 0
    calls: int = 0
    duplicates: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    weather: Counter[str] = field(default_factory=Counter)
    #: The worst delay in microseconds by the fault that it is due to, and the night of it.
    worst: dict[str, tuple[int, str]] = field(default_factory=dict)
    #: How many were taken in each step of the plot.
    waits: Counter[int] = field(default_factory=Counter)
    #: The seed of the night, the promise, and how it was broken.
    violations: list[tuple[str, str, str]] = field(default_factory=list)
    digest: str = ""

    def add(self, night: NightSummary) -> None:
        """Count one night in."""
        self.nights += 1
        self.escalations += night.escalations
        self.lasted += night.lasted
        self.calls += night.calls
        self.duplicates += night.duplicates
        self.faults += night.faults
        self.weather[night.weather] += 1
        self.waits += Counter(min(int(wait) // STEP, STEPS - 1) for wait in night.waits)
        self.violations += [(night.seed, *broken) for broken in night.violations]
        self._worsen({kind: (late, night.seed) for kind, late in night.worst.items()})

    def merge(self, shard: "Total") -> None:
        """Count one shard in; called in the order of the shards."""
        for name in ("nights", "escalations", "lasted", "calls", "duplicates"):
            setattr(self, name, getattr(self, name) + getattr(shard, name))
        self.faults += shard.faults
        self.weather += shard.weather
        self.waits += shard.waits
        self.violations += shard.violations
        self._worsen(shard.worst)
        self.digest = hashlib.sha256((self.digest + shard.digest).encode()).hexdigest()

    def _worsen(self, worst: dict[str, tuple[int, str]]) -> None:
        for kind, (late, seed) in worst.items():
            if late > self.worst.get(kind, (-1, ""))[0]:
                self.worst[kind] = late, seed


def run_shard(seed: str, size: int) -> Total:
    """Run nights until they hold *size* escalations, or one or two more."""
    total, digest, number = Total(), hashlib.sha256(), 0
    with left_unswept(), plain_members():
        while total.escalations < size:
            night = Night(f"{seed}/{number}").run()
            digest.update(night.digest)
            total.add(night)
            number += 1
    total.digest = digest.hexdigest()
    return total


def shards_of(seed: str, escalations: int) -> list[tuple[str, int]]:
    """Return the seed and the size of each shard."""
    sizes = [SHARD] * (escalations // SHARD)
    if escalations % SHARD:
        sizes.append(escalations % SHARD)
    return [(f"{seed}/{number}", size) for number, size in enumerate(sizes)]


def run_shards(seed: str, escalations: int, processes: int) -> Iterator[Total]:
    """Run all shards; yield each in its order, as soon as it and those before it are done."""
    shards = shards_of(seed, escalations)
    seeds, sizes = [one for one, _ in shards], [size for _, size in shards]
    if processes <= 1:
        yield from map(run_shard, seeds, sizes)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(run_shard, seeds, sizes)


def cores() -> int:
    """Return how many cores this process may use."""
    return os.cpu_count() or 1
