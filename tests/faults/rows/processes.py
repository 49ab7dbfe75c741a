"""Processes are killed and frozen, one by one and all at once; the machine loses its power."""

import signal
from time import sleep

from faults.fault import Fault, Scene
from faults.invariants import Bounds
from faults.site import ALL, TICKERS

#: One crash costs five seconds, ten while the carrier is asked. It is struck wherever it is.
CRASH = Bounds(late=10.0, duplicates=1)
#: The same where two die at once: a text that either was just sending may come twice.
TWO_CRASHES = Bounds(late=10.0, duplicates=2)


def _one_worker(scene: Scene) -> None:
    scene.site.kill("worker-1")


def _watch_alone(scene: Scene) -> None:
    """Both workers and the bell die, and stay dead."""
    scene.site.kill("worker-1", "worker-2")
    scene.site.redis.kill()


def _workers_alone(scene: Scene) -> None:
    scene.site.kill("watch")


def _one_worker_alone(scene: Scene) -> None:
    scene.site.kill("watch", "worker-2")


def _frozen_worker(scene: Scene) -> None:
    """Frozen wherever it is, and woken after its leases have gone to others."""
    scene.site.children["worker-1"].freeze()
    sleep(10)
    scene.site.children["worker-1"].thaw()
    sleep(2)


def _web_dies(scene: Scene) -> None:
    """No callback, no key and no word gets through for six seconds."""
    scene.site.kill("web")
    sleep(6)
    scene.site.start("web")


def _every_ticker(scene: Scene) -> None:
    """Nobody is left to ring; a second later a supervisor starts them again."""
    scene.site.kill(*TICKERS)
    sleep(1)
    scene.site.start(*TICKERS)


def _power_cut(scene: Scene) -> None:
    """Everything of the site dies at once, its book and bell too; three seconds later it starts."""
    site = scene.site
    site.kill(*[name for name in ALL if name != "exchange"])
    site.redis.kill()
    if site.postgres is not None:
        site.postgres.kill()
    sleep(3)
    site.redis.start()
    if site.postgres is not None:
        site.postgres.start()
    site.start(*ALL)


def _rolling(scene: Scene) -> None:
    """A deploy: each process is asked to end and started anew, with a migration on the way."""
    site = scene.site
    site.migrate()
    for name in ("worker-1", "watch", "worker-2", "web"):
        child = site.children[name]
        code = child.end(within_seconds=20)
        assert code in {0, -signal.SIGTERM}, f"{name} ended with {code} when asked to"
        site.start(name)
        sleep(0.5)


FAULTS = (
    Fault(name="one worker killed", strike=_one_worker, bounds=CRASH),
    Fault(name="workers and bell dead, watch alone", strike=_watch_alone, bounds=TWO_CRASHES),
    Fault(name="watch dead, workers alone", strike=_workers_alone, bounds=CRASH),
    Fault(name="one worker left", strike=_one_worker_alone, bounds=TWO_CRASHES),
    Fault(name="worker frozen for 10 s", strike=_frozen_worker, bounds=CRASH),
    Fault(
        name="web killed for 6 s",
        strike=_web_dies,
        # Keys and callbacks go nowhere meanwhile; then the carrier is asked.
        bounds=Bounds(late=14.0, rings_on=8.0, told=15.0),
    ),
    Fault(
        name="every ticker killed, back after 1 s",
        strike=_every_ticker,
        bounds=Bounds(late=10.0, duplicates=3),
    ),
    Fault(
        name="power cut of 3 s",
        strike=_power_cut,
        bounds=Bounds(late=14.0, duplicates=3, rings_on=8.0, told=15.0),
    ),
    Fault(
        name="rolling deploy with a migration",
        strike=_rolling,
        bounds=Bounds(late=5.0, rings_on=5.0, told=15.0),
        presses=15,
        over_seconds=8.0,
    ),
)
