"""Taken is not the end: reminders, questions, and ringing that resumes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.desk import acting
from service.desk.acting import Step
from service.domain.escalation import State
from service.domain.refusals import NotYours

MINUTE = timedelta(minutes=1)


@pytest.fixture
def taken(night):
    """Amara has taken it; Ben and Cora come after her."""
    amara, ben, cora = night.puts_on_duty("Amara", "Ben", "Cora")
    night.raises()
    amara.rings().then_presses("1").hangs_up()
    for phone in (amara, amara, night.sam):
        phone.gets_a_text("Harbour Lane")
    assert night.texts_left() == []
    return night, amara, ben, cora


def test_taken_forgotten_resumed_spoken(taken):
    night, amara, ben, _ = taken
    night.passes(3 * MINUTE)
    amara.gets_a_text("Sam Example")
    assert night.texts_left() == []
    night.passes(3 * MINUTE)
    night.sam.gets_a_text("Amara")
    ben.rings(within=9 * 60)
    assert night.clock.at - night.now().raised_at == 15 * MINUTE
    amara.gets_a_text("next person")
    night.sam.gets_a_text("ringing")
    night.colleague_sees("Ringing Ben.")
    ben.presses("1")
    night.does(acting.confirm, amara)
    assert night.now().state is State.SPOKEN
    kinds = [kind for kind, _ in night.history()]
    assert [one for one in kinds if one in ("reminded", "asked", "resumed", "spoken")] == [
        "reminded",
        "asked",
        "resumed",
        "spoken",
    ]


def test_i_still_need_someone_rings_the_next_person_at_once(taken):
    night, amara, ben, _ = taken
    night.does(acting.ring_again, night.sam)
    ben.rings(within=0)
    amara.gets_a_text("next person")
    night.sam.gets_a_text("ringing")


def test_handed_back_by_text_the_next_person_is_rung_and_the_colleague_is_told(taken):
    night, amara, ben, cora = taken
    assert "no longer have" in amara.texts("4")
    ben.rings(within=0).and_is_not_answered(times=2)
    night.sam.gets_a_text("Amara")
    cora.rings()


def test_the_officer_confirms_by_text_and_nobody_is_rung_again(taken):
    night, amara, _, _ = taken
    assert "is closed" in amara.texts("3")
    assert night.now().state is State.SPOKEN
    night.passes(timedelta(hours=8))
    assert night.texts_left() == []


def test_the_colleague_confirms_by_text(taken):
    night, _, _, _ = taken
    assert "is closed" in night.sam.texts("3")
    assert night.now().state is State.SPOKEN


def test_whoever_never_had_it_cannot_confirm(taken):
    night, _, ben, _ = taken
    with pytest.raises(NotYours):
        night.does(acting.confirm, ben)


def test_the_text_that_asks_is_not_sent_once_they_have_spoken(taken):
    night, _, _, _ = taken
    night.passes(2 * MINUTE)
    night.does(acting.confirm, night.sam)
    night.passes(timedelta(hours=30))
    assert night.texts_left() == []


# A day of ringing holds a hundred calls, which are read at each step of it: half a minute for
# each book. What the books hold is the same as on any other night.
@pytest.mark.parametrize("book_url", ["sqlite"], indirect=True)
def test_what_is_still_open_after_a_day_is_asked_about_once_a_day(night):
    (amara,) = night.puts_on_duty("Amara")
    night.raises()
    night.passes_quietly(25 * 3600)
    night._rung.clear()
    daily = [body for body in night.texts_left() if "still open" in body]
    assert len(daily) == 2  # one to the officer, one to the colleague
    assert amara.texts("1").startswith("Harbour Lane: you have taken")
    night._rung.clear()


def test_after_it_was_called_off_the_officer_who_had_it_is_asked_to_check(taken):
    night, amara, ben, _ = taken
    night.does(acting.cancel, night.sam)
    amara.gets_a_text("check with them by voice")
    night.passes(timedelta(hours=8))
    assert night.texts_left() == []
    assert ben.call is None


def test_the_others_are_told_that_they_may_rest_however_soon_the_two_have_spoken(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered(times=2)
    ben.rings()
    step = Step(escalation=night.now().id, person=ben.key)
    acting.acknowledge(night.desk, step)
    acting.confirm(night.desk, step)
    night.settle()
    amara.gets_a_text("We are ringing you.").gets_a_text("You do not need to do anything.")
    assert not [body for body in night.texts_left() if "do not need" in body]


def test_whoever_had_it_is_asked_after_a_day_for_nothing_but_digits_that_count(taken):
    night, amara, _, _ = taken
    amara.hangs_up()
    night.passes_quietly(20 * 60)  # ringing goes on at Ben
    night.clock.at += timedelta(hours=24, seconds=-60)  # as if nobody had looked meanwhile
    night.passes_quietly(20 * 60)
    night._rung.clear()
    asked = [
        body for number, body in night._texts if number == amara.number and "still open" in body
    ]
    assert asked
    assert not [body for body in asked if "Reply 4" in body]
    assert "you have taken" in amara.texts("1")
    night._rung.clear()


def test_whoever_never_had_it_is_not_asked_once_somebody_has_it(night):
    """Ben was tried and never took it; after a day Amara has it."""
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    night.clock.at += timedelta(hours=24, seconds=-60)  # as if nobody had looked meanwhile
    night.passes_quietly(1)
    night._rung.clear()
    amara.texts("1")
    night.passes_quietly(120)
    asked = [number for number, body in night._texts if "is still open" in body]
    assert {*asked} == {amara.number, night.sam.number}


def test_whoever_had_it_is_told_no_digit_to_take_what_somebody_has_by_then(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1").presses("4").presses("4").hangs_up()
    night.clock.at += timedelta(hours=24, seconds=-60)  # as if nobody had looked meanwhile
    night.passes_quietly(1)
    night._rung.clear()
    ben.texts("1")
    night.passes_quietly(120)
    (asked,) = [body for number, body in night._texts if number == amara.number and "open" in body]
    assert "Reply 3 if you have spoken." in asked
    assert "reply 1" not in asked


def test_two_on_one_number_confirm_for_the_one_of_them_who_had_it(night):
    """The last text to their number was for the other one, who never had it."""
    amara, _ = night.puts_on_duty("Amara", "Ben")
    people = night.rota.people
    ben = replace(people["ben"], phone=amara.number)
    night._keep(replace(night.rota, people={**people, "ben": ben}))
    night.raises()
    amara.rings().and_is_not_answered(times=2)
    amara.rings().then_presses("1").hangs_up()
    assert night.now().holder.person == "amara"
    night.does(acting.ring_again, night.sam)
    assert "is closed" in amara.texts("3")
    assert night.now().state is State.SPOKEN
    night._rung.clear()
