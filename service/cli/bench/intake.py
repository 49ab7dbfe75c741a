"""How many presses a second are taken, beside a bare endpoint, in turns, from one generator."""

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from time import perf_counter

from service.cli.bench.house import House, free_ports, wait_for

#: Colleagues who press at once, over and over.
CLIENTS = 8
#: Rounds of each, in turns, so that a machine whose speed drifts does so for both.
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Intake:
    """Requests a second: ours, and of the bare endpoint."""

    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """How much of the bare endpoint's pace is left to us."""
        return self.ours / self.bare


def intake(house: House, seconds: float) -> Intake:
    """Press as fast as `CLIENTS` can for *seconds*, three times in turns with a bare INSERT."""
    port = free_ports(1)
    house.start("bare intake", "-m", "service.cli.bench.bare", BARE_PORT=str(port))
    wait_for(lambda: _once(port, "/insert", "") == 202)  # noqa: PLR2004 - HTTP's Accepted
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(_round(port, "/insert", "", seconds))
        ours.append(_round(house.port, "/api/v1/escalations", house.token, seconds))
    return Intake(median(ours), median(bare))


def _round(port: int, path: str, token: str, seconds: float) -> float:
    """Return requests a second, asked from a process of its own.

    Raises:
        concurrent.futures.process.BrokenProcessPool: that process died.
    """
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as asking:
        return asking.submit(_ask, port, path, token, seconds).result()


def _ask(port: int, path: str, token: str, seconds: float) -> float:
    taken = [0] * CLIENTS
    until = perf_counter() + seconds
    threads = [
        threading.Thread(target=_press_until, args=(port, path, token, until, _counter(taken, one)))
        for one in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(taken) / seconds


def _counter(taken: list[int], index: int) -> Callable[[], None]:
    def count() -> None:
        taken[index] += 1

    return count


def _press_until(port: int, path: str, token: str, until: float, count: Callable[[], None]) -> None:
    line = HTTPConnection("127.0.0.1", port, timeout=10)
    while perf_counter() < until:
        if _status(line, path, token) == 202:  # noqa: PLR2004 - HTTP's Accepted
            count()
    line.close()


def _status(line: HTTPConnection, path: str, token: str) -> int:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    line.request("POST", path, "{}", headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def _once(port: int, path: str, token: str) -> int:
    line = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        return _status(line, path, token)
    except OSError:
        return 0
    finally:
        line.close()
