"""From the key that takes it until the two have spoken."""

from dataclasses import replace
from datetime import timedelta

import pytest
from stories.phone import NUMBER

from service.desk import acting
from service.desk.spots import Spot
from service.domain.attempt import CallStatus, Outcome
from service.domain.escalation import State
from service.domain.people import NumberMarks
from service.domain.telling import Moment
from service.domain.words import Menu
from service.web.to_officer import to_officer

HOUR = timedelta(hours=1)


@pytest.fixture
def rung(taken):
    """Sam's phone rings from Amara's call."""
    night, amara, ben, sam = taken
    amara.presses("1").and_hears("We are ringing Sam now.")
    assert amara.through.phone == sam.number
    sam.rings(within=0)
    return night, amara, ben, sam


def bridges(night):
    return [one for one in night.now().attempts if one.purpose == "put_through"]


def test_the_two_are_put_through_talk_and_the_officer_says_so(rung):
    night, amara, _, sam = rung
    sam.answers().and_hears("Amara is ready to talk. Press 1.")
    sam.presses("1")
    assert sam.joined
    assert ("put_through", "Amara Example") in night.history()
    night.passes(timedelta(minutes=20))  # nobody is rung or reminded while they talk
    assert "reminder" not in {one.purpose for one in night.now().attempts}
    sam.hangs_up()
    amara.is_back().and_hears("Have you spoken? If yes, press 1.").and_does_not_hear("Sam")
    amara.presses("1").and_hears("This is closed.").and_hears("make your notes")
    assert night.now().state is State.SPOKEN
    night.passes(8 * HOUR)


def test_not_yet_leads_back_to_the_ways_to_speak(rung):
    night, amara, _, sam = rung
    sam.presses("1")
    night.passes_quietly(30)
    sam.hangs_up()
    amara.is_back().presses("2").and_hears("You still have this.").and_hears(NUMBER)
    amara.presses("1").and_hears("We are ringing Sam now.")
    sam.rings(within=0).presses("1")
    assert len(bridges(night)) == 2


def test_a_call_that_was_cut_off_is_offered_again(rung):
    night, amara, _, sam = rung
    sam.presses("1")
    night.passes_quietly(29)
    sam.hangs_up()
    amara.is_back().and_hears("That was a short call.").and_hears(NUMBER)
    amara.presses("1")
    sam.rings(within=0)


def test_a_busy_colleague_may_be_ringing_the_officer_which_is_asked(rung):
    night, amara, _, sam = rung
    sam.is_busy()
    amara.is_back().and_hears("Sam's phone is busy.").and_hears(NUMBER)
    amara.and_hears("Have you spoken?").presses("1").and_hears("This is closed.")
    assert night.now().state is State.SPOKEN


def test_a_colleague_who_does_not_answer_is_given_by_number_again(rung):
    night, amara, _, sam = rung
    night.passes_quietly(20)
    sam._becomes(CallStatus.NO_ANSWER)
    amara.is_back().and_hears("Sam did not answer.").and_hears(NUMBER)
    amara.presses("*").and_hears("Sam did not answer.")
    amara.presses("1")
    sam.rings(within=0)
    assert night.now().holder.person == "amara"


def test_a_colleague_whom_no_call_reaches_is_not_said_to_have_been_silent(rung):
    night, amara, _, sam = rung
    sam.fails()
    amara.is_back().and_hears("We could not get through to Sam's phone.").and_hears(NUMBER)
    amara.and_does_not_hear("did not answer").presses("*").and_hears("could not get through")
    moment = Moment(at=night.clock.at, clock=str)
    told = to_officer(night.now(), "amara", moment)
    assert "We could not get through to their phone." in told.then


def test_a_mailbox_hears_it_twice_and_is_never_joined(rung):
    night, amara, _, sam = rung
    sam.stays_silent()
    assert not sam.joined
    assert bridges(night)[0].joined_at is None
    amara.is_back().and_hears("Sam did not answer.")


def test_another_key_of_the_colleague_joins_nobody(rung):
    night, _, _, sam = rung
    sam.presses("2").and_hears("Amara is ready to talk. Press 1.")
    assert not sam.joined
    sam.presses("5")
    assert not sam.heard.listens
    assert bridges(night)[0].joined_at is None


def test_a_colleague_who_comes_when_it_was_rung_on_hears_that_nobody_is_there(rung):
    night, amara, ben, sam = rung
    night.does(acting.ring_again, sam)
    ben.rings(within=0)
    sam.answers().and_hears("Sorry, nobody is on the line any more.")
    sam.presses("1")
    assert not sam.joined
    sam.hangs_up()
    amara.is_back().and_hears("ringing goes on.")
    ben.presses("1")


