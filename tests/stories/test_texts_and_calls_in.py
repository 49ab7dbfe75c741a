"""Texts and calls that come to our number."""

from dataclasses import replace
from datetime import timedelta

from service.desk import acting
from service.desk.ringing_in import rang
from service.desk.texting_in import text_came
from service.domain.escalation import State
from service.domain.people import PhoneNumber

STRANGER = PhoneNumber("+447700900999")


def test_an_officer_takes_it_by_text_and_gets_the_number_in_the_answer(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    assert "Ring Sam Example now on 07700 900123" in amara.texts(" 1. ")
    amara.is_hung_up()
    assert night.now().holder.channel.value == "text"


def test_an_officer_passes_it_on_by_text(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    assert "We will ring the next person" in amara.texts("2")
    amara.is_hung_up()
    ben.rings(within=0).then_presses("1")
    night.passes(timedelta(minutes=14))


def test_words_change_nothing_and_are_answered_once_in_ten_minutes(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    assert "digit alone, and no details" in amara.texts("2 mins, I'll take it")
    assert amara.texts("1 sec") is None
    assert night.now().state is State.OPEN
    amara.and_is_not_answered()
    night.passes_quietly(21 * 60)
    assert "digit alone" in amara.texts("on my way")
    night._rung.clear()


def test_two_call_outs_and_a_bare_digit_asks_which(night):
    (amara,) = night.puts_on_duty("Amara")
    first = night.raises()
    amara.rings().and_is_not_answered()
    second = night.raises()
    amara.rings().and_is_not_answered()
    assert "1 K7Q2" in amara.texts("1")
    assert night.now().state is State.OPEN
    assert second.reference in amara.texts(f"1 {second.reference}")
    assert night.now().state is State.ACKNOWLEDGED
    assert first.reference in amara.texts(f"{first.reference.lower()} 1")


def test_the_second_by_text_hears_who_was_first(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered(times=2)
    ben.rings().then_presses("1")
    assert "Ben has already taken" in amara.texts("1")


def test_yesterdays_thread_cannot_take_todays_call_out(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    old = night.raises()
    amara.rings().then_presses("1")
    night.does(acting.confirm, amara)
    night.raises()
    amara.rings()
    assert "digit alone" in amara.texts(f"1 {old.reference}")
    assert night.now().state is State.OPEN
    amara.presses("1")


def test_either_says_by_text_that_they_have_spoken(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1")
    assert "is closed" in night.sam.texts("3")
    assert night.now().state is State.SPOKEN


def test_a_colleague_raises_by_text_once_for_each_text(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    reply = text_came(night.desk, night.sam.number, "Ring", "same-text")
    assert "We are ringing Amara" in reply
    assert text_came(night.desk, night.sam.number, "Ring", "same-text") is None
    night.settle()
    amara.rings(within=0).then_presses("1")
    assert len(night.escalations) == 1


def test_a_colleague_whom_nobody_could_help_is_given_a_number(night):
    night.puts_on_duty(None)
    assert "020 7946 0999" in night.sam.texts("ring")


def test_a_stranger_is_not_answered_by_text_and_raises_nothing(night):
    night.puts_on_duty("Amara")
    for body in ("ring", "1", "hello"):
        assert text_came(night.desk, STRANGER, body, night.name()) is None
    assert night.escalations == []


def test_an_officer_who_rings_us_is_rung_back_at_once_and_takes_it_there(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered()
    amara.rings_us().and_hears("Press 1, and we will ring you back now.")
    amara.presses_on_the_line_in("1").and_hears("We are ringing you back now.")
    amara.rings(within=0).then_presses("1").and_hears("You have taken this")
    night.passes(timedelta(minutes=14))


def test_nothing_can_be_taken_on_a_call_that_came_in(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    amara.rings_us().presses_on_the_line_in("2").and_hears("Press 1, and we will ring you back")
    assert night.now().state is State.OPEN
    amara.presses("1")


def test_an_officer_with_nothing_waiting_hears_so(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    amara.rings_us().and_hears("Nothing is waiting for you")


def test_anybody_else_hears_who_this_is_and_a_line_to_ring(night):
    heard = " ".join(rang(night.desk, STRANGER).said)
    assert "Harbour Lane's call-out line" in heard
    assert "dial 9 9 9" in heard
    assert "Helpline" in heard
    assert rang(night.desk, None).said == rang(night.desk, STRANGER).said


def test_a_stranger_at_a_wrong_number_can_neither_take_it_nor_be_rung_back(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("3")
    ben.rings(within=0)
    for digit in ("1", "2"):
        assert "Sam" not in (amara.texts(digit) or "")
    amara.rings_us()
    assert not amara.heard.listens
    amara.presses("1").and_hears("Sorry.")
    assert night.now().state is State.OPEN
    ben.presses("1")


def test_whoever_comes_second_hears_who_has_it_whatever_they_reply(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered(times=2)
    ben.rings().then_presses("1")
    for digit in ("1", "2", "3", "4"):
        assert "Ben has already taken" in amara.texts(digit)


def test_a_colleague_who_texts_words_is_asked_for_the_digit(night):
    night.puts_on_duty("Amara")
    assert "digit alone" in night.sam.texts("Ring me please")


def test_ring_twice_is_one_call_out(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.sam.texts("ring")
    amara.rings(within=0)
    assert "We are ringing Amara" in night.sam.texts("ring")
    assert len(night.escalations) == 1
    amara.presses("1")
    assert "Amara has taken" in night.sam.texts("ring")


def test_a_practice_never_stands_before_a_real_one(night):
    (amara,) = night.puts_on_duty("Amara")
    practice = night.raises()
    amara.rings().and_is_not_answered()
    real = night.raises()
    amara.rings().and_is_not_answered()
    practises(night, practice)
    amara.rings_us().and_hears("Press 1, and we will ring you back")
    assert "practice" not in " ".join((*amara.heard.said, *amara.heard.menu))
    assert real.reference in amara.texts("1")
    assert night.now().holder is not None
    assert "PRACTICE" in amara.texts(f"1 {practice.reference}")


def test_of_a_practice_every_answer_says_so(night):
    (amara,) = night.puts_on_duty("Amara")
    practises(night, night.raises())
    amara.rings().and_is_not_answered()
    amara.rings_us().and_hears("This is practice.")
    amara.presses_on_the_line_in("1").and_hears("This is practice.")
    assert "PRACTICE" in amara.texts("2")
    night._rung.clear()


def practises(night, raised):
    """Make a practice of it."""
    with night.desk.book.writing() as page:
        page.save(replace(page.escalation(raised.id), drill=True))


def test_a_digit_from_a_shared_phone_is_theirs_to_whom_the_last_text_went(night):
    amara, *_ = night.puts_on_duty("Amara", "Ben", "Cleo")
    people = dict(night.rota.people)
    people["ben"] = replace(people["ben"], phone=amara.number)
    night._keep(replace(night.rota, people=people))
    night.raises()
    amara.rings().and_is_not_answered()
    amara.texts("2")
    amara.rings(within=60)
    assert "Ring Sam" in amara.texts("1")
    assert night.now().holder.person == "ben"


def test_ring_says_how_it_stands_where_it_is_open_already(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    assert "We are ringing Amara" in night.sam.texts("ring")
    amara.rings(within=0).and_is_not_answered(times=2)
    ben.rings()
    assert "nobody has taken" in night.sam.texts("ring")
    ben.presses("1")
    assert "Ben has taken" in night.sam.texts("ring")
    night.does(acting.ring_again, night.sam)
    night._rung.clear()
    assert "we are ringing again" in night.sam.texts("ring")
    assert len(night.escalations) == 1


def test_ring_from_an_officer_who_is_no_colleague_is_silence(night):
    (amara,) = night.puts_on_duty("Amara")
    assert amara.texts("ring") is None
    assert night.escalations == []


def test_a_stranger_at_a_wrong_number_is_never_texted_whom_to_ring(night):
    """The officer may still take it by page; that does not make the number theirs."""
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("3").gets_a_text("We are ringing you.")
    ben.rings(within=0)
    night.does(acting.acknowledge, amara)
    night.passes(timedelta(minutes=4))
    assert night.next_text(amara.number) is None
    assert "reminded" not in [kind for kind, _ in night.history()]


def test_an_officer_who_rings_for_what_they_have_taken_hears_where_to_find_it(night):
    """Caller ID can be forged: the number itself is not said."""
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1").hangs_up()
    amara.rings_us().and_hears("whom to ring stands on your page and in our text to you.")
    amara.and_does_not_hear("Sam", "0 7 7 0 0")
    ben.rings_us().and_hears("Nothing is waiting for you")
