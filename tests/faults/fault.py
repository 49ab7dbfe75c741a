"""What a fault is, and what comes of one: a line in the table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from faults.colleagues import Colleagues
from faults.invariants import Bounds
from faults.record import Night
from faults.site import Site
from faults.stories import STORIES
from servers.waiting import wait_until

BOTH = ("sqlite", "postgres")
SQLITE, POSTGRES = ("sqlite",), ("postgres",)


@dataclass(frozen=True, slots=True)
class Scene:
    """A site in the middle of its night."""

    site: Site
    colleagues: Colleagues

    def amid(self, *, calls: int = 1) -> None:
        """Wait until the night is under way: somebody pressed, and so many calls were placed."""

        def under_way() -> bool:
            asked = self.site.knob("GET", "/state")["requests"]
            return sum(one["path"].endswith("/Calls.json") for one in asked) >= calls

        wait_until("the night is under way", under_way, within_seconds=30)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    fault: str
    book: str
    escalations: int = 0
    lost: int = 0
    duplicates: int = 0
    worst: float = 0.0
    ninety_ninth: float = 0.0
    seconds: float = 0.0
    #: How many times as long all work took as on a machine at rest; see ``gauge``.
    busy: float = 1.0
    #: What may not be, each in a sentence; none where all held.
    violations: Sequence[str] = ()
    #: A figure of this fault's own, in a few words.
    figure: str = ""

    @property
    def verdict(self) -> str:
        """Return "held", or how many violations there were."""
        return f"{len(self.violations)} VIOLATED" if self.violations else "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong, and what it may cost.

    ``strike`` is called as soon as the first call is placed, makes the fault, and mends it.
    """

    name: str
    strike: Callable[[Scene], None]
    books: tuple[str, ...] = BOTH
    bounds: Bounds = field(default_factory=Bounds)
    presses: int = 10
    #: How long it takes until the last colleague has pressed, in seconds.
    over_seconds: float = 3.0
    stories: tuple[str, ...] = STORIES
    #: Whether the processes must have traps in them.
    trapped: bool = False
    #: Whether the site is of no use for another night.
    spoils: bool = False
    #: Settings of the site beside the usual ones.
    env: tuple[tuple[str, str], ...] = ()
    #: A whole night of its own, where the usual one does not fit.
    live: Callable[["Fault", Site, str], Row] | None = None
    #: Whether book and bell are reached through proxies that can stall and cut.
    proxied: bool = False
    #: Whether nothing else may run meanwhile: it is a measure of speed.
    alone: bool = False
    #: What else is seen of the night and belongs beside its line.
    figure: Callable[[Night], str] | None = None
    #: Leaves out of the night what the fault itself took away.
    seen: Callable[[Night], Night] | None = None

    @property
    def ground(self) -> "Ground":
        """What a site must be like for this fault, besides its book."""
        return Ground(self.trapped, self.proxied, self.env)


@dataclass(frozen=True, slots=True)
class Ground:
    """What tells one site from another, besides the kind of book."""

    trapped: bool
    proxied: bool
    env: tuple[tuple[str, str], ...]
