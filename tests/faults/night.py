"""One night with one fault: begin, strike, let it end, look."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from math import ceil
from time import sleep

from faults import invariants, pace
from faults.colleagues import Colleagues, plan
from faults.fault import Fault, Row, Scene
from faults.gather import gather
from faults.record import Night, Press
from faults.site import Site
from faults.stories import CALLED_OFF, NOBODY, TAKEN, phones
from servers.waiting import TooLate, wait_until

from service.domain.escalation import State
from service.ports import Outage

#: So long after the press whoever is never heard has been through the whole ladder.
WHOLE_LADDER = timedelta(seconds=12)
#: Seconds of silence after the end of a night: a call in them is one too many.
SILENCE = 1.3
#: The longest that a night may last, in seconds.
LONGEST = 60.0


def live(fault: Fault, site: Site, seed: str) -> Row:
    """Live one night, and return what came of it."""
    if fault.live is not None:
        return fault.live(fault, site, seed)
    site.mend()
    site.forget_said()
    since = datetime.now(UTC)
    presses = plan(seed, fault.presses, fault.stories)
    site.tell_phones(phones(presses))
    colleagues = Colleagues(site, presses, fault.over_seconds)
    colleagues.begin()
    broken: list[str] = []
    try:
        scene = Scene(site, colleagues)
        scene.amid()
        fault.strike(scene)
        end(site, colleagues)
    except (TooLate, AssertionError) as never:
        broken.append(str(never).splitlines()[0])
    night = gather(site, presses, since)
    if fault.seen is not None:
        night = fault.seen(night)
    return judged(fault, site, night, broken, since)


def end(site: Site, colleagues: Colleagues) -> None:
    """Let every story come to its end, then call off what nobody has heard."""
    wait_until("everybody has been told", colleagues.done, within_seconds=LONGEST)
    presses = colleagues.presses
    with suppress(TooLate):  # What never ended is told of by the invariants.
        wait_until("every story has ended", lambda: _ended(site, presses), within_seconds=LONGEST)
    colleagues.press_again()
    for press in presses:
        if press.story == NOBODY:
            colleagues.call_off(press)
    sleep(SILENCE)


def _ended(site: Site, presses: list[Press]) -> bool:
    sleep(0.2)  # Each look reads the whole night.
    try:
        with site.parts.book.reading() as page:
            found = [(one, page.escalation(one.raised or "")) for one in presses]
    except Outage:
        return False
    now = datetime.now(UTC)
    return all(
        escalation is None
        or (press.story in TAKEN and escalation.state is State.ACKNOWLEDGED)
        or (press.story == CALLED_OFF and escalation.state is State.CANCELLED)
        or (press.story == NOBODY and now - escalation.raised_at > WHOLE_LADDER)
        for press, escalation in found
    )


def judged(fault: Fault, site: Site, night: Night, broken: list[str], since: datetime) -> Row:
    """Ask every invariant about *night*, and return its line of the table."""
    late = sorted(pace.late(night))
    busy = site.busy(since, night.until)
    lost = [one for one in invariants.kept(night, fault.bounds) if "not in the book" in one]
    return Row(
        fault=fault.name,
        book=site.book,
        escalations=len(night.escalations),
        lost=len(lost),
        duplicates=invariants.count_duplicates(night),
        worst=late[-1] if late else 0.0,
        ninety_ninth=percentile(late, 99),
        seconds=(night.until - since).total_seconds(),
        busy=busy,
        violations=(*broken, *invariants.violations(night, fault.bounds.on(busy))),
        figure=fault.figure(night) if fault.figure else "",
    )


def percentile(ordered: list[float], wanted: float) -> float:
    """Return the value that *wanted* percent of the ascending *ordered* do not exceed."""
    if not ordered:
        return 0.0
    return ordered[max(ceil(len(ordered) * wanted / 100) - 1, 0)]