def test_what_was_called_off_meanwhile_is_checked_by_voice_all_the_same(rung):
    night, _, _, sam = rung
    night.does(acting.cancel, sam)
    sam.answers().and_hears("Amara is ready to talk.").presses("1")
    assert sam.joined


def test_a_key_that_comes_twice_rings_the_colleague_once(taken):
    night, amara, _, sam = taken
    at = amara.spot
    amara.presses("1")
    first = amara.through
    amara.presses_again("1", at=at)
    assert amara.through == first
    sam.rings(within=0).is_busy()
    amara.presses_again("1", at=at).and_hears("Sam's phone is busy.")
    assert amara.through is None
    assert len(bridges(night)) == 1
    night._rung.clear()


def test_the_key_that_joins_may_come_twice(rung):
    night, _, _, sam = rung
    sam.presses("1")
    joined_at = bridges(night)[0].joined_at
    night.passes_quietly(3)
    sam.sends("1")
    assert sam.joined
    assert bridges(night)[0].joined_at == joined_at
    assert [kind for kind, _ in night.history()].count("put_through") == 1


def test_giving_it_back_asks_first_and_a_thumb_that_slips_keeps_it(taken):
    night, amara, ben, _ = taken
    amara.presses("4").and_hears("press 4").presses("1").and_hears(NUMBER)
    assert night.now().holder.person == "amara"
    amara.presses("4").presses("4").and_hears("ringing goes on.")
    ben.rings(within=0).presses("1")
    night.passes(timedelta(minutes=14))


def test_what_was_given_back_is_not_taken_again_by_a_late_key(taken):
    night, amara, ben, _ = taken
    back = amara.presses("4").spot
    amara.presses("4")
    amara.presses_again("1", at=Spot(attempt=amara.call.attempt.id))
    assert night.now().state is State.OPEN
    amara.presses_again("4", at=back).and_hears("ringing goes on.")
    amara.and_does_not_hear("Sam")
    ben.rings(within=0).presses("1")


def test_silence_says_it_once_more_and_it_stays_theirs(taken):
    night, amara, _, _ = taken
    amara.stays_silent()
    assert night.now().holder.person == "amara"
    night.passes(timedelta(minutes=14))


def test_whoever_has_it_is_told_nothing_before_a_key(night):
    """A mailbox may answer a ring that was on its way when they took it by text."""
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().answers()
    amara.texts("1")
    amara.answers().and_hears("calling for Amara").and_does_not_hear("Sam", "9 0 0")
    amara.presses("1").and_hears(NUMBER)
    amara.hangs_up()


def test_an_officer_whose_texts_are_off_hears_so(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    with night.desk.book.writing() as page:
        page.mark(amara.number, NumberMarks(texts_off=True))
    night.raises()
    amara.rings().then_presses("1").and_hears("Texts to this phone are off.")
    amara.presses("4").presses("1").and_hears("Texts to this phone are off.")


def test_words_that_are_all_lost_end_in_finding_the_call(taken):
    night, amara, _, _ = taken
    amara.presses("1", told=False)
    assert not bridges(night)[0].calls
    night.passes(timedelta(seconds=13))
    (found,) = bridges(night)
    assert [one.sid for one in found.calls] == [night.telephone.dialled[found.id].sid]
    night.telephone.becomes(found.calls[0].sid, CallStatus.COMPLETED)
    night.passes(timedelta(minutes=1))
    assert bridges(night)[0].outcome is Outcome.NO_KEY


def test_a_document_that_never_arrived_ends_without_a_call(taken):
    night, amara, _, _ = taken
    amara.presses("1", dialled=False)
    night.passes(timedelta(seconds=13))
    (lost,) = bridges(night)
    assert (lost.outcome, lost.calls) == (Outcome.FAILED, ())
    assert len(night.telephone.calls) == 1  # Amara's own
    amara.presses_again(
        "1",
        at=Spot(attempt=amara.spot.attempt, menu=Menu.TAKEN, offered=amara.spot.offered, count=1),
    )
    assert len(bridges(night)) == 2
    night._rung.clear()


def test_practice_says_so_in_every_word(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    real = night.raises()
    with night.desk.book.writing() as page:
        page.save(replace(page.escalation(real.id), drill=True))
    amara.rings().answers().and_hears("This is a practice call from Harbour Lane")
    for key in ("1", "4", "1", "1"):
        amara.presses(key).and_hears("This is practice.")
    night.sam.rings(within=0).answers().and_hears("This is practice.")
