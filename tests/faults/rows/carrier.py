"""The carrier refuses, hangs, lies, loses what it has to tell."""

from time import sleep

from faults.fault import POSTGRES, SQLITE, Fault, Scene
from faults.invariants import Bounds

#: For how long every request fails, where it does, in seconds.
FAILING = 6.0
#: After a failure each try is made again after 1, 2, 4 and 8 s.
AFTERWARDS = 9.0


def _fails(kind: str, **more: object):
    """Return a strike: every call and text fails in this way for a while."""

    def strike(scene: Scene) -> None:
        scene.site.carrier(kind, on="calls", method="POST", **more)
        sleep(FAILING)
        scene.site.knob("DELETE", "/faults")

    return strike


def _times(kind: str, count: int, **more: object):
    """Return a strike: the next *count* requests meet it."""

    def strike(scene: Scene) -> None:
        scene.site.carrier(kind, count=count, **more)

    return strike


def _all_night(kind: str, **more: object):
    """Return a strike that lasts until the night is over."""

    def strike(scene: Scene) -> None:
        scene.site.carrier(kind, **more)

    return strike


OUTAGE = Bounds(late=FAILING + AFTERWARDS, duplicates=0, rings_on=4.0)
LOST = Bounds(late=10.0, duplicates=3, rings_on=4.0)
#: A lost callback costs its answer window: ten seconds after the ring would have ended.
QUIET = Bounds(late=14.0, rings_on=3.0)

FAULTS = (
    Fault(name="carrier answers 429 for 6 s", strike=_fails("answer_429"), bounds=OUTAGE,
          books=SQLITE),
    Fault(name="carrier answers 500 for 6 s", strike=_fails("answer_500"), bounds=OUTAGE),
    Fault(name="carrier answers 401 for 6 s", strike=_fails("answer_401"), bounds=OUTAGE,
          books=POSTGRES),
    Fault(name="carrier answers HTML for 6 s", strike=_fails("answer_html"), bounds=OUTAGE,
          books=SQLITE),
    Fault(name="carrier hangs for 6 s", strike=_fails("hang_before", seconds=20), bounds=OUTAGE,
          books=POSTGRES),
    Fault(name="carrier drops connections for 6 s", strike=_fails("reset_before"), bounds=OUTAGE,
          books=SQLITE),
    Fault(name="3 answers lost, placed", strike=_times("hang_after", 3, on="calls",
          method="POST", seconds=8), bounds=LOST),
    Fault(name="3 connections dropped, placed", strike=_times("reset_after", 3, on="calls",
          method="POST"), bounds=LOST),
    Fault(name="3 texts' answers lost, sent", strike=_times("reset_after", 3, on="texts",
          method="POST"), bounds=LOST, books=SQLITE),
    # Each is asked for until the answer is overdue, and sent once more: none of them arrives.
    Fault(name="texts hang", strike=_all_night("hang_before", seconds=20, on="texts",
          method="POST"), bounds=Bounds(late=2.0), presses=20, books=SQLITE),
    Fault(name="carrier drips every answer", strike=_all_night("drip", seconds=2, on="calls",
          method="POST"), bounds=Bounds(late=4.0, rings_on=4.0), books=POSTGRES),
    Fault(name="3 calls accepted, never rung", strike=_times("accept_and_never_ring", 3,
          on="calls"), bounds=Bounds(late=14.0, rings_on=14.0)),
    Fault(name="callbacks lost", strike=_all_night("callbacks_lose"), bounds=QUIET),
    Fault(name="callbacks doubled", strike=_all_night("callbacks_double"), bounds=Bounds(late=2.0),
          books=SQLITE),
    Fault(name="callbacks 5 s late", strike=_all_night("callbacks_delay", seconds=5),
          bounds=Bounds(late=9.0, rings_on=3.0), books=POSTGRES),
    Fault(name="callbacks shuffled", strike=_all_night("callbacks_shuffle"),
          bounds=Bounds(late=4.0), books=SQLITE),
)  # fmt: skip
