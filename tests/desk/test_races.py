"""Several errands at once: none waits for another in a circle, and no phone rings twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from book.examples import AMARA, BEN, NOW, call, press
from book.steps import add, at_once, read
from desk.line import waiters
from servers.waiting import wait_until

from service.desk import errands, hearing
from service.desk.advancing import advance
from service.desk.placing import give_up
from service.desk.turns import ENGAGED_WAIT
from service.desk.work import Work
from service.domain.attempt import AttemptState, CallStatus
from service.domain.plan import Dial
from service.ports import NotPlaced


def dial(escalation, attempt):
    return Work(Dial(attempt.id), attempt.fence, escalation)


def behind_the_carriers_row(book, *errands_in_turn):
    """Begin each errand once the one before it waits, all behind whoever dials just now."""
    with ThreadPoolExecutor(len(errands_in_turn)) as pool:
        with book.writing() as dials_just_now:
            dials_just_now.take_slot(NOW, 1e9)
            begun = []
            for errand in errands_in_turn:
                begun.append(pool.submit(errand))
                waits = f"{len(begun)} wait for a lock"
                wait_until(waits, lambda: waiters(book) == len(begun), within_seconds=3)
        for one in begun:
            one.result()


def test_a_dial_and_a_failure_of_one_escalation_never_wait_for_each_other(postgres_line):
    """Both want the escalation and the carrier's row: in another order each would hold one."""
    line, book = postgres_line, postgres_line.desk.book
    failed, next_one = call(state=AttemptState.DIALLING), call()
    one = add(book, press(attempts=(failed, next_one)))

    behind_the_carriers_row(
        book,
        lambda: errands.run(line, dial(one, next_one)),
        lambda: give_up(line.desk, dial(one, failed), NotPlaced(20500)),
    )

    states = [attempt.state for attempt in read(book, one).attempts]
    assert states == [AttemptState.ENDED, AttemptState.PLACED]


def two_for_one_phone(line):
    """Have two escalations want Amara's phone, each with its errand handed out."""
    ids = [add(line.desk.book, press()).id for _ in range(2)]
    works = [work for one in ids for work in advance(line.desk, one)]
    assert [work.attempt.phone for work in works] == [AMARA, AMARA]
    return works


def holds_to_one_ring(line, works):
    """Exactly one has dialled; the other comes back, and rings once that call is over."""
    book, clock = line.desk.book, line.desk.clock
    assert len(line.telephone.calls) == 1
    (ringing,) = line.telephone.calls.values()
    (waits,) = [work for work in works if work.attempt.id != ringing.attempt.id]
    found = read(book, waits.escalation)
    assert found.attempts[0].state is AttemptState.INTENT
    assert found.attempts[0].due_at == NOW + ENGAGED_WAIT
    assert found.due_at == NOW  # meanwhile the next person is tried

    clock.at += ENGAGED_WAIT
    looks_again(line, waits)
    assert len(calls_to(line, AMARA)) == 1
    assert len(calls_to(line, BEN)) == 1
    clock.at += timedelta(seconds=22)
    hearing.call_told(line.desk, ringing.attempt.id, ringing.sid, CallStatus.NO_ANSWER, "webhook")
    looks_again(line, waits)
    assert len(calls_to(line, AMARA)) == 2


def calls_to(line, phone):
    return [one for one in line.telephone.calls.values() if one.attempt.phone == phone]


def looks_again(line, work):
    for one in advance(line.desk, work.escalation.id):
        errands.run(line, one)


def test_of_two_that_start_to_ring_one_phone_one_dials_and_the_other_comes_back(line):
    works = two_for_one_phone(line)
    at_once(2, lambda index: errands.run(line, works[index]))
    holds_to_one_ring(line, works)


def test_who_waited_for_the_carriers_row_sees_who_was_dialled_meanwhile(postgres_line):
    """Both have found the phone free when they queue for the row."""
    works = two_for_one_phone(postgres_line)
    behind_the_carriers_row(
        postgres_line.desk.book,
        *(lambda work=work: errands.run(postgres_line, work) for work in works),
    )
    holds_to_one_ring(postgres_line, works)
