"""Several call-outs for one phone, and several people on one."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from machine.side import Died, MortalBook

from service.desk import answering
from service.desk.spots import Spot
from service.domain.attempt import CallStatus
from service.domain.escalation import State
from service.domain.ladder import RungPace
from service.domain.people import Role
from service.domain.words import Menu

MINUTE = timedelta(minutes=1)


def states(night):
    with night.desk.book.reading() as page:
        return [page.escalation(one).state.value for one in night.escalations]


def holders(night):
    with night.desk.book.reading() as page:
        found = [page.escalation(one).holder for one in night.escalations]
    return [one and one.person for one in found]


@pytest.fixture
def two(night):
    """Sam's call-out rings Amara, who is alone on duty; Jo's waits for her phone."""
    (amara,) = night.puts_on_duty("Amara")
    jo = night._hire("Jo", "+447700900124", Role.STAFF)
    night.raises()
    night.passes_quietly(5)
    night.raises(jo)
    return night, amara.rings(within=0), jo


@pytest.fixture
def shared(night):
    """Amara and Ben have one phone; Cora has her own."""
    amara, ben, cora = night.puts_on_duty("Amara", "Ben", "Cora")
    person = night.rota.people["ben"]
    people = night.rota.people | {"ben": replace(person, phone=amara.number)}
    night._keep(replace(night.rota, people=people))
    ben.number = amara.number
    night.raises()
    return night, amara.rings(within=0), ben, cora


def test_one_call_offers_all_that_wait_each_with_a_key(two):
    night, amara, _ = two
    amara.answers().and_hears("Two call-outs are waiting.")
    amara.and_hears("To take the first, press 1. To take the second, press 4.")
    amara.presses("4").and_hears("To be put through to Jo now")
    assert holders(night) == [None, "amara"]
    night._rung.clear()


def test_the_oldest_is_first_whichever_the_phone_rings_for(two):
    night, amara, _ = two
    amara.presses("1").and_hears("To be put through to Sam now")
    assert holders(night) == ["amara", None]
    night._rung.clear()


def test_what_was_not_taken_rings_again_once_the_phone_is_free(two):
    night, amara, _ = two
    amara.presses("1")
    night.passes(1 * MINUTE)  # nothing breaks into what she is hearing
    amara.hangs_up()
    amara.rings(within=3).presses("1").and_hears("To be put through to Jo now")
    assert holders(night) == ["amara", "amara"]


def test_nothing_breaks_into_a_talk(two):
    night, amara, _ = two
    amara.presses("1").presses("1")
    night.sam.rings(within=0).presses("1")
    night.passes(4 * MINUTE)  # longer than a call whose end was lost would count
    night.sam.hangs_up()
    amara.is_back().hangs_up()
    amara.rings(within=3)


def test_a_call_whose_end_was_never_told_keeps_others_back_until_the_carrier_is_asked(two):
    _, amara, _ = two
    amara.presses("1").call.status = CallStatus.COMPLETED  # and that word is lost
    amara.rings(within=13)


def test_nothing_breaks_into_a_call_that_the_carrier_says_goes_on(two):
    night, amara, _ = two
    first = amara.presses("1").call
    night.passes(2 * MINUTE)
    amara.rings(within=70)  # from the reminder on: none of our menus goes on for so long
    assert amara.call is not first


def test_a_talk_whose_every_end_was_lost_keeps_others_back_no_longer(two):
    """Whoever has talked is not reminded, so that no reminder can end it."""
    night, amara, _ = two
    own = amara.presses("1").presses("1").call
    talk = night.sam.rings(within=0).presses("1").call
    night.passes(1 * MINUTE)
    own.status = talk.status = CallStatus.COMPLETED
    amara.rings(within=25)  # one look for each of the two calls


def test_a_new_call_out_rings_also_whoever_was_rung_as_often_as_may_be_for_another(night):
    """Twelve an hour are for one call-out: what another colleague needs is not kept from them."""
    hasty = RungPace(tries=20, between_tries=MINUTE)
    (amara,) = night.puts_on_duty("Amara", pace=hasty)
    jo = night._hire("Jo", "+447700900124", Role.STAFF)
    night.raises()
    amara.rings().and_is_not_answered(times=12)
    night.passes(20 * MINUTE)
    night.raises(jo)
    amara.rings(within=0).answers().and_hears("Two call-outs are waiting.")
    night._rung.clear()


def test_passing_on_passes_on_both(night):
    amara, ben, cora = night.puts_on_duty("Amara", "Ben", "Cora")
    jo = night._hire("Jo", "+447700900124", Role.STAFF)
    night.raises(ring=("amara", "ben"))
    night.raises(jo, ring=("amara", "cora"))
    amara.rings(within=0)
    cora.rings(within=0)  # Amara is engaged, so the next person is tried
    amara.presses("2").and_hears("We will ring the next person.")
    ben.rings(within=0).presses("1")
    cora.presses("1")
    amara.hangs_up()
    night.passes(14 * MINUTE)


def test_a_wrong_number_is_wrong_for_both_and_has_to_be_proved_again(two):
    night, amara, _ = two
    amara.presses("3").and_hears("Sorry. We won't ring this number again")
    with night.desk.book.reading() as page:
        assert page.marks(amara.number).prove_again
    amara.hangs_up()
    night.passes(60 * MINUTE)
    assert states(night) == ["open", "open"]


def test_a_key_never_takes_another_than_was_heard(two):
    """The first was taken by text meanwhile: key 1 has not become the second's."""
    night, amara, _ = two
    heard = amara.answers().spot
    first = night.escalations[0]
    with night.desk.book.reading() as page:
        reference = page.escalation(first).reference
    amara.texts(f"1 {reference}")
    amara.presses_again("1", at=heard).and_hears("To be put through to Sam now")
    amara.presses_again("1", at=heard)
    assert holders(night) == ["amara", None]
    amara.presses_again("4", at=heard).and_hears("To be put through to Jo now")
    night._rung.clear()


