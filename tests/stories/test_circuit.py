"""A carrier that fails as a whole, for a while: who asks it, and what everybody is told."""

from datetime import timedelta

import pytest
from stories.night import Night

from service.desk import viewing
from service.domain.attempt import CallStatus, Outcome
from service.domain.people import Role
from service.ports import NotPlaced, Uncertain

TROUBLES = {
    "too many requests": NotPlaced(20429),
    "a suspended account": NotPlaced(20005, account=True),
    "a wrong token": NotPlaced(20003, account=True),
    "no connection": NotPlaced(),
    "answers that are lost": Uncertain(),
}


class Down:
    """Calls that all fail, until they are mended; texts go out."""

    def __init__(self, night: Night, outage: Exception) -> None:
        self.night, self.outage = night, outage
        self.asked: list[tuple[float, str]] = []
        self.began = night.clock.at
        night.telephone.call = self.call

    def call(self, attempt):
        self.asked.append(((self.night.clock.at - self.began).total_seconds(), attempt.id))
        raise self.outage

    def mended(self):
        del self.night.telephone.call

    @property
    def moments(self):
        return [round(at) for at, _ in self.asked]


def colleagues(night, count):
    return [
        night._hire(f"Colleague{index}", f"+4477009003{index:02}", Role.STAFF)
        for index in range(count)
    ]


@pytest.mark.parametrize("outage", TROUBLES.values(), ids=TROUBLES.keys())
def test_the_colleague_is_told_in_time_and_everybody_is_texted(night, outage):
    officers = night.puts_on_duty("Amara", "Ben", "Cora")
    Down(night, outage)
    night.raises()
    night.passes(timedelta(seconds=20))
    night.colleague_sees("We cannot make calls at the moment. We keep trying. Ring someone")
    for officer in officers:
        officer.gets_a_text("Reply 1")
    assert [kind for kind, _ in night.history()].count("calls_failing") == 1


def test_one_call_is_tried_for_all_and_ever_less_often(night):
    night.puts_on_duty("Amara", "Ben", "Cora")
    down = Down(night, NotPlaced(20500))
    for who in colleagues(night, 5):
        night.raises(who)
        night.passes_quietly(1)
    night.passes(timedelta(minutes=5))
    gaps = [after - before for before, after in zip(down.moments, down.moments[1:], strict=False)]
    assert max(gaps) <= 16, gaps  # never given up
    assert len(gaps) <= 300 / 15 + 12, gaps  # and the carrier is not hammered
    assert len({attempt for _, attempt in down.asked}) > 10  # not the same call each time


def test_a_new_press_during_an_outage_is_told_at_once_and_moves_on(night):
    night.puts_on_duty("Amara", "Ben")
    down = Down(night, NotPlaced(20500))
    one, two = colleagues(night, 2)
    night.raises(one)
    night.passes_quietly(60)
    asked = len(down.asked)
    night.raises(two)
    assert len(down.asked) == asked  # nothing new to be learned from the carrier
    assert "We cannot make calls" in _seen(night, two)
    offered = {one.name for one in night.now().offers() if one.channel == "text"}
    assert offered == {"Amara Example", "Ben Example"}


def _seen(night, who):
    return viewing.view(night.desk, night.escalations[-1], who.key).now


def test_what_was_kept_back_goes_at_once_when_calls_work_again(night):
    officers = night.puts_on_duty("Amara", "Ben", "Cora")
    down = Down(night, NotPlaced(20500))
    for who, officer in zip(colleagues(night, 3), reversed(officers), strict=True):
        night.raises(who, ring=(officer.key,))
        night.passes_quietly(2)
    night.passes(timedelta(minutes=5))
    down.mended()
    first = night.next_ring(15.5)
    assert first is not None
    others = [night.next_ring(0), night.next_ring(0)]
    assert None not in others
    with night.desk.book.reading() as page:
        assert not page.carrier().failing
    assert "cannot make calls" not in _seen(night, night.phones["Colleague2"])


def test_one_failure_keeps_nobody_waiting(night):
    _, ben = night.puts_on_duty("Amara", "Ben")
    down = Down(night, NotPlaced(20429))
    call = down.call

    def once(attempt):
        down.mended()
        return call(attempt)

    night.telephone.call = once
    night.raises()
    ben.rings(within=0)
    night.next_ring(2)  # and Amara is tried again beside


# A carrier that took the call, and does nothing.


def test_a_call_that_was_taken_and_never_begun_is_left_within_twenty_seconds(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.tell = lambda call: setattr(call, "status", CallStatus.QUEUED)
    night.raises()
    amara.rings(within=0)
    del night.tell
    ben.rings(within=20)
    amara.is_hung_up()
    assert any(one.outcome is Outcome.FAILED for one in night.now().offers())
    amara.rings(within=2).then_presses("1")


def test_a_carrier_that_begins_no_call_is_said_to_fail(night):
    (amara,) = night.puts_on_duty("Amara")
    night.tell = lambda call: setattr(call, "status", CallStatus.QUEUED)
    night.raises()
    night.colleague_sees("Trying Amara.")
    amara.rings(within=0)
    night.passes_quietly(16.5)
    night.colleague_sees("We cannot make calls at the moment.")
    del night.tell
    night._rung.clear()
    night.passes_quietly(40)
    night._rung.clear()


def test_a_call_that_is_said_to_ring_for_ever_is_ended_and_made_again(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    honest, night.telephone.status = night.telephone.status, lambda _: CallStatus.RINGING
    night.passes(timedelta(seconds=55))
    amara.is_hung_up()
    night.telephone.status = honest
    amara.rings(within=10).then_presses("1")


def test_a_conversation_is_never_cut_off_for_its_length(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings().answers()
    night.passes(timedelta(seconds=90))
    assert amara.call.status is CallStatus.IN_PROGRESS
    amara.presses("1")


# Words that come when they like.


def test_words_that_come_before_the_answer_belong_to_the_call(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    place = night.telephone.call

    def told_first(attempt):
        sid = place(attempt)
        call = night.telephone.calls[sid]
        call.status = CallStatus.RINGING
        Night.tell(night, call)
        return sid

    night.telephone.call = told_first
    night.raises()
    amara.rings().then_presses("1").and_hears("You have taken this")
    assert [len(one.calls) for one in night.now().offers() if one.calls] == [1]


def test_words_that_are_late_doubled_and_shuffled_change_nothing_twice(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    night.raises()
    amara.rings()
    for status in ("completed", "ringing", "completed", "initiated", "in-progress", "busy"):
        amara.call.status = CallStatus(status)
        night.tell(amara.call)
    night.settle()
    ended = [name for kind, name in night.history() if kind == "ended"]
    assert ended == ["Amara Example"]
    assert [one.outcome for one in night.now().offers() if one.calls] == [Outcome.NO_KEY]
    amara.rings(within=61).then_presses("1")
