"""From the button to a person: the whole of an ordinary night."""

from datetime import timedelta

import pytest

from service.desk import acting
from service.domain.escalation import State
from service.domain.ladder import RungPace
from service.domain.refusals import NobodyToRing, NotFound

HOURS = timedelta(hours=1)
#: What was taken, and of which nobody says that the two have spoken, is rung on after 15 minutes.
BEFORE_IT_RESUMES = timedelta(minutes=14)


def test_the_deputy_takes_it_when_the_officer_sleeps_through(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")

    night.raises()
    amara.rings().and_is_not_answered(times=2)

    ben.rings().then_presses("1").and_hears("Or ring Sam Example now, on 0 7 7 0 0.")
    night.colleague_sees("Ben has your call-out and will ring you on 07700 900123.")

    night.passes(BEFORE_IT_RESUMES)


def test_officer_twice_deputy_in_mailbox_second_deputy_takes_it_and_they_speak(night):
    amara, ben, cora = night.puts_on_duty("Amara", "Ben", "Cora")

    night.raises()
    amara.rings().and_is_not_answered(times=2)
    ben.rings().stays_silent()
    ben.rings().stays_silent()
    cora.rings().then_presses("1").and_hears("Thank you, Cora. You have taken this.")

    night.sam.gets_a_text("Amara has not taken it. We are ringing Ben.")
    night.sam.gets_a_text("Ben has not taken it. We are ringing Cora.")
    night.sam.gets_a_text("Cora has taken your call-out")
    amara.gets_a_text("Reply 1 to take it").gets_a_text("Cora has taken")
    ben.gets_a_text("Reply 1 to take it").gets_a_text("Cora has taken")
    cora.gets_a_text("Reply 1 to take it").gets_a_text("Ring Sam Example now on 07700 900123")
    assert night.texts_left() == []

    night.does(acting.confirm, night.sam)
    assert night.now().state is State.SPOKEN
    night.passes(8 * HOURS)


def test_nobody_answers_and_it_never_gives_up(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered(times=2)
    ben.rings().and_is_not_answered(times=2)
    amara.rings()
    ben.rings().and_is_not_answered()
    amara.and_is_not_answered()
    night.sam.gets_a_text("We are ringing Ben").gets_a_text("nobody has taken")
    night.colleague_sees("Nobody has answered yet. We keep ringing.")
    amara.rings().then_presses("1")
    assert ("round", None) in night.history()
    night.passes(BEFORE_IT_RESUMES)


def test_while_two_phones_ring_the_first_key_takes_it_and_the_other_ring_ends(night):
    quick = RungPace(before_next=timedelta(seconds=5))
    amara, ben = night.puts_on_duty("Amara", "Ben", pace=quick)
    night.raises()
    amara.rings()
    ben.rings()
    amara.presses("1")
    ben.is_hung_up().gets_a_text("Reply 1").gets_a_text("Amara has taken")
    night.passes(BEFORE_IT_RESUMES)


def test_whoever_presses_second_hears_who_has_it(night):
    quick = RungPace(before_next=timedelta(seconds=5))
    amara, ben = night.puts_on_duty("Amara", "Ben", pace=quick)
    night.raises()
    amara.rings().answers()
    ben.rings().answers()
    amara.presses("1")
    ben.presses("1").and_hears("Amara has already taken this.")
    assert night.now().holder.name == "Amara Example"


def test_a_call_answered_after_it_was_taken_says_so(night):
    quick = RungPace(before_next=timedelta(seconds=5))
    amara, ben = night.puts_on_duty("Amara", "Ben", pace=quick)
    night.raises()
    ben_waits = amara.rings()
    ben.rings()
    amara.texts("1")
    ben.answers().and_hears("Amara has already taken this.")
    assert ben_waits is amara


def test_passing_it_on_rings_the_next_person_now(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("2").and_hears("We will ring the next person.")
    ben.rings(within=1).then_presses("1")
    night.passes(BEFORE_IT_RESUMES)


def test_a_wrong_person_is_apologised_to_and_never_rung_again(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("3").and_hears("Sorry. We won't ring this number again")
    ben.rings(within=1).and_is_not_answered(times=2)
    ben.rings().then_presses("1")
    night.passes(BEFORE_IT_RESUMES)


def test_star_says_it_again_and_another_key_repeats_the_menu(night):
    (amara,) = night.puts_on_duty("Amara")
    night.raises()
    amara.rings().then_presses("*").and_hears("press 1").then_presses("7").and_hears("press 1")
    amara.presses("1")


def test_an_empty_rung_is_skipped_at_once_and_said_so(night):
    (ben,) = night.puts_on_duty(None, "Ben")
    night.raises()
    ben.rings(within=0).then_presses("1")
    assert ("nobody_on_duty", "Safeguarding officer") in night.history()


def test_a_line_that_fails_moves_on_at_once(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().fails()
    ben.rings(within=0).then_presses("1")


def test_somebody_busy_is_rung_again_in_a_moment(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().is_busy()
    amara.rings(within=15).then_presses("1")


def test_earlier_people_can_still_take_it(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered(times=2)
    ben.rings()
    assert amara.texts("1") is not None
    ben.is_hung_up()
    night.colleague_sees("Amara has your call-out")


def test_handed_back_ringing_goes_on_at_the_next_person(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1")
    assert "You no longer have" in amara.texts("4")
    ben.rings(within=0).then_presses("1")
    night.does(acting.confirm, amara)
    assert night.now().state is State.SPOKEN


def test_i_still_need_someone_rings_the_next_person(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1")
    night.does(acting.ring_again, night.sam)
    ben.rings(within=0).then_presses("1")


def test_ring_again_never_adds_somebody_who_was_not_chosen(night):
    amara, _, cora = night.puts_on_duty("Amara", "Ben", "Cora")
    night.raises(ring=("amara", "cora"))
    amara.rings().and_is_not_answered()
    night.does(acting.ring_again, night.sam)
    amara.rings(within=0).and_is_not_answered(times=2)
    cora.rings().then_presses("1")
    night.passes(BEFORE_IT_RESUMES)


def test_called_off_every_phone_goes_quiet_and_whoever_was_tried_is_told(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    night.does(acting.cancel, night.sam)
    amara.is_hung_up().gets_a_text("Reply 1").gets_a_text("was cancelled")
    night.passes(8 * HOURS)


def test_the_raiser_is_never_rung(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises(amara)
    ben.rings(within=0).then_presses("1")
    night.passes(BEFORE_IT_RESUMES)


def test_a_house_where_only_the_raiser_could_be_rung_refuses_the_press(night):
    (amara,) = night.puts_on_duty("Amara")
    with pytest.raises(NobodyToRing):
        night.raises(amara)
    assert night.escalations == []


def test_whoever_was_not_chosen_never_learns_of_it(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    quiet = ben.texts("1")
    night.clock.at += 2 * HOURS
    night.raises(ring=("amara",))
    amara.rings()
    with pytest.raises(NotFound):
        night.does(acting.acknowledge, ben)
    assert ben.texts("1") == quiet
    ben.rings_us().and_hears("Nothing is waiting for you")
    amara.presses("1")


def test_two_escalations_ring_one_phone_one_after_the_other(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    night.raises(ben)
    night.passes(timedelta(seconds=10))
    amara.and_is_not_answered()
    amara.rings(within=3).then_presses("1")
    assert night.now().raiser.person == "ben"


def test_the_colleague_is_told_nothing_untrue_of_who_passed_it_on_or_of_nobody(night):
    amara, ben = night.puts_on_duty(None, "Amara", "Ben")
    night.raises()
    assert night.next_text(night.sam.number) is None  # Nobody was there to have not taken it.
    amara.rings(within=0).then_presses("2")
    ben.rings(within=0)
    night.sam.gets_a_text("Amara has not taken it. We are ringing Ben.")
    ben.presses("1")
