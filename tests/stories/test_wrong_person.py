"""Somebody says that the phone is not the officer's: an apology, and it is rung no more."""

from datetime import timedelta

import pytest

from service.desk import acting
from service.domain.attempt import Outcome, Purpose
from service.domain.escalation import State

PIN = "2468"


@pytest.fixture
def picked_up(night):
    """A stranger has picked up Amara's phone; she is signed in elsewhere."""
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    return night, amara.rings().answers(), ben


def is_wrong(night, phone):
    with night.desk.book.reading() as page:
        return page.marks(phone.number).prove_again


def test_a_stranger_is_apologised_to_though_the_officer_has_taken_it_by_page(picked_up):
    night, amara, _ = picked_up
    night.does(acting.acknowledge, amara)
    amara.presses("3").and_hears("Sorry. We won't ring this number again").hangs_up()
    amara.and_does_not_hear("You have this", "Sam", "Amara")
    assert is_wrong(night, amara)
    assert night.now().holder.person == "amara"  # The page is hers, whosever the phone is.


def test_with_a_pin_a_stranger_is_asked_for_none_to_say_that_it_is_wrong(picked_up):
    night, amara, _ = picked_up
    with night.desk.book.writing() as page:
        page.set_pin("amara", night.desk.pins.hashed(PIN))
    night.does(acting.acknowledge, amara)
    amara.presses("3").and_hears("Sorry.").and_does_not_hear("digits", "Sam")
    assert is_wrong(night, amara)


def test_a_stranger_is_rung_no_more_though_somebody_else_has_taken_it(picked_up):
    night, amara, ben = picked_up
    night.does(acting.acknowledge, ben)
    amara.presses("3").and_hears("Sorry.").and_does_not_hear("Ben").hangs_up()
    assert is_wrong(night, amara)
    night.does(acting.ring_again, night.sam)
    night.passes_quietly(400)
    assert {call.attempt.name for call in night._rung} == {"Ben Example"}
    night._rung.clear()


def test_a_stranger_cannot_say_that_the_two_have_spoken(picked_up):
    night, amara, _ = picked_up
    night.does(acting.acknowledge, amara)
    amara.presses("3").hangs_up()
    amara.texts(f"3 {night.now().reference}")
    amara.texts(f"4 {night.now().reference}")
    assert night.now().state is State.ACKNOWLEDGED
    night.sam.texts("3")
    assert night.now().state is State.SPOKEN


def test_a_stranger_is_not_texted_whom_to_ring(picked_up):
    night, amara, _ = picked_up
    amara.gets_a_text("Reply 1")
    acting.acknowledge(night.desk, acting.Step(escalation=night.now().id, person="amara"))
    amara.sends("3")  # before the text is sent
    night.passes_quietly(10 * 60)  # past the reminder
    assert night.next_text(amara.number) is None
    waiting = [one for one in night.now().attempts if one.purpose is Purpose.DETAILS]
    assert [one.outcome for one in waiting] == [Outcome.WITHDRAWN]


def test_a_thumb_that_slips_after_their_own_key_is_asked_first(picked_up):
    """The carrier tells late of a key that was pressed at the menu before."""
    night, amara, _ = picked_up
    at = amara.spot
    amara.presses("1").and_hears("You have taken this.")
    amara.presses_again("3", at=at).and_hears("You have this call-out.")
    assert not is_wrong(night, amara)
    night.passes(timedelta(minutes=14))
