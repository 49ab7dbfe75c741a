"""STOP ends texts to one number, and nothing else. A landline is never texted at all."""

from dataclasses import replace

import pytest

from service.desk import hearing, texting_in
from service.desk.texting_in import text_came
from service.domain.attempt import Failure
from service.domain.escalation import State
from service.domain.ladder import Channel, RungPace
from service.domain.people import PhoneNumber
from service.ports import Refused

STRANGER = PhoneNumber("+447700900999")
LANDLINE = PhoneNumber("+442079460111")
TEXTS_ONLY = RungPace(channels=(Channel.TEXT,))


def off(night, number):
    with night.desk.book.reading() as page:
        return page.marks(number).texts_off


def test_stop_ends_texts_to_that_number_and_calls_go_on(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    assert amara.texts("STOP") is None
    night.raises()
    amara.rings(within=0).and_is_not_answered(times=2)
    ben.rings().gets_a_text("Reply 1").then_presses("1")
    assert night.next_text(amara.number) is None
    night.sam.gets_a_text("Amara has not taken it").gets_a_text("Or ring 020 7946 0999.")


def test_stop_changes_nothing_of_an_open_call_out(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().gets_a_text("Reply 1")
    assert amara.texts("Stop.") is None
    assert night.now().state is State.OPEN
    assert amara.presses("1").and_hears("You have taken this")
    assert night.next_text(amara.number) is None


def test_start_turns_them_on_again(night):
    (amara,) = night.puts_on_duty("Amara")
    amara.texts("stop")
    assert "texts to you are on again" in amara.texts("start")
    night.raises()
    amara.rings(within=0).gets_a_text("Reply 1").then_presses("1")


def test_a_reply_that_the_carrier_would_block_is_not_tried_and_still_counts(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    amara.texts("unsubscribe")
    assert amara.texts("on my way") is None
    assert amara.texts("1") is None
    assert night.now().holder.name == "Amara Example"
    amara.rings(within=1)  # to be told whom to ring


def test_a_colleague_who_stopped_texts_can_raise_by_text_and_is_texted_nothing(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.sam.texts("quit")
    assert night.sam.texts("ring") is None
    amara.rings(within=0).then_presses("1")
    assert night.next_text(night.sam.number) is None


def test_yes_is_start_only_where_texts_are_off(night):
    (amara,) = night.puts_on_duty("Amara")
    assert "digit alone" in amara.texts("Yes")
    amara.texts("STOP")
    assert "on again" in amara.texts("Yes")
    assert not off(night, amara.number)


def test_what_the_carrier_took_for_stop_is_stop_in_any_words(night):
    (amara,) = night.puts_on_duty("Amara")
    assert text_came(night.desk, amara.number, "ARRET", night.name(), opt_out="STOP") is None
    assert off(night, amara.number)
    said = text_came(night.desk, amara.number, "go on", night.name(), opt_out="START")
    assert "on again" in said
    assert not off(night, amara.number)


def test_the_number_of_a_stranger_who_texts_stop_is_not_kept(night):
    night.puts_on_duty("Amara")
    for word in ("STOP", "START"):
        assert text_came(night.desk, STRANGER, word, night.name()) is None
    with night.desk.book.reading() as page:
        assert page.marked() == {}


def test_stop_keeps_what_else_is_known_of_the_number(night):
    (amara,) = night.puts_on_duty("Amara")
    with night.desk.book.writing() as page:
        page.mark(amara.number, replace(page.marks(amara.number), prove_again=True))
    amara.texts("STOP")
    amara.texts("START")
    with night.desk.book.reading() as page:
        assert page.marks(amara.number).prove_again


def test_a_text_that_the_carrier_refuses_for_their_stop_turns_texts_off(night):
    amara, ben = night.puts_on_duty("Amara", "Ben", pace=TEXTS_ONLY)
    night.telephone.fails_next(Refused(21610, stopped=True))
    night.raises()
    assert off(night, amara.number)
    assert not off(night, ben.number)
    assert "Reply 1" in night.next_text(ben.number)  # The next person is tried at once.


def test_a_text_that_is_refused_for_another_reason_turns_nothing_off(night):
    amara, _ = night.puts_on_duty("Amara", "Ben", pace=TEXTS_ONLY)
    night.telephone.fails_next(Refused(21614))
    night.raises()
    assert not off(night, amara.number)


def test_a_text_that_is_blocked_on_its_way_turns_texts_off_and_the_next_is_tried_now(night):
    amara, ben = night.puts_on_duty("Amara", "Ben", pace=TEXTS_ONLY)
    night.raises()
    amara.gets_a_text("Reply 1")
    (sent,) = night.telephone.texts.values()
    hearing.text_told(night.desk, sent.attempt.id, night.name(), Failure.PERSON, stopped=True)
    night.settle()
    assert off(night, amara.number)
    ben.gets_a_text("Reply 1")


@pytest.mark.parametrize("failure", list(Failure)[:2])
def test_a_text_that_does_not_arrive_moves_on_at_once(night, failure):
    amara, ben = night.puts_on_duty("Amara", "Ben", pace=TEXTS_ONLY)
    night.raises()
    amara.gets_a_text("Reply 1")
    (sent,) = night.telephone.texts.values()
    hearing.text_told(night.desk, sent.attempt.id, night.name(), failure)
    night.settle()
    assert not off(night, amara.number)
    ben.gets_a_text("Reply 1")


def test_where_texts_are_off_the_next_person_is_tried_at_once(night):
    amara, ben = night.puts_on_duty("Amara", "Ben", pace=TEXTS_ONLY)
    amara.texts("STOP")
    night.raises()
    ben.gets_a_text("Reply 1")
    assert ("ended", "Amara Example") in night.history()


def test_nobody_has_what_was_never_sent(night):
    (amara,) = night.puts_on_duty("Amara", pace=TEXTS_ONLY)
    amara.texts("STOP")
    raised = night.raises()
    (attempt,) = night.now().offers()
    assert (attempt.dialled_at, attempt.tried) == (None, False)
    amara.texts(f"1 {raised.reference}")
    assert night.now().state is State.OPEN


def lives_by_a_landline(night, who):
    people = dict(night.rota.people)
    people[who.key] = replace(people[who.key], phone=LANDLINE)
    night._keep(replace(night.rota, people=people))
    who.number = LANDLINE


def test_a_landline_is_rung_and_never_texted_whatever_the_rota_says(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    lives_by_a_landline(night, amara)
    night.raises()
    amara.rings(within=0).then_presses("1").and_hears("You have taken this")
    night.passes_quietly(14 * 60)  # Past the reminder.
    assert {one.attempt.phone for one in night.telephone.texts.values()} == {night.sam.number}


def test_a_colleague_by_a_landline_is_told_nothing_by_text(night):
    (amara,) = night.puts_on_duty("Amara")
    lives_by_a_landline(night, night.sam)
    night.raises()
    amara.rings(within=0).gets_a_text("Reply 1").then_presses("1")
    assert LANDLINE not in {one.attempt.phone for one in night.telephone.texts.values()}


def test_a_landline_that_stands_alone_on_a_rung_of_texts_is_passed_over_at_once(night):
    amara, ben = night.puts_on_duty("Amara", "Ben", pace=TEXTS_ONLY)
    lives_by_a_landline(night, amara)
    night.raises()
    ben.gets_a_text("Reply 1")


@pytest.fixture
def taken_by_text(night):
    """Amara's texts are off. She takes it by text, which we cannot answer."""
    amara, ben = night.puts_on_duty("Amara", "Ben")
    amara.texts("STOP")
    night.raises()
    amara.rings()
    assert amara.texts("1") is None
    return night, amara, ben


def test_who_takes_it_by_text_and_cannot_be_texted_is_rung_with_the_number(taken_by_text):
    night, amara, _ = taken_by_text
    amara.is_hung_up().rings(within=1).answers()
    amara.and_hears("You have taken a call-out. To hear whom to ring, press 1.")
    amara.and_does_not_hear("Sam", "To take this")  # A mailbox may have answered.
    amara.presses("1").and_hears("To be put through to Sam now").and_hears("0 7 7 0 0.")
    amara.hangs_up()
    night.passes_quietly(14 * 60)
    night.is_quiet()


def test_who_misses_that_ring_is_rung_once_more_when_they_would_be_reminded(taken_by_text):
    night, amara, _ = taken_by_text
    amara.rings(within=1).and_is_not_answered()
    amara.rings(within=181).answers().presses("1").and_hears("put through to Sam").hangs_up()
    night.passes_quietly(10 * 60)
    night.is_quiet()


def test_a_stranger_who_hears_that_ring_can_say_so(taken_by_text):
    night, amara, _ = taken_by_text
    amara.rings(within=1).presses("3").and_hears("Sorry.").hangs_up()
    night.passes_quietly(10 * 60)
    night.is_quiet()


def test_that_ring_does_not_come_once_it_is_given_back(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    amara.texts("STOP")
    raised = night.raises()
    amara.rings()
    texting_in.text_came(night.desk, amara.number, "1", "first")
    amara.texts(f"4 {raised.reference}")
    ben.rings(within=0).then_presses("1")
    night.passes_quietly(60)
    night.is_quiet()


def test_who_took_it_by_a_key_is_not_rung_again_though_texts_are_off(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    amara.texts("STOP")
    night.raises()
    amara.rings().then_presses("1").hangs_up()
    night.passes_quietly(14 * 60)
    night.is_quiet()


def test_where_texts_are_off_no_round_tries_one_again(night):
    (amara,) = night.puts_on_duty("Amara")
    amara.texts("STOP")
    night.raises()
    night.passes_quietly(3 * 600)
    night._rung.clear()
    assert night.now().climb.round > 2
    tried = [one for one in night.now().offers() if one.channel is Channel.TEXT]
    assert len(tried) == 1
