"""The first call is being dialled when its claim is committed, and is asked for at once or not."""

from dataclasses import replace
from datetime import timedelta

from book.examples import AMARA, NOW, press
from book.steps import add, read

from service.desk import acting, errands
from service.desk.acting import Step
from service.desk.advancing import advance
from service.desk.errands import AT_ONCE
from service.domain.attempt import AttemptState
from service.domain.decide import LEASE
from service.domain.events import Kind
from service.domain.ladder import Channel
from service.domain.proving import Measuring

FAST = 1e9
SLOW = 0.001


def claimed(line, one, pace=FAST):
    """Claim it with a free hand; return the work that is a call, and the call in the book."""
    (work,) = [work for work in advance(line.desk, one.id, pace) if work.rings]
    (attempt,) = [each for each in read(line.desk.book, one).attempts if each.id == work.attempt.id]
    return work, attempt


def told(line, one):
    with line.desk.book.reading() as page:
        return [event.kind for event in page.history(one.id)]


def test_a_free_hand_has_the_first_call_dialling_with_the_claim(line):
    one = add(line.desk.book, press())
    work, attempt = claimed(line, one)

    assert work.begun
    assert attempt == work.attempt
    assert (attempt.state, attempt.dialled_at) == (AttemptState.DIALLING, NOW)
    assert (attempt.fence, attempt.due_at) == (work.fence, NOW + LEASE)
    assert told(line, one) == [Kind.DIALLING]

    errands.run(line, work)
    assert [call.attempt.phone for call in line.telephone.calls.values()] == [AMARA]
    assert told(line, one) == [Kind.DIALLING]


def test_without_a_free_hand_it_is_an_intent(line):
    one = add(line.desk.book, press())
    work, attempt = claimed(line, one, pace=None)
    assert not work.begun
    assert attempt.state is AttemptState.INTENT


def test_a_call_whose_turn_it_is_not_is_an_intent_and_stands_in_line(line):
    first, second = (add(line.desk.book, press()) for _ in range(2))
    claimed(line, first, SLOW)
    work, attempt = claimed(line, second, SLOW)

    assert not work.begun
    assert attempt.state is AttemptState.INTENT
    errands.run(line, work)
    assert not line.telephone.calls
    assert read(line.desk.book, second).attempts[0].in_line_since is not None


def test_of_two_who_want_one_phone_one_is_dialling_and_the_other_waits(line):
    works = [claimed(line, add(line.desk.book, press()))[0] for _ in range(2)]
    assert [work.begun for work in works] == [True, False]


def test_a_text_beside_the_call_goes_the_long_way(line):
    one = press()
    officer, *others = one.rungs
    add(line.desk.book, replace(one, rungs=(replace(officer, texts=True), *others)))
    texts = [work for work in advance(line.desk, one.id, FAST) if not work.rings]
    assert [work.attempt.channel for work in texts] == [Channel.TEXT]
    assert not any(work.begun for work in texts)


def test_a_call_that_waited_for_a_thread_is_not_asked_for_once_somebody_has_it(line):
    one = add(line.desk.book, press())
    work, _ = claimed(line, one)
    line.desk.clock.at += AT_ONCE
    acting.cancel(line.desk, Step(escalation=one.id, person="sam"))

    errands.run(line, work)
    assert not line.telephone.calls


def test_a_call_that_waited_is_asked_for_where_it_is_wanted_still(line):
    one = add(line.desk.book, press())
    work, _ = claimed(line, one)
    line.desk.clock.at += AT_ONCE
    errands.run(line, work)
    assert len(line.telephone.calls) == 1


def test_a_process_that_wakes_late_does_not_ask_for_what_another_has_taken_up(line):
    one = add(line.desk.book, press())
    asleep, _ = claimed(line, one)
    line.desk.clock.at += LEASE
    (awake,) = advance(line.desk, one.id, FAST)
    assert (awake.attempt.id, awake.fence) == (asleep.attempt.id, asleep.fence + 1)

    errands.run(line, asleep)
    assert not line.telephone.calls


def test_what_a_dead_process_was_dialling_is_looked_for_and_then_rung_within_ten_seconds(line):
    one = add(line.desk.book, press())
    claimed(line, one)  # and dies

    until = NOW + timedelta(seconds=10)
    while not line.telephone.calls and line.desk.clock.at < until:
        line.desk.clock.at += timedelta(seconds=0.5)
        for work in advance(line.desk, one.id, FAST):
            errands.run(line, work)
    (call,) = [one for one in line.telephone.calls.values() if one.attempt.phone == AMARA]
    assert call.attempt.possible_duplicate


def test_a_call_that_proves_this_number_is_hung_up_first_and_not_while_the_book_is_held(line):
    one = add(line.desk.book, press())
    proves = Measuring(id="0" * 32, phone=AMARA, person="amara", asked_at=NOW, sid="CA" + "0" * 32)
    with line.desk.book.writing() as page:
        page.keep_measuring(proves)

    work, attempt = claimed(line, one)
    assert not work.begun
    assert attempt.state is AttemptState.INTENT
