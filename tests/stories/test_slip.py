"""A thumb slips on the page, and a thumb that means it."""

from datetime import timedelta

from service.desk import acting
from service.desk.raising import GRACE
from service.domain.escalation import State

A_MOMENT = timedelta(seconds=2)
HOURS = timedelta(hours=1)


def test_a_slip_that_is_taken_back_wakes_nobody(night):
    night.puts_on_duty("Amara", "Ben")
    night.raises(grace=GRACE)
    night.passes(A_MOMENT)
    night.does(acting.cancel, night.sam)
    assert night.now().state is State.CANCELLED
    night.passes(8 * HOURS)
    assert night.telephone.calls == {}
    assert night.texts_left() == []


def test_whoever_means_it_is_helped_a_moment_later_at_the_same_pace(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    pressed = night.raises(grace=GRACE).raised_at
    night.passes(A_MOMENT)
    amara.rings(within=1).and_is_not_answered(times=2)
    ben.rings().then_presses("1")
    begun = night.now().climb.begun
    assert begun == {0: pressed + GRACE, 1: pressed + GRACE + timedelta(seconds=105)}


def test_an_officer_who_sees_it_before_it_rings_can_take_it(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises(grace=GRACE)
    night.does(acting.acknowledge, amara)
    night.colleague_sees("Amara has your call-out")
    night.passes(A_MOMENT)
    assert night.telephone.calls == {}


def test_a_slip_taken_back_too_late_tells_whoever_was_rung(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises(grace=GRACE)
    amara.rings(within=GRACE.total_seconds())
    night.does(acting.cancel, night.sam)
    amara.is_hung_up().gets_a_text("Reply 1").gets_a_text(night.now().reference)


def test_texts_and_calls_in_and_programs_are_rung_for_at_once(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.sam.texts("ring")
    amara.rings(within=0).then_presses("1")
