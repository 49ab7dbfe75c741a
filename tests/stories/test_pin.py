"""An officer who shares a phone may set four digits: nothing of the colleague comes before them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.desk import acting
from service.domain.escalation import State
from service.pins import Pins

PIN, WRONG = "2468", "1357"


@pytest.fixture
def asked(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    with night.desk.book.writing() as page:
        page.set_pin("amara", night.desk.pins.hashed(PIN))
    night.raises()
    amara.rings().then_presses("1").and_hears("Please key in your four digits.")
    return night, amara.and_does_not_hear("Sam", "taken"), ben


def test_the_right_digits_take_it(asked):
    night, amara, _ = asked
    assert night.now().state is State.OPEN
    amara.presses(PIN).and_hears("Thank you, Amara. You have taken this.").and_hears("Sam")
    assert night.now().holder.person == "amara"
    night.passes(timedelta(minutes=14))


def test_wrong_digits_are_asked_for_again_three_times_in_all(asked):
    night, amara, _ = asked
    for _ in range(2):
        amara.presses(WRONG).and_hears("Those were not the right digits.")
        amara.and_hears("again.").and_does_not_hear("Sam")
    amara.presses(WRONG).and_hears("nothing was taken").and_hears("on your page, or by text")
    assert not amara.heard.listens
    assert night.now().state is State.OPEN


def test_the_third_try_may_be_the_right_one(asked):
    night, amara, _ = asked
    amara.presses(WRONG).presses("24").presses(PIN).and_hears("You have taken this.")
    assert night.now().state is State.ACKNOWLEDGED


def test_a_word_that_comes_twice_counts_as_one_try(asked):
    _, amara, _ = asked
    first = amara.spot
    for _ in range(5):
        amara.presses_again(WRONG, at=first)
    amara.presses(WRONG).presses(PIN).and_hears("You have taken this.")


def test_the_next_call_has_three_tries_of_its_own(asked):
    night, amara, _ = asked
    amara.presses(WRONG).presses(WRONG).presses(WRONG).hangs_up()
    amara.rings().then_presses("1").presses(WRONG).presses(PIN)
    assert night.now().holder.person == "amara"


def test_a_text_takes_it_all_the_same(asked):
    night, amara, _ = asked
    amara.presses(WRONG).presses(WRONG).presses(WRONG)
    amara.texts("1")
    assert night.now().holder.person == "amara"


def test_silence_asks_once_more_and_takes_nothing(asked):
    night, amara, _ = asked
    amara.stays_silent()
    assert night.now().state is State.OPEN


def test_whoever_was_first_meanwhile_is_named(asked):
    night, amara, ben = asked
    night.does(acting.acknowledge, ben)
    amara.presses(PIN).and_hears("Ben has already taken this.").and_does_not_hear("Sam")


def test_on_a_call_in_no_pin_is_asked_and_none_counts(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    with night.desk.book.writing() as page:
        page.set_pin("amara", night.desk.pins.hashed(PIN))
    night.raises()
    amara.rings().and_is_not_answered()
    for key in (*WRONG, *WRONG, *WRONG):
        if key != "1":
            amara.rings_us().presses_on_the_line_in(key)
    amara.rings_us().presses_on_the_line_in("1")
    amara.rings(within=0).then_presses("1").presses(PIN).and_hears("You have taken this.")


def test_what_they_have_taken_by_page_is_told_to_nobody_else_on_the_phone(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    with night.desk.book.writing() as page:
        page.set_pin("amara", night.desk.pins.hashed(PIN))
    night.raises()
    amara.rings().answers()
    night.does(acting.acknowledge, amara)
    amara.presses("2").and_hears("Please key in your four digits.")
    amara.presses("1").and_does_not_hear("Sam", "give it back")
    assert night.now().holder.person == "amara"
    amara.presses(PIN).and_hears("Sam").presses("4").presses("4")
    assert night.now().state is State.OPEN
    night._rung.clear()


def test_after_a_change_of_keys_the_same_digits_take_it_and_the_old_key_is_let_go(asked):
    night, amara, _ = asked
    old = night.desk.pins
    night.desk = replace(night.desk, pins=Pins("a new key", older=(old.secret,)))
    amara.presses(WRONG)
    assert night.desk.pins.is_new(kept(night)) is False
    amara.presses(PIN).and_hears("You have taken this.")
    assert night.desk.pins.is_new(kept(night))
    assert Pins("a new key").fits(PIN, kept(night))
    assert not old.fits(PIN, kept(night))


def test_a_pin_that_was_changed_meanwhile_stays_as_it_was_changed(asked):
    night, *_ = asked
    pins = Pins("a new key", older=(night.desk.pins.secret,))
    was, other = kept(night), pins.hashed("8642")
    with night.desk.book.writing() as page:
        page.set_pin("amara", other)
    with night.desk.book.writing() as page:
        page.renew_pin("amara", was, pins.hashed(PIN))
    assert kept(night) == other


def test_with_one_key_nothing_is_hashed_anew(asked):
    night, amara, _ = asked
    was = kept(night)
    amara.presses(PIN).and_hears("You have taken this.")
    assert kept(night) == was


def kept(night):
    with night.desk.book.reading() as page:
        return page.pins()["amara"]


class Counting(Pins):
    """Counts how often digits are looked at at all."""

    looked = 0

    def fits(self, digits, hashed):
        Counting.looked += 1
        return digits == hashed


@pytest.fixture
def watched(asked, monkeypatch):
    night, amara, ben = asked
    night.desk = replace(night.desk, pins=Counting())
    monkeypatch.setattr(Counting, "looked", 0)
    with night.desk.book.writing() as page:
        page.set_pin("amara", PIN)
    return night, amara, ben


def test_five_wrong_in_an_hour_and_no_more_are_looked_at(watched):
    night, amara, ben = watched
    amara.presses(WRONG).presses(WRONG).presses(WRONG).hangs_up()
    amara.rings().then_presses("1").presses(WRONG).presses(WRONG)
    amara.presses(PIN).and_hears("too often in the last hour").and_hears("or by text")
    assert not amara.heard.listens
    amara.hangs_up()
    assert Counting.looked == 5
    # Nobody waits for it: the next person is rung as they would be, and takes it.
    ben.rings().then_presses("1")
    assert night.now().holder.person == "ben"


def test_it_is_said_before_any_digits_are_keyed_in_and_page_and_text_stay_open(watched):
    night, amara, ben = watched
    amara.presses(WRONG).presses(WRONG).presses(WRONG).hangs_up()
    amara.rings().then_presses("1").presses(WRONG).presses(WRONG).hangs_up()
    ben.rings().and_is_not_answered(times=2)
    amara.rings().then_presses("1").and_hears("too often").and_does_not_hear("Sam", "digits again")
    amara.texts("1")
    assert night.now().holder.person == "amara"
    night._rung.clear()  # everybody's round


def test_after_an_hour_their_own_digits_take_it_again(watched):
    night, amara, _ = watched
    first = amara.spot
    for nth in range(1, 6):
        amara.presses_again(WRONG, at=replace(first, count=nth))
    amara.presses_again(PIN, at=replace(first, count=6)).and_hears("too often")
    night.clock.at += timedelta(minutes=60)
    amara.presses_again(PIN, at=replace(first, count=6)).and_hears("You have taken this.")
    assert night.now().holder.person == "amara"
    night._rung.clear()


def test_right_digits_do_not_count(watched):
    _, amara, _ = watched
    first = amara.spot
    for nth in range(1, 9):
        amara.presses_again(PIN, at=replace(first, count=nth)).and_hears("Sam")
