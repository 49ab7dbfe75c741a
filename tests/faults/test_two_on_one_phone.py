"""Two call-outs for one phone: what is late and what is early is counted from its calls' ends."""

from dataclasses import replace
from datetime import datetime

import pytest
from faults import invariants
from faults.invariants import Bounds
from faults.record import Night
from faults.test_invariants import ATTEMPTS, ONE, at, ring_of, tried

from service.domain.attempt import Outcome
from service.domain.escalation import Climb
from service.domain.events import Event, Kind

TOLD, UNTOLD = Bounds(late=2.0), Bounds(late=14.0)


def needed_again(*, until: float = 20) -> Night:
    """Return a night in which the officer listens from 0 to 8, and is needed again from 5 on."""
    early = tried("d", 1, 1, 5.1, Outcome.NO_ANSWER)
    again = tried("e", 0, 1, 9, Outcome.ACKNOWLEDGED)
    two = replace(
        ONE,
        id="f" * 32,
        raised_at=at(5),
        climb=Climb(started_at=at(5)),
        attempts=(early, again),
    )
    listens = ring_of(ATTEMPTS[0], answered_at=at(0.3), ended_at=at(8))
    return Night(
        presses=[],
        escalations={two.id: two},
        histories={two.id: [Event(at(5), Kind.RAISED), Event(at(9.5), Kind.ACKNOWLEDGED)]},
        rings=[listens, ring_of(early), ring_of(again)],
        until=at(until),
    )


def found(night: Night, bounds: Bounds) -> set[str]:
    wrong = [*invariants.on_time(night, bounds), *invariants.not_early(night, bounds)]
    return {said.partition("(")[0].strip() for said in wrong}


def rings(night: Night, index: int, began: datetime, ended: datetime) -> None:
    night.rings[index] = replace(night.rings[index], at=began, ended_at=ended)


def test_whoever_is_on_a_call_is_rung_once_it_has_ended_and_the_next_person_meanwhile():
    assert found(needed_again(), TOLD) == set()


def test_a_call_that_comes_long_after_the_phone_is_free_is_late():
    night = needed_again()
    rings(night, 2, at(15), at(17))
    night.histories["f" * 32][1] = Event(at(15.5), Kind.ACKNOWLEDGED)
    assert "a call came 7.0 s after its time" in found(night, TOLD)
    assert found(night, UNTOLD) == set()


def test_a_call_that_never_comes_once_the_phone_is_free_is_seen():
    night = needed_again(until=30)
    del night.rings[2]
    night.histories["f" * 32].pop()
    assert "a call had not come 22.0 s after its time" in found(night, UNTOLD)


@pytest.mark.parametrize(("bounds", "early"), [(TOLD, True), (UNTOLD, False)])
def test_the_next_person_is_not_rung_for_a_call_that_is_known_to_be_over(bounds, early):
    night = needed_again()
    rings(night, 0, at(0.1), at(2))
    assert ("a phone rang before its time" in found(night, bounds)) == early


def test_a_phone_that_was_free_is_no_reason_to_ring_the_next_person():
    night = needed_again()
    del night.rings[0]
    assert "a phone rang before its time" in found(night, UNTOLD)


def test_a_call_that_began_later_is_no_reason_to_be_late():
    """Somebody else's call may come first where both wait, and not where one alone was due."""
    night = needed_again()
    rings(night, 0, at(7.5), at(12))
    rings(night, 2, at(12.5), at(14))
    night.histories["f" * 32][1] = Event(at(13), Kind.ACKNOWLEDGED)
    assert "a call came 7.5 s after its time" in found(night, TOLD)
    rings(night, 0, at(6.5), at(12))
    assert "a call came 7.5 s after its time" not in found(night, TOLD)