def test_who_comes_second_to_one_of_two_hears_who_has_it(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    jo = night._hire("Jo", "+447700900124", Role.STAFF)
    night.raises()
    night.passes_quietly(1)
    night.raises(jo)
    amara.rings(within=0).answers().and_hears("Two call-outs are waiting.")
    ben.rings(within=0).presses("1")  # Jo's, for which Amara was engaged
    assert holders(night) == [None, "ben"]
    amara.presses("4").and_hears("Ben has already taken this.").and_does_not_hear("Sam", "Jo")
    assert holders(night) == [None, "ben"]
    night._rung.clear()


def test_what_an_officer_does_not_stand_on_is_not_offered(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    jo = night._hire("Jo", "+447700900124", Role.STAFF)
    night.raises(jo, ring=("ben",))
    night.raises(ring=("amara",))
    ben.rings(within=0)
    amara.rings(within=0).answers().and_hears("To take this call-out, press 1.")
    amara.presses("4").and_hears("To take this call-out, press 1.")
    assert holders(night) == [None, None]


def test_what_they_raised_themselves_is_not_offered_to_them(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises(amara)
    ben.rings(within=0)
    night.raises(ring=("amara",))
    amara.rings(within=0).answers().and_hears("To take this call-out, press 1.")


def test_whoever_passed_one_on_rests_and_is_offered_the_other_alone(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    jo = night._hire("Jo", "+447700900124", Role.STAFF)
    night.raises()
    amara.rings(within=0).presses("2").hangs_up()
    ben.rings(within=0)
    night.raises(jo)
    amara.rings(within=1).answers().and_hears("To take this call-out, press 1.")
    amara.presses("1").and_hears("To be put through to Jo now")
    night._rung.clear()


def test_an_address_that_we_did_not_write_takes_nothing(two):
    night, amara, _ = two
    spot = amara.answers().spot
    for offered in (
        (replace(spot.offered[0], nth=1),),
        (replace(spot.offered[0], escalation="0" * 32),),
    ):
        amara.presses_again("1", at=replace(spot, offered=offered))
        amara.and_hears("You do not need to do anything.")
    taken = Spot(attempt=spot.attempt, menu=Menu.TAKEN, offered=spot.offered[:1])
    amara.presses_again("1", at=taken).and_does_not_hear("Sam")
    assert states(night) == ["open", "open"]


def test_two_on_one_number_are_both_named_and_each_has_a_key(shared):
    night, amara, _, _ = shared
    amara.answers().and_hears("calling for Amara or Ben.")
    amara.and_hears("Amara, to take this, press 1. Ben, to take this, press 4.")
    amara.presses("4").and_hears("Thank you, Ben. You have taken this.")
    assert night.now().holder.person == "ben"
    amara.presses("1").and_hears("We are ringing Sam now.")
    night.sam.rings(within=0).answers().and_hears("Ben is ready to talk.")


def test_when_both_pass_it_on_their_phone_rests(shared):
    night, amara, _, cora = shared
    amara.presses("2").presses_again("2", at=Spot(attempt=amara.call.attempt.id))
    amara.hangs_up()
    cora.rings(within=1).and_is_not_answered(times=2)
    assert night.now().state is State.OPEN
    cora.rings(within=200)  # all round: the two rest
    night._rung.clear()


@pytest.mark.parametrize(
    ("key", "came_of_it", "whose"),
    [("2", "passed_on", ["amara", "ben"]), ("3", "wrong_person", ["amara"])],
)
def test_a_process_that_dies_leaves_no_key_half_done(shared, key, came_of_it, whose):
    """Each commit is the one that is not reached, in turn, until the key is done to its end."""
    night, amara, _, _ = shared
    at = amara.answers().spot
    book = MortalBook(night.desk.book)
    for commit in count():
        book.dies_at(commit, kept=False)
        with suppress(Died):
            answering.pressed(replace(night.desk, book=book), at, key, 1)
            break
        assert came_of_it not in {one.outcome for one in night.now().attempts}
    done = [one.person for one in night.now().attempts if one.outcome == came_of_it]
    assert sorted(done) == whose
    night._rung.clear()


def test_each_of_two_on_one_number_has_a_pin_of_their_own(shared):
    night, amara, _, _ = shared
    with night.desk.book.writing() as page:
        page.set_pin("ben", night.desk.pins.hashed("2468"))
    amara.presses("4").and_hears("Please key in your four digits.")
    amara.presses("2468").and_hears("Thank you, Ben.")
    assert night.now().holder.person == "ben"
