"""The carrier deletes its records of our calls and texts in time: each tried until it is done."""

from dataclasses import replace
from datetime import timedelta

from book.examples import call, press

from service.desk import carrier_traces
from service.desk.carrier_traces import AT_A_TIME, FOR_SECONDS, Deleted, delete_due, look_for_more
from service.domain.attempt import CallStatus, CarrierCall
from service.domain.traces import FIRST_AGAIN, IN_HAND, LONGEST_AGAIN, Trace
from service.ports import NotPlaced

KEEP = timedelta(hours=24)


def delete(day, *, seconds=lambda: 0.0):
    return delete_due(day, KEEP, seconds)


def noted(day, *sids, at_once=False):
    for sid in sids:
        carrier_traces.note(day.desk, sid, at_once=at_once)


def left(day):
    with day.desk.book.reading() as page:
        return page.count_traces(day.desk.clock.now())


def test_a_record_goes_when_it_is_old_enough_and_not_before(day, glass):
    noted(day, "SM1")
    glass.at += KEEP - timedelta(seconds=1)
    assert delete(day) == Deleted()
    glass.at += timedelta(seconds=1)
    assert delete(day) == Deleted(gone=1)
    assert day.telephone.forgotten == ["SM1"]
    assert delete(day) == Deleted()


def test_what_somebody_texted_to_us_goes_at_once(day):
    noted(day, "SM1", at_once=True)
    assert delete(day) == Deleted(gone=1)


def test_every_call_of_a_call_out_is_noted_as_soon_as_its_id_is_known(day, glass):
    one = press(attempts=(call(intended_at=glass.now()),))
    with day.desk.book.writing() as page:
        page.add(one, [], key=None, digest="")
    told = CarrierCall(sid="CA1", status=CallStatus.RINGING)
    with day.desk.book.writing() as page:
        found = page.escalation(one.id)
        page.save(found.with_attempt(found.attempts[0].with_call(told)))
    glass.at += KEEP
    assert delete(day) == Deleted(gone=1)
    # Where it is told of again, it is not noted again.
    with day.desk.book.writing() as page:
        found = page.escalation(one.id)
        over = replace(told, status=CallStatus.COMPLETED)
        page.save(found.with_attempt(found.attempts[0].with_call(over)))
    assert left(day) == 0


def test_one_that_is_not_over_is_tried_again_later_and_later(day, glass):
    noted(day, "CA1")
    day.telephone.not_over = {"CA1"}
    glass.at += KEEP
    assert delete(day) == Deleted(left=1)
    waits = []
    for _ in range(12):
        before = glass.now()
        while delete(day) == Deleted():
            glass.at += timedelta(seconds=30)
        waits.append(glass.now() - before)
    assert waits[:3] == [FIRST_AGAIN, FIRST_AGAIN * 2, FIRST_AGAIN * 4]
    assert waits[-1] == LONGEST_AGAIN
    day.telephone.not_over = set()
    glass.at += LONGEST_AGAIN
    assert delete(day) == Deleted(gone=1)


def test_a_carrier_that_fails_is_left_alone_until_the_next_time_and_nothing_is_lost(day, glass):
    noted(day, "SM1", "SM2", "SM3")
    glass.at += KEEP
    day.telephone.fails_next(NotPlaced(20003, account=True))
    assert delete(day) == Deleted(left=3, code=20003)
    assert delete(day) == Deleted()
    glass.at += FIRST_AGAIN
    assert delete(day) == Deleted(gone=3)
    assert left(day) == 0


def test_so_many_at_a_time_and_no_longer_than_the_rounds_can_wait(day, glass):
    noted(day, *[f"SM{at}" for at in range(AT_A_TIME + 1)])
    glass.at += KEEP
    seconds = iter([0.0, *[FOR_SECONDS / 2] * 3, FOR_SECONDS])
    assert delete(day, seconds=lambda: next(seconds)) == Deleted(gone=3, left=AT_A_TIME - 3)
    assert delete(day) == Deleted(gone=1)  # The others are still in hand.
    glass.at += IN_HAND
    assert delete(day) == Deleted(gone=AT_A_TIME - 3)


def test_two_at_once_never_have_the_same_in_hand(postgres_line):
    desk = postgres_line.desk
    for at in range(4):
        carrier_traces.note(desk, f"SM{at}", at_once=True)
    now = desk.clock.now()
    with desk.book.writing() as one, desk.book.writing() as other:
        first = one.take_traces(now, now, now + IN_HAND, 2)
        second = other.take_traces(now, now, now + IN_HAND, 2)
    assert {trace.sid for trace in (*first, *second)} == {"SM0", "SM1", "SM2", "SM3"}


def test_what_nobody_noted_is_found_at_the_carrier(day, glass):
    day.telephone.strangers = ["SM9"]
    assert look_for_more(day, KEEP) == 1
    assert delete(day) == Deleted(gone=1)
    day.telephone.fails_next(NotPlaced())
    assert look_for_more(day, KEEP) == 0


def test_the_wait_never_grows_beyond_the_longest(glass):
    assert Trace(sid="CA1", noted_at=glass.now(), tries=10**6).again_after == LONGEST_AGAIN
