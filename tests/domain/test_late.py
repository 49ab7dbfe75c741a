"""What nobody looked at for minutes goes on, and its history says so, once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from rehearsal import START, Rehearsal, escalation

from service.domain.decide import LATE_AFTER, next_actions
from service.domain.escalation import State
from service.domain.events import Kind


def kinds(night: Rehearsal) -> list[str]:
    return [kind for _, kind, _ in night.events]


def leave_alone(night: Rehearsal, gap: timedelta) -> None:
    """Let time pass with nobody there to look; calls end all the same."""
    night.now += gap
    night._end_what_ends()


def test_a_climb_that_was_left_for_a_day_goes_on_and_says_once_that_it_is_late():
    night = Rehearsal(escalation()).play(110)
    before = len(night.rung_at)
    leave_alone(night, timedelta(days=1))
    night.play(night.seconds() + 1200)
    assert kinds(night).count(Kind.LATE) == 1
    assert len(night.rung_at) > before


def test_two_gaps_are_two_lines():
    night = Rehearsal(escalation()).play(110)
    for _ in range(2):
        leave_alone(night, timedelta(hours=1))
        night.play(night.seconds() + 30)
    assert kinds(night).count(Kind.LATE) == 2


def test_a_climb_that_nobody_kept_waiting_is_never_late():
    night = Rehearsal(escalation()).play(6 * 3600)
    assert Kind.LATE not in kinds(night)


@pytest.mark.parametrize(("over", "late"), [(timedelta(), []), (timedelta(seconds=1), [Kind.LATE])])
def test_five_minutes_are_the_limit(over, late):
    plan = next_actions(escalation(), START + LATE_AFTER + over)
    assert [one.kind for one in plan.events] == late


@pytest.mark.parametrize("state", [State.SPOKEN, State.CANCELLED])
def test_what_rings_nobody_is_not_told_as_late_and_rings_nobody(state):
    one = replace(escalation(), state=state)
    plan = next_actions(one, START + timedelta(days=1))
    assert (plan.events, plan.tries, plan.errands) == ((), (), ())
