"""The same officers are needed again, soon after they have taken something."""

from dataclasses import replace
from datetime import UTC, datetime

from faults.colleagues import Colleagues, plan
from faults.fault import Fault, Row
from faults.gather import gather
from faults.invariants import Bounds
from faults.night import end, judged
from faults.record import Press
from faults.site import Site
from faults.stories import FIRST, LISTENS, PASSED, phones
from servers.waiting import TooLate

#: Seconds from a press until the same ladder is pressed again: whoever took it has hung up.
AFTER = LISTENS + 2.0


def _needed_again(fault: Fault, site: Site, seed: str, kind: str | None) -> Row:
    """Press at each ladder twice; the carrier meanwhile tells of nothing, where *kind* says so."""
    site.mend()
    if kind is not None:
        site.carrier(kind)
    site.forget_said()
    since = datetime.now(UTC)
    presses = _twice(seed, fault.presses // 2)
    site.tell_phones(phones(presses))
    colleagues = Colleagues(site, presses, 2 * AFTER)
    colleagues.begin()
    broken = []
    try:
        end(site, colleagues)
    except TooLate as never:
        broken.append(str(never))
    night = gather(site, presses, since)
    return judged(fault, site, night, broken, since)


def _twice(seed: str, number: int) -> list[Press]:
    first = plan(seed, number, (FIRST, PASSED))
    again = [replace(press, key=f"{press.key} again", answers=[]) for press in first]
    return [*first, *again]


def _while(kind: str | None):
    def live(fault: Fault, site: Site, seed: str) -> Row:
        return _needed_again(fault, site, seed, kind)

    return live


FAULTS = (
    Fault(name="officers needed again", strike=lambda _: None, live=_while(None),
          bounds=Bounds(late=2.0)),
    # Told of no end, the desk asks ten seconds after the key; the deputy is tried meanwhile.
    Fault(name="officers needed again, ends lost", strike=lambda _: None,
          live=_while("callbacks_lose"), bounds=Bounds(late=14.0, rings_on=3.0)),
)  # fmt: skip
