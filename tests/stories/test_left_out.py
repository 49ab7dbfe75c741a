"""Whoever was not chosen never learns of it; whoever was tried is told once that it is over."""

from dataclasses import replace

import pytest

from service.desk import acting, viewing
from service.desk.acting import Step
from service.domain.escalation import State
from service.domain.ladder import RungPace
from service.domain.refusals import NobodyToRing, NotFound
from service.domain.rota import RungPlan


def stands_twice(night, who, as_key):
    """Give *who* another entry in the rota, with the same number, as one more deputy."""
    twin = replace(night.rota.people[who.key], key=as_key, name=f"{as_key.title()} Example")
    plan = night.rota.ladders[0]
    rungs = (*plan.rungs, RungPlan(role="Deputy", holder=as_key, pace=RungPace()))
    people = {**night.rota.people, as_key: twin}
    night._keep(replace(night.rota, people=people, ladders=(replace(plan, rungs=rungs),)))


def heard_of(night, who):
    """Whether *who*'s phone was ever rung or texted."""
    reached = [*night.telephone.calls.values(), *night.telephone.texts.values()]
    return any(one.attempt.phone == who.number for one in reached)


def rings_on(night, seconds):
    """Let everybody's phone ring out for so long."""
    night.passes_quietly(seconds)
    night._rung.clear()


def test_whoever_was_left_out_is_not_rung_by_any_entry_nor_in_the_everyone_round(night):
    amara, ben, cleo = night.puts_on_duty("Amara", "Ben", "Cleo")
    stands_twice(night, amara, "desk")
    night.raises(ring=("ben", "cleo", "desk"))
    rings_on(night, 1200)
    assert ("everyone", None) in night.history()
    assert heard_of(night, ben)
    assert heard_of(night, cleo)
    assert not heard_of(night, amara)


def test_leaving_out_the_other_entry_leaves_out_the_number(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    stands_twice(night, amara, "desk")
    night.raises(ring=("amara", "ben"))
    rings_on(night, 1200)
    assert not heard_of(night, amara)
    assert heard_of(night, ben)


def test_ringing_again_with_tonights_rota_adds_nobody_who_was_left_out(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises(ring=("ben",))
    night._rung.clear()
    stands_twice(night, amara, "desk")
    night.does(acting.ring_again, night.sam)
    rings_on(night, 1200)
    assert not heard_of(night, amara)
    assert heard_of(night, ben)


def test_whoever_was_left_out_rings_and_hears_what_they_hear_on_any_night(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    quiet = amara.rings_us().heard
    night.raises(ring=("ben",))
    ben.rings()
    assert amara.rings_us().heard == quiet
    amara.presses_on_the_line_in("1")
    assert not heard_of(night, amara)
    ben.presses("1")
    assert amara.rings_us().heard == quiet


@pytest.mark.parametrize("digit", ["1", "2", "3", "4"])
def test_a_guessed_reference_by_text_is_answered_as_one_that_does_not_exist(night, digit):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    unknown = amara.texts(f"{digit} K7Q2")
    raised = night.raises(ring=("ben",))
    ben.rings()
    night.passes_quietly(21 * 60)  # One such answer in ten minutes.
    night._rung.clear()
    assert unknown is not None
    assert amara.texts(f"{digit} {raised.reference}") == unknown
    assert night.now().state is State.OPEN
    ben.presses("1")
    night.passes_quietly(21 * 60)
    night._rung.clear()
    assert amara.texts(f"{digit} {raised.reference}") == unknown


@pytest.mark.parametrize(
    "verb",
    [
        *(acting.acknowledge, acting.pass_on, acting.wrong_person, acting.hand_back),
        *(acting.confirm, acting.cancel, acting.ring_again),
    ],
)
def test_by_page_it_is_answered_as_one_that_does_not_exist(night, verb):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    raised = night.raises(ring=("ben",))
    ben.rings()
    before = night.now()
    answers = []
    for escalation in (raised.id, "0" * 32):
        with pytest.raises(NotFound) as refused:
            verb(night.desk, Step(escalation=escalation, person=amara.key))
        answers.append(str(refused.value))
    with pytest.raises(NotFound) as unseen:
        viewing.view(night.desk, raised.id, amara.key)
    assert {*answers} == {str(unseen.value)}
    assert viewing.asked_of(night.desk, amara.key) == []
    assert night.now() == before
    ben.presses("1")


def test_if_nobody_is_left_the_press_is_refused_before_anything_is_stored(night):
    (amara,) = night.puts_on_duty("Amara")
    stands_twice(night, amara, "desk")
    with pytest.raises(NobodyToRing):
        night.raises(ring=("desk",), key="one")
    with night.desk.book.reading() as page:
        assert (page.raised_by("sam"), page.by_key("sam", "one")) == ([], None)
    assert not heard_of(night, amara)


def test_whoever_was_tried_gets_one_text_once_that_it_is_cancelled(night):
    amara, ben, cleo = night.puts_on_duty("Amara", "Ben", "Cleo")
    night.raises()
    amara.rings().and_is_not_answered(times=2)
    ben.rings()
    for _ in range(2):
        night.does(acting.cancel, night.sam)
    ben.is_hung_up()
    night.passes_quietly(3600)
    for phone, times in ((amara, 1), (ben, 1), (cleo, 0)):
        sent = [one.body for one in night.telephone.texts.values() if _to(one, phone)]
        assert ["was cancelled" in body for body in sent].count(True) == times


def test_after_somebody_took_it_they_are_asked_to_check_by_voice(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered(times=2)
    ben.rings().then_presses("1")
    night.does(acting.cancel, night.sam)
    night.passes_quietly(3600)
    last = {
        phone.name: [one.body for one in night.telephone.texts.values() if _to(one, phone)]
        for phone in (amara, ben)
    }
    assert "check with them by voice" in last["Ben"][-1]
    assert "Sam" in last["Ben"][-1]
    # She was told already that she may rest, and is not woken for it.
    assert "You do not need to do anything" in last["Amara"][-1]


def test_whoever_had_it_and_handed_it_back_is_asked_to_check_as_well(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1")
    amara.texts("4")
    ben.rings(within=60)
    night.does(acting.cancel, night.sam)
    night.passes_quietly(60)
    sent = [one.body for one in night.telephone.texts.values() if _to(one, amara)]
    assert "check with them by voice" in sent[-1]
    assert night.now().state is State.CANCELLED


def _to(text, phone):
    return text.attempt.phone == phone.number
