"""A practice gives way to anything real at once, and says nothing of why."""

from dataclasses import replace
from datetime import timedelta

from stories.practising import ALWAYS, MORNING, draws, noting, practises, report, the

from service.desk import acting, drilling
from service.desk.acting import Step
from service.desk.advancing import advance
from service.desk.giving_way import PUT_OFF_ONE_IN, STOPPED_ONE_IN
from service.desk.raising import Press, raise_escalation
from service.domain.attempt import CallStatus
from service.domain.drill_report import Ended
from service.domain.escalation import State


def test_a_real_press_in_the_middle_rings_at_once_and_the_practice_is_hung_up_first(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1).gets_a_text("PRACTICE")
    practice_call = amara.call
    asked = []
    day.telephone.hang_up = noting(asked, "hung up", day.telephone.hang_up)
    day.telephone.call = noting(asked, "dialled", day.telephone.call)
    real = day.raises()
    assert asked[:2] == ["hung up", "dialled"]
    assert practice_call.status is CallStatus.CANCELED
    amara.rings(within=0).answers().and_hears("It's urgent")
    assert the(day, drill).state is State.CANCELLED
    assert report(day, drill).ended is Ended.NOT_COMPLETED
    assert "PRACTICE" in amara.night.next_text(amara.number)  # one text, that it is over
    amara.presses("1")
    assert the(day, real).holder.person == "amara"


def test_whoever_listens_to_a_practice_is_cut_off_and_rung_for_the_real_one(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1).answers().and_hears("practice")
    practice_call = amara.call
    day.raises()
    assert practice_call.status is CallStatus.COMPLETED
    amara.rings(within=0).answers().and_hears("It's urgent")


def test_a_practices_call_that_is_answered_too_late_offers_the_real_one_alone(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1)
    practice_call = amara.call
    practice_call.status = CallStatus.IN_PROGRESS  # picked up as the press comes
    real = day.raises()
    amara.rings(within=0)
    amara.call = practice_call
    amara.answers().and_hears("This is Harbour Lane, calling for Amara. It's urgent.")
    assert "practice" not in " ".join(amara.heard.menu)
    assert practice_call.status is CallStatus.IN_PROGRESS
    amara.presses("1")
    assert the(day, real).holder.person == "amara"
    assert the(day, drill).state is State.CANCELLED


def test_a_practice_that_is_started_meanwhile_rings_nobody_and_ends_untold(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    day.raises()
    amara.rings(within=1).gets_a_text("Reply 1").presses("1")
    drill = practises(day)  # not refused
    day.passes(timedelta(seconds=2))
    told = report(day, drill)
    assert (told.ended, told.calls, told.texts) == (Ended.NOT_COMPLETED, 0, 0)


def test_one_that_gives_way_cannot_be_told_from_one_that_a_lot_put_off(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    day.raises()
    amara.rings(within=1).presses("1")
    gave_way = practises(day)
    acting.confirm(day.desk, Step(escalation=day.escalations[0], person="sam"))
    day.passes_quietly(3601)
    draws(day, ALWAYS)
    put_off = practises(day)
    seen = []
    for one in (gave_way, put_off):
        found = drilling.follow(day.desk, one.id)
        begun = found.drill.raised_at
        seen.append(
            (
                replace(found.report, reference="", started_at=MORNING),
                [
                    (event.at - begun, event.kind, event.name, event.channel)
                    for event in found.history
                ],
                found.drill.closed_at - begun,
            )
        )
    assert seen[0] == seen[1]


def test_a_lot_is_drawn_at_the_start_and_rarely_after_it(day):
    odds = []
    draws(day, lambda one: (odds.append(one), one - 1)[1])
    amara, _ = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1)
    assert odds[0] == PUT_OFF_ONE_IN
    assert set(odds[1:]) == {STOPPED_ONE_IN}
    amara.answers()
    drawn = len(odds)
    amara.presses("1")
    day.passes(timedelta(minutes=5))
    assert len(odds) == drawn  # what somebody has is left in peace


def test_where_all_phones_are_pretended_no_lot_falls_and_the_next_one_waits_no_hour(day):
    draws(day, ALWAYS)
    day.desk = replace(day.desk, rehearses=True)
    day.line = replace(day.line, desk=day.desk)
    amara, _ = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1).presses("1")
    day.passes(timedelta(minutes=20))
    practises(day)
    amara.rings(within=1)


def test_a_practice_that_somebody_has_loses_its_call_and_nothing_else_is_seen(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1).presses("1")
    practice_call = amara.call
    day.raises(ring=("ben",))
    assert practice_call.status is CallStatus.COMPLETED
    assert the(day, drill).state is State.ACKNOWLEDGED
    day.next_ring(0)


def test_a_real_first_call_waits_for_one_moment_of_the_carrier_at_most(day):
    day.line = replace(day.line, calls_per_second=1.0)
    amara, ben = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1)
    day.raises(ring=("ben",))
    ben.rings(within=1)


def test_a_real_one_that_finds_no_hand_is_not_kept_by_a_practice(day):
    """A process dies between ending the practice and dialling: the next one dials."""
    amara, _ = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1)
    real = drilling_real(day)
    lost = advance(day.desk, real.id)
    assert any(work.first for work in lost)
    day.passes_quietly(4)
    amara.rings(within=0).answers().and_hears("It's urgent")


def drilling_real(day):
    raised = raise_escalation(day.desk, Press(person="sam"))
    day.escalations.append(raised.id)
    return raised
