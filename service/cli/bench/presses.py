"""One press after the other, each followed to the carrier, between samples of the bare hops."""

import json
import queue
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from service.bell import EMBEDDED_GAP_SECONDS
from service.cli.bench.hops import hops_of
from service.cli.bench.house import House

#: Seconds until a press that has not reached the carrier counts as lost.
LOST = 10.0
#: Seconds between two presses, so that each finds the house at rest, as presses do. A press and
#: its cancelling may each ring the bell, which then waits so long before it rings again.
AT_REST = 2 * EMBEDDED_GAP_SECONDS + 0.1
#: Presses that do not count: the first ones pay for imports and connections.
WARM_UP = 10


@dataclass
class Sample:
    """Durations in seconds."""

    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.seconds)

    @property
    def high(self) -> float:
        """The one that ninety-nine in a hundred stay below."""
        return quantiles(self.seconds, n=100)[98]


@dataclass
class Presses:
    """What was measured: our presses, and each bare hop on the same ground."""

    pressed: Sample = field(default_factory=Sample)
    hops: dict[str, Sample] = field(default_factory=dict)

    @property
    def floor(self) -> tuple[float, float]:
        """The sum of the hops: of their medians, and of their 99th percentiles."""
        each = self.hops.values()
        return sum(hop.median for hop in each), sum(hop.high for hop in each)

    @property
    def ratio(self) -> float:
        """How many times the bare hops a press takes, at the median."""
        return self.pressed.median / self.floor[0]


def presses(house: House, count: int) -> Presses:
    """Press *count* times, and take each hop as often, in turns."""
    found = Presses()
    line = Line(house)
    hops = hops_of(house)
    for number in range(count + WARM_UP):
        taken = line.press()
        threading.Event().wait(AT_REST)
        timed = hops.each()
        if number < WARM_UP:
            continue
        found.pressed.seconds.append(taken)
        for name, seconds in timed.items():
            found.hops.setdefault(name, Sample()).seconds.append(seconds)
    hops.close()
    return found


class Line:
    """A colleague's connection to the web."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._http = HTTPConnection("127.0.0.1", house.port, timeout=LOST)

    def press(self) -> float:
        """Press, wait for the carrier to be asked, call it off; return the seconds to the call."""
        calls, ended = self._house.carrier.calls, self._house.carrier.ended
        _drain(calls)
        began = perf_counter()
        raised = self.post("/api/v1/escalations", {})
        reached = calls.get(timeout=LOST)
        _drain(ended)
        self.post(f"/api/v1/escalations/{raised['id']}/cancel", None)
        ended.get(timeout=LOST)
        return reached - began

    def post(self, path: str, body: object) -> dict[str, Any]:
        """Send one request and return its answer.

        Raises:
            RuntimeError: it was not taken.
        """
        headers = {
            "Authorization": f"Bearer {self._house.token}",
            "Content-Type": "application/json",
        }
        payload = json.dumps(body) if body is not None else ""
        self._http.request("POST", path, payload, headers)
        answer = self._http.getresponse()
        found = json.loads(answer.read())
        if answer.status >= 300:  # noqa: PLR2004 - HTTP's first status that is no success
            raise RuntimeError(f"the web answered {answer.status}")
        return dict(found)


def _drain(moments: queue.Queue[float]) -> None:
    while not moments.empty():
        moments.get_nowait()
