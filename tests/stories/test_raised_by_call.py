"""A colleague who rings our number, with no data connection at all."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import pytest

from service.desk import acting
from service.desk.ringing_in import pressed, rang
from service.domain.escalation import State
from service.domain.people import PhoneNumber, Role
from service.domain.words import Menu
from service.ports import Book, Page

STRANGER = PhoneNumber("+447700900999")


def test_a_colleague_raises_with_one_key_and_hears_what_happens_next(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    sam = night.sam.rings_us().and_hears("Harbour Lane's call-out line").and_hears("dial 9 9 9")
    assert night.escalations == []
    sam.presses_on_the_line_in("1").and_hears("We are ringing Amara now")
    sam.and_hears("0 7 7 0 0. 9 0 0. 1 2 3.").and_hears("Helpline")
    assert not sam.heard.listens
    amara.rings(within=0).then_presses("1").and_hears("You have taken this")
    assert night.now().raiser.person == "sam"


def test_a_key_that_the_carrier_tells_of_twice_raises_once(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    sam = night.sam.rings_us().presses_on_the_line_in("1", told_twice=True)
    sam.and_hears("We are ringing Amara now")
    amara.rings(within=0).then_presses("1")
    assert len(night.escalations) == 1


def test_a_key_that_is_told_of_long_after_raises_no_other(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    sam = night.sam.rings_us().presses_on_the_line_in("1")
    amara.rings(within=0).then_presses("1")
    night.does(acting.confirm, amara)
    late = {"asked": Menu.CALLER, "call": "Sam:1"}
    said = pressed(night.desk, sam.number, "1", 1, **late)
    assert "This is closed" in " ".join(said.said)
    assert len(night.escalations) == 1


def test_what_was_raised_by_page_meanwhile_is_not_raised_again(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    sam = night.sam.rings_us().and_hears("To have an officer ring you, press 1")
    night.raises()
    sam.presses_on_the_line_in("1").and_hears("We are ringing Amara now")
    amara.rings(within=0).then_presses("1")
    assert len(night.escalations) == 1


def test_the_menu_is_said_twice_and_any_other_key_repeats_it(night):
    night.puts_on_duty("Amara")
    sam = night.sam.rings_us()
    first = sam.heard
    sam.presses_on_the_line_in("9")
    assert (sam.heard.menu, sam.heard.turn) == (first.menu, 2)
    sam.presses_on_the_line_in("9")
    assert sam.heard.menu == ()
    assert rang(night.desk, sam.number, turn=2, asked=Menu.CALLER).menu == first.menu
    assert rang(night.desk, sam.number, turn=3, asked=Menu.CALLER).menu == ()


def test_where_nobody_can_be_rung_the_outside_line_is_told_and_nothing_is_stored(night):
    night.puts_on_duty(None)
    sam = night.sam.rings_us().presses_on_the_line_in("1")
    sam.and_hears("nothing was started").and_hears("Helpline, on 0 2 0 7 9. 4 6 0. 9 9 9.")
    with night.desk.book.reading() as page:
        assert page.raised_by("sam") == []


def test_with_one_open_they_hear_the_present_sentence_and_may_ring_again(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    sam = night.sam.rings_us().and_hears("Amara").and_hears("To start again")
    assert "press 1" not in " ".join(sam.heard.menu)
    amara.and_is_not_answered(times=2)
    ben.rings()
    sam.rings_us().presses_on_the_line_in("2").and_hears("We are ringing again now")
    ben.and_is_not_answered()
    amara.rings(within=0)
    assert night.now().climb.number == 2
    amara.presses("1")


def test_before_anybody_had_it_nobody_can_have_spoken(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    night.sam.rings_us().presses_on_the_line_in("1").and_hears("We go on ringing")
    assert night.now().state is State.OPEN
    amara.presses("1")


def test_whoever_has_it_is_named_with_the_number_digit_by_digit_and_it_can_be_closed(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1")
    sam = night.sam.rings_us().and_hears("Amara").and_hears("9 9 9")
    assert "07700" not in " ".join(sam.heard.menu)
    sam.and_hears("If you have spoken with Amara, press 1")
    sam.presses_on_the_line_in("1").and_hears("This is closed")
    assert night.now().state is State.SPOKEN


def test_still_needing_someone_rings_the_next_person_once_however_often_it_is_told(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1")
    sam = night.sam.rings_us().presses_on_the_line_in("2", told_twice=True)
    sam.and_hears("We are ringing again now")
    ben.rings(within=0)
    assert night.now().climb.number == 2
    sam.rings_us().and_hears("If you have spoken with Amara, press 1")
    sam.presses_on_the_line_in("1").and_hears("This is closed")
    ben.is_hung_up()


def test_a_key_for_one_that_has_ended_meanwhile_raises_nothing(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1")
    sam = night.sam.rings_us().and_hears("press 1")
    night.does(acting.confirm, amara)
    sam.presses_on_the_line_in("1").and_hears("This is closed")
    assert len(night.escalations) == 1
    # And whoever still needs someone is offered to raise another.
    said = pressed(night.desk, sam.number, "2", 1, asked=Menu.STANDING)
    assert said.at is Menu.CALLER


def test_of_two_open_ones_a_key_told_of_twice_closes_one(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    first = night.raises()
    amara.rings()
    night.does(acting.acknowledge, amara)
    night.passes_quietly(1)
    night.raises()
    amara.rings()
    night.does(acting.acknowledge, amara)
    night.sam.rings_us().presses_on_the_line_in("1", told_twice=True).and_hears("is closed")
    with night.desk.book.reading() as page:
        assert [one.id for one in page.raised_by("sam")] == [first.id]


def test_nobody_being_reached_they_are_given_a_number(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    assert "Helpline" not in " ".join(night.sam.rings_us().heard.menu)
    amara.presses("3")
    night.next_ring(0)
    night.passes_quietly(400)
    night._rung.clear()
    night.sam.rings_us().and_hears("Helpline, on 0 2 0 7 9. 4 6 0. 9 9 9.")


def test_an_officer_who_may_raise_too_is_rung_back_first_and_may_go_on_to_raise(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    people = dict(night.rota.people)
    people["amara"] = replace(people["amara"], roles=frozenset({Role.OFFICER, Role.STAFF}))
    night._keep(replace(night.rota, people=people))
    amara.rings_us().and_hears("To have an officer ring you, press 1")
    night.raises()
    amara.rings().and_is_not_answered()
    amara.rings_us().and_hears("we will ring you back now").and_hears("press 2")
    amara.presses_on_the_line_in("2").and_hears("To have an officer ring you, press 1")
    amara.presses_on_the_line_in("1").and_hears("We are ringing Ben now")
    ben.rings(within=0).then_presses("1")
    assert night.now().raiser.person == "amara"
    amara.rings(within=60).then_presses("1")


def test_only_a_colleague_may_go_on_to_raise(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered()
    amara.rings_us().presses_on_the_line_in("2").and_hears("Press 1, and we will ring you back")
    assert "press 2" not in " ".join(amara.heard.menu)


@pytest.mark.parametrize("asked", [Menu.CALLER, Menu.STANDING])
@pytest.mark.parametrize("key", ["1", "2"])
def test_no_key_of_a_stranger_does_anything(night, asked, key):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    said = pressed(night.desk, STRANGER, key, 1, asked=asked, call="a call")
    assert "call-out line" in " ".join(said.said)
    assert (night.now().state, night.now().climb.number) == (State.OPEN, 1)
    assert len(night.escalations) == 1
    amara.presses("1")


def test_a_call_that_was_asked_back_is_not_made_twice(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered()
    amara.rings_us().presses_on_the_line_in("1", told_twice=True)
    amara.rings(within=0).then_presses("1")
    night.is_quiet()


def test_of_several_that_wait_the_oldest_is_rung_back_first(night):
    (amara,) = night.puts_on_duty("Amara")
    first = night.raises()
    amara.rings().and_is_not_answered()
    night.raises()
    amara.rings().and_is_not_answered()
    amara.rings_us().presses_on_the_line_in("1")
    amara.rings(within=0)
    with night.desk.book.reading() as page:
        assert page.of_attempt(amara.call.attempt.id).id == first.id
    amara.presses("1")


@dataclass
class Overtaken:
    """A book in which something is written just before whoever came first writes."""

    book: Book
    first: Callable[[], object]

    def reading(self) -> AbstractContextManager[Page]:
        return self.book.reading()

    def writing(self) -> AbstractContextManager[Page]:
        first, self.first = self.first, lambda: None
        first()
        return self.book.writing()


@pytest.mark.parametrize("ends", [acting.confirm, acting.cancel])
@pytest.mark.parametrize("key", ["1", "2"])
def test_what_is_closed_while_they_press_is_no_error(night, ends, key):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().then_presses("1").hangs_up()
    night.sam.rings_us().and_hears("press 1").and_hears("press 2")
    desk = night.desk
    night.desk = replace(desk, book=Overtaken(desk.book, lambda: night.does(ends, night.sam)))
    night.sam.presses_on_the_line_in(key)
    night.sam.and_hears("This is closed." if key == "1" else "To have an officer ring you")
    assert night.now().state.closed
