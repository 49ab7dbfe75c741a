"""Who is next in line for the carrier, on each kind of book."""

from dataclasses import replace
from datetime import timedelta

from book.examples import AMARA, BEN, NOW, SAM, call, press
from book.steps import add

from service.domain.attempt import AttemptState
from service.domain.line import InLine


def waits(phone, seconds, **changed):
    return call(phone, in_line_since=NOW + timedelta(seconds=seconds), **changed)


def line(book):
    with book.reading() as page:
        return page.line()


def test_nobody_is_in_line_for_a_carrier_that_was_never_asked(book):
    add(book, press(attempts=(call(),)))
    found = line(book)
    assert (found.length, found.first, found.free_from) == (0, None, None)


def test_the_earliest_goes_first_and_only_intents_are_in_line(book):
    add(book, press(attempts=(waits(AMARA, 5), waits(BEN, 1, state=AttemptState.ENDED))))
    second = waits(BEN, 3)
    one = add(book, press(attempts=(second,)))
    found = line(book)
    assert found.length == 2
    assert found.first == InLine(one.id, second.id, NOW + timedelta(seconds=3))


def test_whoever_waits_for_a_phone_that_rings_lets_the_next_pass(book):
    add(book, press(attempts=(call(AMARA, state=AttemptState.PLACED),)))
    add(book, press(attempts=(waits(AMARA, 1),)))
    other = waits(SAM, 9)
    one = add(book, press(attempts=(other,)))
    assert line(book).first == InLine(one.id, other.id, NOW + timedelta(seconds=9))
    assert line(book).length == 2


def test_the_line_knows_when_the_carrier_takes_another_call(book):
    add(book, press(attempts=(waits(AMARA, 1),)))
    with book.writing() as page:
        page.take_slot(NOW, 1)
    assert line(book).free_from == NOW + timedelta(seconds=1)


def test_who_is_over_leaves_the_line(book):
    waiting = waits(AMARA, 1)
    one = add(book, press(attempts=(waiting,)))
    with book.writing() as page:
        found = page.escalation(one.id)
        page.save(found.with_attempt(replace(found.attempts[0], state=AttemptState.DIALLING)))
    assert line(book).length == 0
