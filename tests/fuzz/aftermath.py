"""After all of it: what was taken in is still in the book, and moves."""

from fuzz.tally import Tally
from web.house import House

from service.desk.advancing import advance
from service.domain.escalation import State


def look(house: House, tally: Tally) -> None:
    """Find each call-out that was said to be raised; have a phone ring for each that is open."""
    house.clock.passes(3600)
    for escalation in sorted(tally.raised):
        found = house.escalation(escalation)
        if found is None:
            tally.found("is lost", escalation)
        elif found.state is State.OPEN:
            _moves(house, tally, escalation)
        tally.times(escalation, lambda: None)


def _moves(house: House, tally: Tally, escalation: str) -> None:
    before = house.escalation(escalation)
    advance(house.parts.desk, escalation)
    after = house.escalation(escalation)
    if before == after or after.due_at is None:
        tally.found("does not move", escalation)
