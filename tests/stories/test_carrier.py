"""A carrier that fails, loses its answers, or says nothing."""

from datetime import timedelta

from service.domain.attempt import CallStatus, Failure
from service.domain.escalation import State
from service.domain.ladder import Channel, RungPace
from service.ports import NotPlaced, Refused, Uncertain


def test_a_refused_call_moves_on_at_once_and_the_text_still_asks(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.telephone.fails_next(Refused(21211))
    night.raises()
    ben.rings(within=0)
    assert "Ring Sam Example now" in amara.texts("1")
    ben.is_hung_up()


def test_a_failing_carrier_is_told_to_the_colleague_and_tried_again_at_once(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    for _ in range(8):  # three calls, two texts and one to Sam, then both calls to everyone
        night.telephone.fails_next(NotPlaced(20500))
    night.raises()
    night.colleague_sees("We cannot make calls at the moment.")
    assert ("calls_failing", None) in night.history()
    with night.desk.book.reading() as page:
        assert page.carrier().failing
    first = night.next_ring(5)
    assert first is not None
    with night.desk.book.reading() as page:
        assert not page.carrier().failing
    second = night.next_ring(0)
    assert {first.attempt.phone, second.attempt.phone} == {amara.number, ben.number}
    phone = amara if first.attempt.phone == amara.number else ben
    phone.call = first
    phone.presses("1")
    assert night.now().state is State.ACKNOWLEDGED
    assert second.status is CallStatus.CANCELED


def test_a_lost_answer_is_looked_for_and_found_before_anybody_is_rung_twice(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.telephone.fails_next(Uncertain(), after_taking=True)
    night.telephone.fails_next(Refused(21614))
    night.raises()
    amara.rings(within=0)
    amara.and_is_not_answered()
    amara.rings(within=60).then_presses("1")
    assert not [one for one in night.now().attempts if one.possible_duplicate]


def test_the_next_person_waits_while_a_lost_answer_is_looked_for_and_no_longer(night):
    """The lost call may ring: two people would get up. The text asks the first one meanwhile."""
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.telephone.fails_next(Uncertain())
    night.raises()
    amara.gets_a_text("Reply 1")
    night.passes(timedelta(seconds=4.9))
    night.passes_quietly(1)
    assert {call.attempt.name for call in night._rung} == {"Amara Example", "Ben Example"}
    night._rung.clear()


def test_a_lost_answer_whose_callback_is_lost_too_is_found_at_the_carrier(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.telephone.fails_next(Uncertain(), after_taking=True)
    night.tell = lambda _: None
    night.raises()
    del night.tell
    amara.rings(within=0)
    night.passes(timedelta(seconds=3))
    tried = [one for one in night.now().offers() if one.calls]
    assert [one.calls[0].sid for one in tried] == [amara.call.sid]
    amara.presses("1")


def test_a_call_that_was_never_placed_is_made_once_more_and_marked(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.telephone.fails_next(Uncertain())
    night.raises()
    amara.rings(within=5)
    ben.rings(within=0)  # Nobody waits for the lost one.
    calls = [one for one in night.now().offers() if one.channel is Channel.CALL]
    assert [(one.person, one.failure, one.possible_duplicate) for one in calls] == [
        ("amara", Failure.LOST, True),
        ("amara", None, True),
        ("ben", None, False),
    ]
    amara.presses("1")
    ben.is_hung_up()
    night.passes(timedelta(minutes=14))


def test_lost_callbacks_cost_at_most_the_answer_window(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    amara.call.status = CallStatus.NO_ANSWER
    night.passes(timedelta(seconds=33))
    assert ("ended", "Amara Example") in night.history()
    amara.rings().then_presses("1")


def test_a_call_that_the_carrier_forgot_counts_as_failed(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    calls = night.telephone.calls
    calls["forgotten"] = calls.pop(amara.call.sid)
    ben.rings(within=34).then_presses("1")


def test_a_hang_up_that_fails_is_tried_again(night):
    quick = RungPace(before_next=timedelta(seconds=5))
    amara, ben = night.puts_on_duty("Amara", "Ben", pace=quick)
    night.raises()
    amara.rings().answers()
    ben.rings()
    for _ in range(4):  # three texts and the hang-up
        night.telephone.fails_next(NotPlaced())
    amara.presses("1")
    assert ben.call.status is CallStatus.RINGING
    night.passes(timedelta(seconds=3))
    ben.is_hung_up()


def test_a_notice_that_could_not_be_sent_is_sent_later(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    for _ in range(2):
        night.telephone.fails_next(NotPlaced())
    amara.presses("1")
    assert night.next_text(night.sam.number) is None
    night.passes(timedelta(seconds=20))
    night.sam.gets_a_text("Amara has taken")


def test_a_notice_whose_answer_was_lost_is_sent_once_more_as_soon_as_that_is_known(night):
    (amara,) = night.puts_on_duty("Amara")
    night.raises()
    amara.rings().gets_a_text("Reply 1")
    for _ in range(2):  # to her, and to the colleague
        night.telephone.fails_next(Uncertain())
    amara.presses("1")
    night.passes(timedelta(seconds=5))
    amara.gets_a_text("Ring Sam")
    night.sam.gets_a_text("Amara has taken")


def test_a_call_that_the_carrier_tells_of_ends_the_failure_though_its_answer_was_lost(night):
    (amara,) = night.puts_on_duty("Amara")
    night.telephone.fails_next(Uncertain())
    night.raises()
    night.passes_quietly(4.5)
    night.telephone.fails_next(NotPlaced())  # the second look for it, so that it counts as lost
    for _ in range(2):  # the text to the colleague, and the call
        night.telephone.fails_next(Uncertain(), after_taking=True)
    amara.rings(within=2)
    with night.desk.book.reading() as page:
        assert not page.carrier().failing
    amara.presses("1")


def test_a_carrier_that_cannot_be_asked_is_no_reason_to_ring_twice(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    honest = night.tell
    night.telephone.fails_next(Uncertain(), after_taking=True)
    night.tell = lambda _: None
    night.raises()
    night.tell = honest
    amara.rings(within=0)
    night.telephone.fails_next(NotPlaced())
    night.passes(timedelta(seconds=4))
    night.passes(timedelta(seconds=2))
    assert [one.calls[0].sid for one in night.now().offers() if one.calls] == [amara.call.sid]
    amara.presses("1")


def test_a_text_whose_answer_is_lost_again_and_again_is_sent_twice_at_most(night):
    (amara,) = night.puts_on_duty("Amara")
    night.raises()
    amara.rings().gets_a_text("Reply 1")
    for _ in range(40):
        night.telephone.fails_next(Uncertain(), after_taking=True)
    amara.presses("1").hangs_up()
    night.passes(timedelta(minutes=14))
    assert len([one for one in night.texts_left() if "you have taken" in one]) == 2


def test_a_ring_back_that_the_carrier_would_not_take_is_made_again(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().and_is_not_answered()
    amara.rings_us()
    night.telephone.fails_next(NotPlaced())
    amara.presses_on_the_line_in("1")
    amara.rings(within=3).then_presses("1")


def test_a_carrier_that_loses_an_answer_for_good_is_said_to_fail(night):
    (amara,) = night.puts_on_duty("Amara")
    for _ in range(2):  # the call and the text
        night.telephone.fails_next(Uncertain())
    night.raises()
    night.colleague_sees("Trying Amara.")
    night.passes_quietly(6)
    assert ("calls_failing", None) in night.history()
    amara.rings(within=2).then_presses("1")
