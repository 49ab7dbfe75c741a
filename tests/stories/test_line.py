"""More calls than the carrier takes at a time: who is rung first, and who waits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from stories.night import Night

from service.desk import errands
from service.desk.advancing import advance
from service.desk.raising import Press, raise_escalation
from service.domain.attempt import CallStatus
from service.domain.ladder import RungPace
from service.domain.people import Role
from service.ports import NotPlaced

#: One call in ten seconds, so that every call has to wait for its moment.
SCARCE = 0.1
HASTY = RungPace(tries=3, between_tries=timedelta(seconds=25), before_next=timedelta(hours=1))


@pytest.fixture
def scarce(night: Night) -> Night:
    night.line = replace(night.line, calls_per_second=SCARCE)
    return night


def colleagues(night, count):
    return [
        night._hire(f"Colleague{index}", f"+4477009003{index:02}", Role.STAFF)
        for index in range(count)
    ]


def test_first_calls_go_in_the_order_of_their_presses(scarce):
    officers = scarce.puts_on_duty("Amara", "Ben", "Cora", "Dan", pace=HASTY)
    for who, officer in zip(colleagues(scarce, 4), reversed(officers), strict=True):
        scarce.raises(who, ring=(officer.key,))
        scarce.passes_quietly(0.1)
    officers[3].rings(within=0)
    for officer in (officers[2], officers[1], officers[0]):
        officer.rings(within=10.5)
    scarce.passes(timedelta(seconds=1))


def test_a_new_call_out_is_rung_before_anybody_is_rung_again(scarce):
    amara, ben, cora = scarce.puts_on_duty("Amara", "Ben", "Cora", pace=HASTY)
    first, second, third = colleagues(scarce, 3)
    scarce.raises(first, ring=("amara",))
    scarce.raises(second, ring=("ben",))
    amara.rings(within=0).is_busy()
    ben.rings(within=10.5).is_busy()
    scarce.passes_quietly(6)  # both are due again, and in line
    scarce.raises(third, ring=("cora",))
    cora.rings(within=10.5)
    amara.rings(within=10.5)
    ben.rings(within=10.5)


def test_a_repeat_does_not_wait_for_ever_behind_new_call_outs(scarce):
    amara, _ = scarce.puts_on_duty("Amara", "Ben", pace=HASTY)
    pressing = colleagues(scarce, 12)
    scarce.raises(pressing[0], ring=("amara",))
    amara.rings(within=0).and_is_not_answered()
    rings = []
    for who in pressing[1:]:
        scarce.raises(who, ring=("ben",))
        if (rung := scarce.next_ring(0)) is not None:
            rings.append(rung.attempt.name)
            phone = scarce.phones[rung.attempt.name.split()[0]]
            phone.call = rung
            phone.is_busy()
        scarce.passes_quietly(9.9)
    assert "Amara Example" in rings[:9]
    scarce._rung.clear()


def test_two_officers_for_many_are_each_rung_for_one_after_the_other(night):
    """While one phone rings for one call-out, the next person is tried for another."""
    night.puts_on_duty("Amara", "Ben")
    raised = []
    for who in colleagues(night, 6):
        raised.append(night.raises(who))
        night.passes_quietly(0.1)
    rung = []
    for _ in range(3):
        both = [night.next_ring(1), night.next_ring(1)]
        assert {one.attempt.name for one in both} == {"Amara Example", "Ben Example"}
        night.is_quiet()  # one phone rings once at a time
        rung += both
        night.passes_quietly(22)
        for one in both:
            night.tell(rung_out(one))
        night.settle()
    with night.desk.book.reading() as page:
        owners = [page.of_attempt(one.attempt.id) for one in rung]
    assert [one.id for one in owners] == [one.id for one in raised]
    night._rung.clear()


def test_hundreds_in_line_do_not_keep_each_other_busy(scarce):
    (amara,) = scarce.puts_on_duty("Amara")
    for who in colleagues(scarce, 60):
        scarce.raises(who)
    amara.rings(within=0)
    scarce.passes_quietly(12)
    versions = []
    for one in scarce.escalations:
        with scarce.desk.book.reading() as page:
            versions.append(page.escalation(one).version)
    # Each was looked at, put its call in line, and sent its text. Looking again costs a write.
    assert sum(versions) / len(versions) < 9
    scarce._rung.clear()


def test_a_ring_back_goes_before_everybody_in_line(scarce):
    amara, ben, cora = scarce.puts_on_duty("Amara", "Ben", "Cora", pace=HASTY)
    one, two, three = colleagues(scarce, 3)
    scarce.raises(one, ring=("amara",))
    amara.rings(within=0).and_is_not_answered()
    scarce.raises(two, ring=("ben",))
    ben.rings(within=0)
    scarce.raises(three, ring=("cora",))
    amara.rings_us()
    amara.presses_on_the_line_in("1")
    amara.rings(within=10.5)
    cora.rings(within=10.5)


def test_a_call_that_waits_is_withdrawn_when_somebody_takes_it(scarce):
    amara, _ = scarce.puts_on_duty("Amara", "Ben", pace=RungPace(before_next=timedelta(seconds=2)))
    scarce.raises()
    amara.rings(within=0)
    scarce.passes(timedelta(seconds=5))  # Ben waits for the carrier's moment
    amara.presses("1")
    scarce.passes(timedelta(minutes=2))


def test_a_failure_before_the_line_is_met_by_the_next_person(scarce):
    amara, ben = scarce.puts_on_duty("Amara", "Ben")
    scarce.telephone.fails_next(NotPlaced(20429))
    scarce.raises()
    rung = scarce.next_ring(10.5)
    assert rung is not None
    assert rung.attempt.phone in (amara.number, ben.number)
    assert ben.gets_a_text("Reply 1")


def test_a_new_press_does_not_go_before_those_who_wait_for_the_same_phone(night):
    (amara,) = night.puts_on_duty("Amara")
    for who in colleagues(night, 3):
        night.raises(who)
        night.passes_quietly(0.1)
    amara.rings(within=0)
    second = night.escalations[1]
    night.tell(rung_out(amara.call))  # free again, and nobody has been called yet
    late = raise_escalation(night.desk, Press(person="sam"))
    for work in advance(night.desk, late.id):
        errands.run(night.line, work)
    night.settle()
    amara.rings(within=0)
    with night.desk.book.reading() as page:
        assert page.of_attempt(amara.call.attempt.id).id == second


def rung_out(call):
    call.status = CallStatus.NO_ANSWER
    return call
