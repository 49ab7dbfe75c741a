"""The figures for Prometheus, each described once: ``docs/watching.md`` says the same of each.

All come from the book when they are asked for, so that each of the web's processes says the
same, and a worker that has ended is counted still.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from importlib.metadata import version
from math import inf

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from service.desk.health import OK, health, vitals
from service.desk.watching import Waits, Watched, watched
from service.domain.counted import Counted
from service.domain.faults import Fault
from service.domain.standing import BackupDeed, HouseDeed
from service.domain.totals import Totals
from service.ports import Outage
from service.wiring import Parts

#: Prometheus's text has no word for a histogram that shrinks: its own library writes "histogram"
#: for those as well.
_NOW = "what is kept now, so no rate"
#: What each figure is, by its name.
HELP = {
    "escalate_build_info": "1, with the version that answers",
    "escalate_ready": "1 where a press is served",
    "escalate_check": "1 where it is right",
    "escalate_fault": "1 where the page of alarms says so now",
    "escalate_late": "1 where due work would stay undone",
    "escalate_overdue_seconds": "For how long work has been due that nobody does; 0 where none is",
    "escalate_ticker_silent_seconds": "Since the latest sign of life",
    "escalate_tickers": "Processes awake that do what is due",
    "escalate_last_practice_timestamp_seconds": "When the latest whole practice began",
    "escalate_last_practice_first_dial_seconds": "From its start to its first call, up to a step",
    "escalate_last_backup_timestamp_seconds": "When it was last done with a backup",
    "escalate_last_deed_timestamp_seconds": "When the house last did it",
    "escalate_carrier_failures_total": "Requests that failed, of practices, codes and tests",
    "escalate_leases_lost_total": "Tries of practices that another process took over",
    "escalate_workers_deaf_total": "Workers that heard nothing from the bell and ended themselves",
    "escalate_measured_waits": "How many the waits below were measured of",
    "escalate_first_dial_seconds": f"From the start to the first call asked of the carrier; {_NOW}",
    "escalate_taken_seconds": f"From the start until somebody took it; {_NOW}",
    "escalate_spoken_seconds": f"From the press until the two said that they have spoken; {_NOW}",
}
#: Where each histogram parts, in seconds. Up to ten a press is served as promised.
FIRST_DIAL = (0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0, 30.0, 60.0)
TAKEN = (30.0, 60.0, 90.0, 120.0, 180.0, 300.0, 600.0, 900.0, 1800.0, 3600.0)
SPOKEN = (60.0, 120.0, 180.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0)

#: The classes of failure of the carrier.
CLASSES = {
    "account": Counted.CARRIER_ACCOUNT,
    "down": Counted.CARRIER_DOWN,
    "refused": Counted.CARRIER_REFUSED,
    "lost": Counted.CARRIER_LOST,
}


class House(Collector):
    """Reads the book when it is asked. *totals* are of call-outs, for who may read them."""

    def __init__(self, joined: Parts, totals: Totals | None = None) -> None:
        self._parts = joined
        self._totals = totals

    def collect(self) -> Iterator[Metric]:
        """Yield each figure; without those that only the book knows while it is away."""
        found = health(self._parts.desk, self._parts.bell.answers)
        yield _gauge("escalate_build_info", {version("escalate"): 1}, "version")
        yield _gauge("escalate_ready", found.ready)
        yield _gauge(
            "escalate_check", {one: said == OK for one, said in found.checks.items()}, "check"
        )
        try:
            known, seen = vitals(self._parts.desk), watched(self._parts.desk)
        except Outage:
            return
        silent = {role: age.total_seconds() for role, age in known.silent_for.items()}
        yield _gauge("escalate_ticker_silent_seconds", silent, "role")
        yield _gauge("escalate_late", known.late)
        yield from _standing(seen)
        yield from _counted(seen.counts)
        yield from _waited(seen.practices, self._totals)


def _standing(seen: Watched) -> Iterator[Metric]:
    yield _gauge("escalate_fault", {one.value: one in seen.faults for one in Fault}, "fault")
    yield _gauge("escalate_overdue_seconds", seen.overdue.total_seconds())
    yield _gauge("escalate_tickers", {"worker": 0, "watch": 0, **seen.awake}, "role")
    if seen.practised_at is not None:
        yield _gauge("escalate_last_practice_timestamp_seconds", seen.practised_at.timestamp())
    if seen.last_dial is not None:
        yield _gauge("escalate_last_practice_first_dial_seconds", _step(seen.last_dial))
    yield _gauge("escalate_last_backup_timestamp_seconds", _moments(seen.backups), "deed")
    yield _gauge("escalate_last_deed_timestamp_seconds", _moments(seen.deeds), "deed")


def _counted(counts: Mapping[Counted, int]) -> Iterator[Metric]:
    name = "escalate_carrier_failures_total"
    failures = CounterMetricFamily(name, HELP[name], labels=["class"])
    for each, what in CLASSES.items():
        failures.add_metric([each], counts.get(what, 0))
    yield failures
    for name, what in (
        ("escalate_leases_lost_total", Counted.LEASE_LOST),
        ("escalate_workers_deaf_total", Counted.WORKER_DEAF),
    ):
        yield CounterMetricFamily(name, HELP[name], value=counts.get(what, 0))


def _waited(practices: Waits, totals: Totals | None) -> Iterator[Metric]:
    """Yield the waits: of practices each, of call-outs as trustees read them and no other way."""
    of = {"practice": practices.of}
    taken, spoken = {"practice": practices.taken}, dict[str, Sequence[timedelta]]()
    if totals is not None:
        of["call_out"] = sum(one.every.taken.of for one in totals.groups)
        taken["call_out"] = [wait for one in totals.groups for wait in one.every.taken.each]
        spoken["call_out"] = [wait for one in totals.groups for wait in one.every.spoken.each]
    yield _gauge("escalate_measured_waits", of, "of")
    dialled = {"practice": practices.first_dial}
    yield _histogram("escalate_first_dial_seconds", FIRST_DIAL, dialled)
    yield _histogram("escalate_taken_seconds", TAKEN, taken)
    yield _histogram("escalate_spoken_seconds", SPOKEN, spoken)


def _gauge(name: str, values: Mapping[str, float] | float, label: str | None = None) -> Metric:
    if label is None or not isinstance(values, Mapping):
        assert not isinstance(values, Mapping)  # noqa: S101 - for the type checker
        return GaugeMetricFamily(name, HELP[name], values)
    family = GaugeMetricFamily(name, HELP[name], labels=[label])
    for value, figure in values.items():
        family.add_metric([value], figure)
    return family


def _histogram(
    name: str, parts: Sequence[float], waits: Mapping[str, Sequence[timedelta]]
) -> Metric:
    family = HistogramMetricFamily(name, HELP[name], labels=["of"])
    for of, each in waits.items():
        seconds = [wait.total_seconds() for wait in each]
        buckets = [(str(end), float(sum(one <= end for one in seconds))) for end in parts]
        buckets.append(("+Inf", float(len(seconds))))
        family.add_metric([of], buckets, sum(seconds))
    return family


def _step(wait: timedelta) -> float:
    """Return the end of the step that *wait* falls into: no finer than the histogram has it."""
    return next((end for end in FIRST_DIAL if wait.total_seconds() <= end), inf)


def _moments(at: Mapping[HouseDeed, datetime] | Mapping[BackupDeed, datetime]) -> dict[str, float]:
    return {str(what): moment.timestamp() for what, moment in at.items()}
