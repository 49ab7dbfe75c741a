"""Every step between a press and the end of its calls, at which one process dies; or freezes."""

from pathlib import Path
from time import sleep

from faults.fault import POSTGRES, SQLITE, Fault, Scene
from faults.invariants import Bounds
from faults.people import EVERYBODY
from faults.site import Site
from faults.stories import CALLED_OFF, FIRST, NOBODY, PASSED, SECOND
from faults.trapped import POINTS
from servers.waiting import wait_until

#: What the carrier does, so that a step is reached which no calm night comes to.
_KNOBS: dict[str, tuple[dict[str, object], ...]] = {
    "call.unanswered": ({"kind": "hang_after", "seconds": 6, "on": "calls", "count": 1},),
    "renew": ({"kind": "drip", "seconds": 2, "on": "calls", "count": 4},),
    "given_up": ({"kind": "answer_429", "on": "calls", "count": 1},),
    # A callback would tell of the call before anybody looks for it.
    "find": (
        {"kind": "callbacks_lose", "on": "calls"},
        {"kind": "reset_after", "on": "calls", "count": 1},
    ),
    "status": ({"kind": "callbacks_lose", "on": "calls"},),
}
_KNOBS |= {"lost": _KNOBS["find"], "found": _KNOBS["find"], "asked": _KNOBS["status"]}
#: Steps at which the carrier is being asked, or about to be: ten seconds instead of five.
_ASKING = ("claim.after", "call", "start.after", "placed.before", "lost", "find", "found")
_QUIET = ("status", "asked")
#: Steps that come only where nobody answers: an answer tells of the call as well.
_UNHEARD = (*_QUIET, "lost", "find", "found")
_STORIES = (SECOND, FIRST, CALLED_OFF, PASSED, SECOND, CALLED_OFF)
#: How a process looks to the kernel that was made to die, and one that was frozen.
_STATES = {"die": {"gone", "Z", "X"}, "freeze": {"T"}}
#: How long a frozen process sleeps, in seconds: thrice its lease.
FROZEN = 10.0


def at_step(point: str, act: str, *, within_seconds: float = 25.0):
    """Return a strike: arm *point*, and wait until a process was there."""

    def strike(scene: Scene) -> None:
        site = scene.site
        _set_the_scene(site, point)
        (site.folder / "armed").write_text(f"{point} {act}", "utf-8")
        wait_until(
            f"a process comes to {point}", lambda: victim(site), within_seconds=within_seconds
        )
        pid = victim(site)
        wait_until(
            f"it is ended there, {act}", lambda: _state(pid) in _STATES[act], within_seconds=5
        )
        if act == "freeze":
            sleep(FROZEN)
            for child in site.children.values():
                child.thaw()
            sleep(1)

    return strike


def _set_the_scene(site: Site, point: str) -> None:
    """Have carrier and phones do what brings a process to *point*."""
    for knob in _knobs(point):
        of = {} if str(knob["kind"]).startswith("callbacks") else {"method": "POST"}
        site.knob("POST", "/faults", {**knob, **of})
    if point.startswith("refused"):
        for one in EVERYBODY:
            refuses = {"text": {"kind": "refuse", "code": 21610}}
            site.knob("PUT", f"/phones/{one.phone}", refuses)


def victim(site: Site) -> str:
    """Return the id of the process that came to the armed point, or nothing."""
    sprung = site.folder / "sprung"
    return sprung.read_text("utf-8") if sprung.exists() else ""


def _state(pid: str) -> str:
    """Return the kernel's letter for how a process is; "gone" for one that is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2][0]
    except FileNotFoundError:
        return "gone"


def _knobs(point: str) -> tuple[dict[str, object], ...]:
    return _KNOBS.get(point) or _KNOBS.get(point.partition(".")[0]) or ()


def _late(point: str) -> float:
    if point.startswith(_UNHEARD):
        return 17.0  # The callbacks are lost as well: the answer window, and the crash.
    return 10.0 if point.startswith(_ASKING) else 5.0


def _dies(index: int, point: str) -> Fault:
    return Fault(
        name=f"dies at {point}",
        strike=at_step(point, "die"),
        # Each point once, on one of the books by turns.
        books=(SQLITE, POSTGRES)[index % 2],
        # What else the process had in hand is lost with it.
        bounds=Bounds(late=_late(point), duplicates=4, rings_on=7.0, told=4.0),
        presses=len(_STORIES),
        over_seconds=2.5,
        stories=(NOBODY,) if point.startswith(_UNHEARD) else _STORIES,
        trapped=True,
    )


#: A process that sleeps through its lease, wakes up and goes on where it was.
_SLEEPWALKS = {
    "claim.after_commit": Bounds(late=10.0, duplicates=2),
    "start.after_commit": Bounds(late=10.0, duplicates=2, rings_on=4.0),
    "call.answered": Bounds(late=10.0, duplicates=2, rings_on=4.0),
    "hang_up.begins": Bounds(late=5.0, duplicates=2, rings_on=7.0),
}


def _freezes(point: str, bounds: Bounds, books: tuple[str, ...]) -> Fault:
    return Fault(
        name=f"frozen at {point}",
        strike=at_step(point, "freeze"),
        books=books,
        bounds=bounds,
        presses=8,
        stories=(SECOND, NOBODY, FIRST, CALLED_OFF),
        trapped=True,
    )


FAULTS = (
    *(_dies(index, point) for index, point in enumerate(POINTS)),
    *(_freezes(point, bounds, (*SQLITE, *POSTGRES)) for point, bounds in _SLEEPWALKS.items()),
    # Frozen in a transaction it keeps the book's lock. SQLite has one writer: until it wakes,
    # or is killed, nothing can be written, and colleagues are told so. PostgreSQL ends it.
    _freezes("start.before_commit", Bounds(late=FROZEN + 6, duplicates=2, rings_on=FROZEN + 6,
                                           told=9.0), SQLITE),
    _freezes("start.before_commit", Bounds(late=FROZEN + 5, duplicates=2, rings_on=6.0), POSTGRES),
)  # fmt: skip
