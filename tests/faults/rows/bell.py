"""The bell refuses, freezes, flaps, forgets, stalls. Phones ring a little later, if at all."""

from time import monotonic, sleep

import redis
from faults.fault import BOTH, SQLITE, Fault, Scene
from faults.invariants import Bounds

#: With no bell a ticker looks twice a second, then dials.
NO_BELL = Bounds(late=2.0)
#: For how long the bell is away: longer than a whole climb. The fact sheet has a minute.
AWAY = 10.0


def _forgets(scene: Scene) -> None:
    """FLUSHALL ten times a second."""
    ends = monotonic() + AWAY
    with scene.site.redis.client() as client:
        while monotonic() < ends:
            client.flushall()
            sleep(0.1)


def _dies(scene: Scene) -> None:
    scene.site.redis.kill()
    sleep(AWAY)
    scene.site.redis.start()


def _freezes(scene: Scene) -> None:
    scene.site.redis.freeze()
    sleep(AWAY)
    scene.site.redis.thaw()


def _flaps(scene: Scene) -> None:
    """Killed ten times, away for a fifth of each second."""
    for _ in range(10):
        scene.site.redis.kill()
        sleep(0.2)
        scene.site.redis.start()
        sleep(0.8)
    for name in ("worker-1", "worker-2"):
        assert scene.site.children[name].running, f"{name} ended as the bell flapped"


def _drops_everybody(scene: Scene) -> None:
    """CLIENT KILL, five times."""
    for _ in range(5):
        with scene.site.redis.client() as client:
            client.client_kill_filter(_type="normal", skipme=True)
        sleep(1)


def _full(scene: Scene) -> None:
    """No memory left: every hint is refused."""
    with scene.site.redis.client() as client:
        client.config_set("maxmemory", "1")
        sleep(AWAY)
        client.config_set("maxmemory", "0")


def _hostile(scene: Scene) -> None:
    """Rubbish in the queue of hints."""
    with redis.Redis.from_url(scene.site.redis.url) as client:
        for rubbish in (b"", b"{}", b"\x80\x04pickle", b"[1,2,3]", b'{"body": 1}' * 50):
            client.lpush("hints", rubbish)
            sleep(0.3)
    sleep(2)


FAULTS = (
    Fault(name="bell forgets all, 10 a second", strike=_forgets, bounds=NO_BELL),
    Fault(name="bell killed for 10 s", strike=_dies, bounds=NO_BELL),
    Fault(name="bell frozen for 10 s", strike=_freezes, bounds=NO_BELL),
    Fault(name="bell flaps ten times", strike=_flaps, books=BOTH, bounds=NO_BELL),
    Fault(name="bell drops everybody", strike=_drops_everybody, books=SQLITE, bounds=NO_BELL),
    Fault(name="bell out of memory", strike=_full, books=SQLITE, bounds=NO_BELL),
    Fault(name="rubbish among the hints", strike=_hostile, books=SQLITE, bounds=NO_BELL),
)
