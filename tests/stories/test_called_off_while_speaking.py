"""Called off while the officer who took it listens: all is checked by voice, by the same key."""

from dataclasses import replace
from datetime import timedelta

import pytest
from stories.phone import NUMBER

from service.desk import acting
from service.domain.escalation import State
from service.domain.telling import Moment
from service.web.to_officer import to_officer

HOUR = timedelta(hours=1)


@pytest.fixture
def called_off(taken):
    """Sam has called it off while Amara listens to the number."""
    night, amara, ben, sam = taken
    night.does(acting.cancel, sam)
    return night, amara, ben, sam


def test_what_was_called_off_while_they_listened_is_checked_by_voice_at_the_same_key(called_off):
    night, amara, _, sam = called_off
    amara.presses("1").and_hears("Sam Example has called this off. We are ringing Sam now.")
    amara.and_hears("Please hear by voice that all is well.")
    sam.rings(within=0).answers().and_hears("Amara is ready to talk.").presses("1")
    assert sam.joined
    night.colleague_sees("Cancelled. You and Amara are on a call.")
    night.passes_quietly(31)
    sam.hangs_up()
    amara.is_back().and_hears("This call-out is over. Thank you.")
    night.passes(8 * HOUR)


def test_who_is_not_reached_after_it_was_called_off_is_rung_again_by_a_key(called_off):
    night, amara, _, sam = called_off
    amara.presses("1")
    sam.rings(within=0).is_busy()
    amara.is_back().and_hears("Sam's phone is busy.").and_hears("Sam Example has called this off.")
    amara.and_hears("To be put through to Sam now, press 1.").and_hears(NUMBER)
    amara.presses("1")
    sam.rings(within=0)
    assert night.now().state is State.CANCELLED


def test_silence_or_another_key_says_once_more_whom_to_ring_after_it_was_called_off(called_off):
    night, amara, _, _ = called_off
    amara.presses("4").and_hears("has called this off").and_hears(NUMBER)
    amara.presses("9").and_hears(NUMBER).presses("9")
    assert not amara.heard.listens  # said twice, as every menu
    assert night.now().state is State.CANCELLED


def test_only_who_had_it_is_put_through_after_it_was_called_off(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1").presses("4").presses("4")
    ben.rings(within=0).then_presses("1")
    at = ben.spot
    night.does(acting.cancel, night.sam)
    amara.presses_again("1", at=replace(at, attempt=amara.call.attempt.id))
    assert amara.through is None
    night.is_quiet()


def test_what_they_took_by_page_and_is_over_is_not_taken_again_by_a_key(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().answers()
    night.does(acting.acknowledge, amara)
    night.does(acting.confirm, night.sam)
    amara.presses("1").and_hears("This call-out is over.").and_does_not_hear("You have taken")


def test_the_talk_with_the_one_before_is_not_taken_for_one_with_whoever_has_it_now(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1").presses("1")
    night.sam.rings(within=0).answers().presses("1")
    night.colleague_sees("You and Amara are on a call.")
    night.passes(timedelta(seconds=40))
    night.does(acting.ring_again, night.sam)
    ben.rings(within=0).then_presses("1")
    night.colleague_sees("Ben has your call-out and will ring you on 07700 900123.")
    moment = Moment(at=night.clock.at, clock=str)
    assert to_officer(night.now(), "ben", moment).now == "Ring Sam Example now."
